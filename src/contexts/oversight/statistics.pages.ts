import { html, type Html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import type { Page } from '../../http/page.js';
import { minuteOf } from '../../kernel/calendar.js';
import { formatHours } from '../../kernel/centi-hours.js';
import { phrase } from '../../kernel/rejection.js';
import type { ScopedStatistics } from './statistics.handlers.js';
import type { OrganisationName, StationName } from './statistics.queries.js';

const WORDS = {
  zh: {
    title: '服务时间统计',
    intro: '各组织的服务时间是怎样记录的，人人可查。',
    more: '下一页',
    asOf: '统计截至 {at}（北京时间）；服务日期 {from} 至 {to}。',
    withheld: '参与人数不足 {n} 人，按规定不公布人数和时长；比例照常公布。',
    volunteers: '志愿者人数',
    records: '服务记录条数',
    hours: '记录的服务时间（小时）',
    effective: '其中已生效（小时）',
    grades: '证据等级',
    gradesHint: '占服务时间的比例（分母：上述期间内未退回、未作废的记录）。',
    grade: '等级',
    meaning: '含义',
    share: '比例',
    count: '条数',
    lateness: '补记有多晚',
    latenessHint: '从服务当天到录入系统的天数，占记录条数的比例。',
    days: '天数',
    typing: '手工录入',
    typingHint:
      '由账号录入或导入的记录 {records} 条，录入账号 {operators} 个。同一账号在一分钟内最多录入 {most} 小时。',
    minuteHours: '一分钟内录入（小时）',
    minutes: '分钟数',
    changes: '更正 {corrections} 次，作废 {voids} 条。',
    stations: '服务站',
    above: '{n} 以上',
    hidden: '—',
    json: '同样的数字，机器可读（JSON）',
  },
  en: {
    title: 'Service time statistics',
    intro: 'How each organisation’s hours came to be known, for everybody to see.',
    more: 'Next page',
    asOf: 'As of {at} (Beijing time); days of service {from} to {to}.',
    withheld: 'Fewer than {n} people: numbers and hours are withheld; shares always stand.',
    volunteers: 'Volunteers',
    records: 'Records',
    hours: 'Recorded hours',
    effective: 'of them effective',
    grades: 'Evidence grades',
    gradesHint: 'Shares of the hours (out of: records of these days neither rejected nor voided).',
    grade: 'Grade',
    meaning: 'Meaning',
    share: 'Share',
    count: 'Records',
    lateness: 'How late they were recorded',
    latenessHint: 'Days from the service to its recording, as shares of the records.',
    days: 'Days',
    typing: 'Typed in',
    typingHint:
      '{records} records typed in or imported by {operators} accounts. The most that one account typed in within a minute: {most} hours.',
    minuteHours: 'Hours within a minute',
    minutes: 'Minutes',
    changes: '{corrections} corrections, {voids} records voided.',
    stations: 'Stations',
    above: 'over {n}',
    hidden: '—',
    json: 'The same numbers for machines (JSON)',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** What each grade means, in one line. */
export const GRADE_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: {
    'A+': '签到签退，并经服务对象或第二设备确认',
    A: '动态码或站点设备签到、签退',
    B: '一端可靠，另一端存疑或按规则补齐；或两端存疑',
    C: '事后录入，有材料和理由，经第二人审核',
    D: '仅凭陈述录入，或从其他系统导入',
  },
  en: {
    'A+': 'signed in and out, and confirmed by the beneficiary or a second device',
    A: 'signed in and out by rotating code or station device',
    B: 'one end only, the other in doubt or closed by the stated rule; or both in doubt',
    C: 'typed in afterwards, with a document, a reason and a second person’s approval',
    D: 'stated without a document, or imported from another system',
  },
};

export function organisationsPage(page: Page<OrganisationName>, lang: Language): PageContent {
  const t = WORDS[lang];
  const items = page.items.map(
    ({ organisationId, legalName }) =>
      html`<li>
        <a href="/statistics/organisations/${organisationId}?lang=${lang}">${legalName}</a>
      </li>`,
  );
  const more =
    page.next && html`<a class="button" href="?after=${page.next}&amp;lang=${lang}">${t.more}</a>`;
  const body = html`<h1>${t.title}</h1>
    <p>${t.intro}</p>
    <ul>
      ${items}
    </ul>
    ${more}`;
  return { title: t.title, lang, body };
}

export function statisticsPage(
  statistics: ScopedStatistics,
  stations: readonly StationName[],
  lang: Language,
): PageContent {
  const t = WORDS[lang];
  const { scope, asOf, period, fewerThan, corrections, voids } = statistics;
  const body = html`
    <h1>${scope.name}</h1>
    <p class="hint">${phrase(t.asOf, { at: minuteOf(asOf), ...period })}</p>
    ${fewerThan === null ? sums(statistics, lang) : html`<p class="ok">${phrase(t.withheld, { n: fewerThan })}</p>`}
    ${grades(statistics, lang)} ${lateness(statistics, lang)} ${typing(statistics, lang)}
    <p>${phrase(t.changes, { corrections, voids })}</p>
    ${stationList(stations, lang)}
    <p class="hint">
      <a
        href="/api/v1/statistics/${scope.kind}s/${scope.id}?from=${period.from}&amp;to=${period.to}"
        >${t.json}</a
      >
    </p>
  `;
  return { title: `${t.title} · ${scope.name}`, lang, body, keep: { ...period } };
}

function sums(statistics: ScopedStatistics, lang: Language): Html {
  const t = WORDS[lang];
  const { volunteers, records, centiHours, effectiveCentiHours } = statistics;
  const hours = (value: number | null) => (value === null ? t.hidden : formatHours(value));
  return html`<dl>
    <dt>${t.volunteers}</dt>
    <dd>${volunteers ?? t.hidden}</dd>
    <dt>${t.records}</dt>
    <dd>${records ?? t.hidden}</dd>
    <dt>${t.hours}</dt>
    <dd>${hours(centiHours)}</dd>
    <dt>${t.effective}</dt>
    <dd>${hours(effectiveCentiHours)}</dd>
  </dl>`;
}

function grades({ grades: rows }: ScopedStatistics, lang: Language): Html {
  const t = WORDS[lang];
  const lines = rows.map(({ grade, percent, records }) => [
    ...[grade, GRADE_WORDS[lang][grade] ?? '', `${percent}\u00a0%`, records ?? t.hidden],
  ]);
  return section(
    { title: t.grades, hint: t.gradesHint },
    [t.grade, t.meaning, t.share, t.count],
    lines,
  );
}

function lateness({ lateness: rows }: ScopedStatistics, lang: Language): Html {
  const t = WORDS[lang];
  const lines = rows.map(({ from, to, percent, records }) => [
    ...[range(from, to, lang), `${percent}\u00a0%`, records ?? t.hidden],
  ]);
  return section({ title: t.lateness, hint: t.latenessHint }, [t.days, t.share, t.count], lines);
}

function typing({ typing: typed }: ScopedStatistics, lang: Language): Html {
  const t = WORDS[lang];
  const { records, operators, mostCentiHoursPerMinute } = typed;
  const hint = phrase(t.typingHint, {
    ...{ records, operators, most: formatHours(mostCentiHoursPerMinute) },
  });
  const hours = (centi: number) => formatHours(centi);
  const lines = typed.minutes.map(({ from, to, minutes }) => [
    to === null ? phrase(t.above, { n: hours(from - 1) }) : `${hours(from)}–${hours(to)}`,
    minutes,
  ]);
  return section({ title: t.typing, hint }, [t.minuteHours, t.minutes], lines);
}

function stationList(stations: readonly StationName[], lang: Language): Html | null {
  if (stations.length === 0) return null;
  const items = stations.map(
    ({ stationId, name }) =>
      html`<li><a href="/statistics/stations/${stationId}?lang=${lang}">${name}</a></li>`,
  );
  return html`<h2>${WORDS[lang].stations}</h2>
    <ul>
      ${items}
    </ul>`;
}

function section(
  { title, hint }: { readonly title: string; readonly hint: string },
  head: readonly string[],
  lines: readonly (readonly (string | number)[])[],
): Html {
  return html`<h2>${title}</h2>
    <p class="hint">${hint}</p>
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (line) =>
            html`<tr>
              ${line.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function range(from: number, to: number | null, lang: Language): string {
  if (to === null) return phrase(WORDS[lang].above, { n: from - 1 });
  return from === to ? String(from) : `${from}–${to}`;
}
