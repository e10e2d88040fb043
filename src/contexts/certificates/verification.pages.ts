import { formatHours } from '../../kernel/centi-hours.js';
import { type Instant, localPartsOf } from '../../kernel/calendar.js';
import { maskName } from '../../kernel/masking.js';
import { html, type Html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import type { CertificateView, IssuerView } from './certificates.queries.js';
import { GRADES } from './domain/certificate-content.js';
import type { Verdict } from './verification.js';

/** What the page may know: the name only to mask it, null when the holder's data is erased. */
export interface Found {
  readonly certificate: CertificateView;
  readonly issuer: IssuerView;
  readonly verdict: Verdict;
  readonly holderName: string | null;
}

const WORDS = {
  zh: {
    title: '证明查验',
    valid: '✔ 有效',
    validHint: '这份证明由下列单位出具，目前有效。请与纸质证明逐项核对。',
    revoked: '✖ 已撤销',
    revokedHint: '出具单位已于 {on} 撤销这份证明，请勿采信。',
    superseded: '✖ 已换发',
    supersededHint: '所列记录已更正，这份证明已由新证明 {by} 取代，请以新证明为准。',
    stale: '✖ 记录已更正，待换发',
    staleHint: '所列记录在 {on} 更正或作废，这份证明已不反映现在的记录，请向持有人索取换发的证明。',
    keyBefore: '✖ 签名密钥已失效',
    keyBeforeHint: '出具时所用的密钥已不可信，请勿采信，并向出具单位核实。',
    keyAfter: '？密钥后来失效',
    keyAfterHint: '出具之后所用的密钥被宣布不可信。证明登记在册，请向出具单位核实。',
    doubtful: '✖ 不能确认',
    doubtfulHint: '出具日期或密钥有效期不符，请勿采信，并向出具单位核实。',
    unknown: '✖ 查无此证明',
    unknownHint: '没有找到这份证明。请核对编号和校验码，或重新扫描二维码。',
    number: '证明编号',
    holder: '持有人',
    erased: '个人信息已按本人要求删除',
    issuer: '出具单位',
    phone: '联系电话',
    period: '服务期间',
    to: ' 至 ',
    services: '服务次数',
    hours: '服务时间合计（小时）',
    grades: '按证据等级（小时）',
    issuedOn: '出具日期',
    publicity: '单位内公示至',
    checkedAt: '查验时间',
    again: '查验另一份证明',
    form: '请输入证明上印的编号和校验码。',
    check: '校验码',
    submit: '查验',
    download: '下载离线查验工具（一个文件，不联网也能用）',
    offline:
      '二维码中“#”之后是出具单位的完整性签名，只留在您的手机里，不会发送到服务器；可用离线查验工具核对。',
    legend:
      '证据等级：A+ 签到签退并经服务对象或第二设备确认；A 动态码或站点设备签到签退；B 仅一端有证据，或证据存疑；C 事后补录，有材料和理由；D 仅凭陈述录入，或由表格导入。',
  },
  en: {
    title: 'Certificate check',
    valid: '✔ Valid',
    validHint: 'Issued by the unit below and valid now. Compare every item with the paper.',
    revoked: '✖ Revoked',
    revokedHint: 'The issuer revoked this certificate on {on}. Do not rely on it.',
    superseded: '✖ Superseded',
    supersededHint:
      'Its records were corrected and certificate {by} took its place. Rely on that one.',
    stale: '✖ Records corrected, replacement pending',
    staleHint:
      'A record it lists was corrected or voided on {on}. Ask the holder for the replacement.',
    keyBefore: '✖ Key revoked before issue',
    keyBeforeHint:
      'The key was not to be trusted when it was used. Do not rely on it; ask the issuer.',
    keyAfter: '? Key revoked after issue',
    keyAfterHint: 'The key was revoked later. The certificate is in the register: ask the issuer.',
    doubtful: '✖ Cannot be confirmed',
    doubtfulHint: 'The date of issue or the key does not fit. Do not rely on it; ask the issuer.',
    unknown: '✖ No such certificate',
    unknownHint: 'It was not found. Check number and check code, or scan the code again.',
    number: 'Certificate number',
    holder: 'Holder',
    erased: 'erased at the holder’s request',
    issuer: 'Issued by',
    phone: 'Telephone',
    period: 'Period of service',
    to: ' to ',
    services: 'Services',
    hours: 'Total service time (hours)',
    grades: 'By evidence grade (hours)',
    issuedOn: 'Issued on',
    publicity: 'Publicised in the unit until',
    checkedAt: 'Checked at',
    again: 'Check another certificate',
    form: 'Enter the number and the check code printed on the certificate.',
    check: 'Check code',
    submit: 'Check',
    download: 'Download the offline verifier (one file, works without network)',
    offline:
      'Behind “#” the QR code carries the issuer’s integrity signature. It stays in your phone and is never sent to the server; an offline verifier can check it.',
    legend:
      'Evidence grades: A+ signed in and out, and confirmed; A signed in and out by rotating code or station device; B one end only, or in doubt; C entered afterwards with proof and reason; D entered on a statement alone, or imported.',
  },
} as const satisfies Record<Language, Record<string, string>>;

export function lookupForm(lang: Language): PageContent {
  const t = WORDS[lang];
  const body = html`
    <h1>${t.title}</h1>
    <p>${t.form}</p>
    <form method="get" action="/v">
      <label for="number">${t.number}</label>
      <input id="number" name="number" required autocomplete="off" maxlength="60" />
      <label for="check">${t.check}</label>
      <input id="check" name="check" required autocomplete="off" maxlength="20" />
      <input type="hidden" name="lang" value="${lang}" />
      <button type="submit">${t.submit}</button>
    </form>
    ${offlineLink(t.download)}
  `;
  return { title: t.title, lang, body };
}

export function verdictPage(found: Found | undefined, now: Instant, lang: Language): PageContent {
  const t = WORDS[lang];
  const { date, time } = localPartsOf(now);
  const body = html`
    <h1>${t.title}</h1>
    ${found ? foundBody(found, lang) : banner('status-unknown', t.unknown, t.unknownHint)}
    <p class="hint">${t.checkedAt} ${date} ${time}</p>
    <p><a href="/v?lang=${lang}">${t.again}</a></p>
  `;
  return { title: t.title, lang, body };
}

function foundBody(found: Found, lang: Language): Html {
  const { certificate, issuer, holderName } = found;
  const t = WORDS[lang];
  const { totals } = certificate;
  return html`
    ${verdictBanner(found, lang)}
    <dl>
      ${item(t.number, certificate.number)}
      ${item(t.holder, holderName === null ? t.erased : maskName(holderName))}
      ${item(t.issuer, issuer.legalName)} ${item(t.phone, issuer.phone)}
      ${item(t.period, `${certificate.from}${t.to}${certificate.to}`)}
      ${item(t.services, totals?.services)}
      ${item(t.hours, totals && formatHours(totals.centiHours))}
      ${item(t.grades, totals && gradesOf(totals.byGrade))}
      ${item(t.issuedOn, certificate.issuedOn)}
      ${certificate.publicityUntil === null ? '' : item(t.publicity, certificate.publicityUntil)}
    </dl>
    <p class="hint">${t.legend}</p>
    <p class="hint">${t.offline}</p>
    ${offlineLink(t.download)}
  `;
}

function offlineLink(words: string): Html {
  return html`<p><a href="/v/offline-verifier.html" download>${words}</a></p>`;
}

function verdictBanner({ certificate, verdict }: Found, lang: Language): Html {
  const t = WORDS[lang];
  const on = certificate.statusOn ?? '';
  const by = certificate.supersededBy ?? '';
  switch (verdict) {
    case 'valid':
      return banner(verdict, t.valid, t.validHint);
    case 'revoked':
      return banner(verdict, t.revoked, t.revokedHint.replace('{on}', on));
    case 'superseded':
      return certificate.status === 'stale'
        ? banner(verdict, t.stale, t.staleHint.replace('{on}', on))
        : banner(verdict, t.superseded, t.supersededHint.replace('{by}', by));
    case 'key-revoked-before-issue':
      return banner(verdict, t.keyBefore, t.keyBeforeHint);
    case 'key-revoked-after-issue':
      return banner(verdict, t.keyAfter, t.keyAfterHint);
    default:
      return banner(verdict, t.doubtful, t.doubtfulHint);
  }
}

/** Machines read the verdict, in the words of every other verifier, where people see the banner. */
function banner(verdict: Verdict, word: string, hint: string): Html {
  const kind = verdict === 'valid' ? 'verdict' : 'verdict no';
  return html`<div class="${kind}" role="status" data-verdict="${verdict}">
    <strong>${word}</strong>${hint}
  </div>`;
}

function item(term: string, value: string | number | null | undefined): Html {
  return html`<dt>${term}</dt>
    <dd>${value ?? '—'}</dd>`;
}

function gradesOf(byGrade: Readonly<Record<string, number>>): string {
  return GRADES.filter((grade) => (byGrade[grade] ?? 0) > 0)
    .map((grade) => `${grade} ${formatHours(byGrade[grade] ?? 0)}`)
    .join(' · ');
}
