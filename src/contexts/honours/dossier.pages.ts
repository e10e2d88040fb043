import { html, type Html, type HtmlValue, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { formatHours } from '../../kernel/centi-hours.js';
import { isServiceCategory, SERVICE_CATEGORIES } from '../../kernel/service-categories.js';
import type { Criterion } from './domain/dossier.policy.js';
import { CRITERIA, WORDS } from './dossier-words.js';
import type { DossierView } from './dossier.views.js';

type Words = (typeof WORDS)[Language];

/** One candidate on paper: what is asked, what the books say, what nobody has confirmed. */
export function dossierPage(dossier: DossierView, lang: Language): PageContent {
  const t = WORDS[lang];
  const body = html`
    <h1>${t.title}</h1>
    <p>${t.kinds[dossier.kind]}</p>
    ${particulars(dossier, t)} ${criteria(dossier, lang)}
    <h2>${t.years}</h2>
    ${table(
      [t.year, t.hours, t.services, t.people],
      dossier.years.map(({ year, centiHours, services, volunteers }) => [
        ...[year, formatHours(centiHours), services, volunteers],
      ]),
      t,
    )}
    <h2>${t.classes}</h2>
    ${table(
      [t.category, t.hours, t.services],
      dossier.classes.map(({ category, centiHours, services }) => [
        ...[categoryName(category, lang), formatHours(centiHours), services],
      ]),
      t,
    )}
    <h2>${t.projects}</h2>
    ${table(
      [t.project, t.from, t.until],
      dossier.projects.map(({ name, from, to, regular }) => [
        ...[regular ? `${name}（${t.regular}）` : name, from, to],
      ]),
      t,
    )}
    ${awards(dossier, t)}
    <h2>${t.notKept}</h2>
    <p>${t.notKeptHint}</p>
    <p class="hint">${t.basis} ${dossier.position ?? '—'}</p>
  `;
  return { title: t.title, lang, body };
}

function particulars(dossier: DossierView, t: Words): Html {
  const { evaluations, complaints, roster } = dossier;
  const mean = evaluations.meanMark === null ? t.noData : formatHours(evaluations.meanMark);
  return html`<dl>
    <dt>${t.name}</dt>
    <dd>${dossier.name ?? t.erased}</dd>
    <dt>${t.since}</dt>
    <dd>${dossier.since ?? t.notKnown}</dd>
    <dt>${t.asOf}</dt>
    <dd>${dossier.on}</dd>
    ${
      roster &&
      html`<dt>${t.roster} ${dossier.rules.activeServices}</dt>
        <dd>${roster.registered} / ${roster.active} / ${percent(roster.activePercent, t)}</dd>`
    }
    <dt>${t.beneficiaries}</dt>
    <dd>${t.noData}</dd>
    <dt>${t.evaluations}</dt>
    <dd>${evaluations.count} / ${mean}</dd>
    <dt>${t.complaints}</dt>
    <dd>${complaints.filed} / ${complaints.upheld} / ${complaints.open}</dd>
  </dl>`;
}

function criteria({ criteria: found, rules }: DossierView, lang: Language): Html {
  const t = WORDS[lang];
  const row = ({ code, wanted, found: is, verdict }: Criterion): HtmlValue[] => [
    ...[CRITERIA[lang][code], wanted ?? '—', is ?? '—', t.verdicts[verdict]],
  ];
  return html`<h2>${t.criteria}</h2>
    ${table([t.criterion, t.wanted, t.found, t.verdict], found.map(row), t)}
    <p class="hint">${t.source} ${rules.version} · ${rules.source}</p>`;
}

function awards({ awards: given, kind }: DossierView, t: Words): Html | null {
  if (kind !== 'volunteer') return null;
  const rows = given.map(({ awardedOn, level, text }) => [
    ...[awardedOn, text?.title ?? t.erased, text?.grantingUnit ?? t.erased, t.levels[level]],
  ]);
  return html`<h2>${t.awards}</h2>
    ${table([t.date, t.award, t.grantingUnit, t.level], rows, t)}`;
}

function table(head: readonly string[], rows: readonly (readonly HtmlValue[])[], t: Words): Html {
  if (rows.length === 0) return html`<p>${t.nothing}</p>`;
  return html`<table>
    <thead>
      <tr>
        ${head.map((text) => html`<th scope="col">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function percent(share: number | null, t: Words): string {
  return share === null ? t.noData : `${share}\u00a0%`;
}

/** A code of ours by its Chinese name; in English the code says it. */
function categoryName(category: string | null, lang: Language): string {
  if (category === null) return WORDS[lang].imported;
  return lang === 'zh' && isServiceCategory(category) ? SERVICE_CATEGORIES[category] : category;
}
