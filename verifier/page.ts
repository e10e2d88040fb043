import { GRADES } from '../src/contexts/certificates/domain/certificate-content.js';
import { PDF_OCTETS_MAX, type Verification } from '../src/contexts/certificates/verification.js';
import { formatHours } from '../src/kernel/centi-hours.js';
import { type Given, judge } from './judge.js';
import { NO_TRUST, type Trust, withList } from './trust.js';
import { type Language, type UiWord, WORDS } from './words.js';

/** What the reader may do: rely on it with the said limits, ask, or let it be. */
const GOOD = ['valid', 'status-unknown'];
const ASK = ['key-revoked-after-issue', 'not-in-log-yet', 'unknown-log'];

let language: Language = navigator.language.startsWith('en') ? 'en' : 'zh';
let trust: Trust = withList(NO_TRUST, textOf('trust')) ?? NO_TRUST;
let last: Verification | undefined;

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

function textOf(id: string): string {
  return element(id).textContent ?? '';
}

/** Texts are set as texts: nothing that stands in a certificate becomes markup. */
function made(tag: string, text: string, className = ''): HTMLElement {
  const node = document.createElement(tag);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

const say = (word: UiWord): string => WORDS[language].ui[word];

function show(): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = say('title');
  for (const node of document.querySelectorAll<HTMLElement>('[data-word]')) {
    node.textContent = say(node.dataset['word'] as UiWord);
  }
  element('language').textContent = say('other');
  element('result').replaceChildren(...(last ? resultOf(last) : []));
  element('trusted').replaceChildren(...trustedOf(trust));
  if (trust.keys.length === 0) element('lists').setAttribute('open', '');
}

function resultOf(found: Verification): HTMLElement[] {
  const { verdict, reason, foreignHost } = found;
  const { verdicts, pending } = WORDS[language];
  const isPending = verdict === 'superseded' && found.supersededBy === null;
  const [word, hint] = isPending ? pending : verdicts[verdict];
  const tone = GOOD.includes(verdict) ? 'good' : ASK.includes(verdict) ? 'ask' : 'bad';
  const banner = made('div', '', `verdict ${foreignHost ? 'bad' : tone}`);
  banner.dataset['verdict'] = verdict;
  banner.append(made('strong', word), made('span', hint));
  return [
    banner,
    ...(foreignHost ? [made('p', say('foreign'), 'warning')] : []),
    ...(trust.keys.length === 0 ? [made('p', say('noKeys'), 'warning')] : []),
    ...(found.status === undefined ? [] : [made('p', say('statusOrigin'))]),
    ...(found.claims ? [made('p', say('compare'))] : []),
    listOf([...factsOf(found), ...extrasOf(found), [say('reason'), reason], [say('asOf'), asOf()]]),
  ];
}

type Fact = readonly [term: string, value: string | undefined];

function factsOf({ claims, issuer, log, supersededBy }: Verification): readonly Fact[] {
  const place = log?.origin === undefined ? '' : ` · ${log.origin} · ${log.index} / ${log.size}`;
  const facts: readonly Fact[] = [
    [say('by'), supersededBy ?? undefined],
    [say('log'), log && WORDS[language].log[log.verdict] + place],
  ];
  if (!claims) return facts;
  const { number, name, period, services, byGrade, issuedOn } = claims;
  const total = GRADES.reduce((sum, grade) => sum + byGrade[grade], 0);
  const grades = GRADES.filter((grade) => byGrade[grade] > 0);
  const parts = grades.map((grade) => `${grade} ${formatHours(byGrade[grade])}`);
  return [
    [say('number'), number],
    [say('holder'), name],
    [say('issuer'), issuer?.organisationName],
    [say('period'), `${period.from} – ${period.to}`],
    [say('services'), String(services)],
    [say('hours'), `${formatHours(total)} (${parts.join(' · ')})`],
    [say('issuedOn'), issuedOn],
    ...facts,
  ];
}

/** What a file may have beyond what every certificate has, and how far it was judged. */
function extrasOf({ sm2, stampedAt, holderDataErased }: Verification): readonly Fact[] {
  const stamp = stampedAt && `${stampedAt.replace('.000Z', 'Z')} · ${say('stampNotJudged')}`;
  return [
    [say('sm2'), sm2 && WORDS[language].sm2[sm2.verdict]],
    [say('stamp'), stamp],
    [say('erasure'), holderDataErased ? say('erased') : undefined],
  ];
}

function listOf(facts: readonly Fact[]): HTMLElement {
  const list = made('dl', '');
  for (const [term, value] of facts) {
    if (value !== undefined) list.append(made('dt', term), made('dd', value));
  }
  return list;
}

function asOf(): string {
  return trust.asOf === null ? say('noDate') : trust.asOf.slice(0, 10);
}

function trustedOf({ keys, logKeys, statuses }: Trust): HTMLElement[] {
  if (keys.length === 0) return [made('p', say('noKeys'), 'warning')];
  const rows = keys.map((key): Fact => {
    const span = `${key.notBefore.slice(0, 10)} – ${key.notAfter.slice(0, 10)}`;
    const revoked = key.revokedAt ? `; ${say('revokedFrom')} ${key.revokedAt.slice(0, 10)}` : '';
    const facts = `${key.algorithm} ${key.keyId}, ${say('validity')} ${span}${revoked}`;
    return [key.organisationName, facts];
  });
  return [
    listOf([
      [say('asOf'), asOf()],
      [say('logs'), logKeys.join(' ') || '—'],
      [say('statuses'), statuses && String(Object.keys(statuses).length)],
    ]),
    made('h2', say('issuers')),
    listOf(rows),
  ];
}

function check(given: Given): void {
  last = judge(given, trust, new Date().toISOString());
  show();
  element('result').scrollIntoView();
}

/** A file that is too large is not even read. */
async function checkFile(file: File): Promise<void> {
  const part = file.slice(0, PDF_OCTETS_MAX + 1);
  check({ pdf: new Uint8Array(await part.arrayBuffer()) });
}

async function loadList(file: File): Promise<void> {
  const next = withList(trust, await file.text());
  trust = next ?? trust;
  last = undefined;
  show();
  if (!next) element('trusted').prepend(made('p', say('badList'), 'warning'));
}

element('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  show();
});
element('form').addEventListener('submit', (event) => {
  event.preventDefault();
  check({ qr: element<HTMLTextAreaElement>('code').value });
});
element('file').addEventListener('change', () => {
  const [file] = element<HTMLInputElement>('file').files ?? [];
  if (file) void checkFile(file);
});
element('list').addEventListener('change', () => {
  const [file] = element<HTMLInputElement>('list').files ?? [];
  if (file) void loadList(file);
});
for (const type of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(type, (event) => {
    event.preventDefault();
    document.body.classList.toggle('over', type === 'dragover');
    const [file] = (event as DragEvent).dataTransfer?.files ?? [];
    if (type === 'drop' && file) void checkFile(file);
  });
}
show();
/** The digits of a code behind the address of this file: checked as it opens. */
const [, digits] = /^#(\d+)$/.exec(location.hash) ?? [];
if (digits) check({ qr: digits });
/** For the conformance kit: what the page judges with. */
Object.assign(globalThis, { shizhangVerifier: { judge, withList } });
