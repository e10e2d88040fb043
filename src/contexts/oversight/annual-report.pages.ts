import { html, type Html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { formatHours } from '../../kernel/centi-hours.js';
import { phrase } from '../../kernel/rejection.js';
import type { ScopedReport } from './annual-reports.handlers.js';

const WORDS = {
  zh: {
    title: '志愿服务记录与证明出具工作年度报告',
    basis: '依据《志愿服务记录与证明出具办法（试行）》第十八条。',
    about: '{year} 年度；按 {asOf} 终了时的账本统计，任何时候按同一日期重算，结果相同。',
    division: '行政区划 {name}，登记的组织 {organisations} 个。',
    withheld: '“—”：相关人员不足 {n} 人，不公布数字。区划合计不含不足以合并公布的组织。',
    service: '服务记录',
    volunteers: '有生效记录的志愿者（人）',
    records: '生效记录（条）',
    hours: '服务时间（小时）',
    grades: '证据等级占服务时间的比例',
    grade: '等级',
    share: '比例',
    recording: '记录的及时与更正',
    entries: '录入的记录（条）',
    inTime: '按时',
    late: '逾期',
    corrections: '更正（次）',
    voids: '作废（条）',
    objections: '异议（待处理 / 驳回 / 更正 / 作废 / 记录先行作废）',
    certificates: '证明出具（免费）',
    issued: '出具（份）',
    holders: '持有人（人）',
    certified: '证明的服务时间（小时）',
    ended: '换发 / 撤销（份）',
    others: '培训、表彰、评价、投诉',
    trainings: '培训（人 / 人次 / 学时）',
    awards: '表彰奖励（项）',
    evaluations: '评价（次 / 平均分，满分 5 分）',
    complaints: '投诉（待处理 / 成立 / 部分成立 / 不成立）',
    json: '同样的数字，机器可读（JSON）',
  },
  en: {
    title: 'Annual report on records and certificates of volunteer service',
    basis: 'Order 67 of the Ministry of Civil Affairs, article 18.',
    about: '{year}; the ledger as it stood at the end of {asOf}: counted again, it is the same.',
    division: 'Division {name}, {organisations} organisations registered.',
    withheld:
      '“—”: fewer than {n} people, no number is told. The sum of a division leaves out organisations too small to be told together.',
    service: 'Service records',
    volunteers: 'Volunteers with effective records',
    records: 'Effective records',
    hours: 'Hours of service',
    grades: 'Evidence grades, as shares of the hours',
    grade: 'Grade',
    share: 'Share',
    recording: 'Timeliness and corrections',
    entries: 'Records entered',
    inTime: 'in time',
    late: 'late',
    corrections: 'Corrections',
    voids: 'Voided records',
    objections: 'Objections (open / dismissed / corrected / voided / overtaken)',
    certificates: 'Certificates, free of charge',
    issued: 'Issued',
    holders: 'Holders',
    certified: 'Hours certified',
    ended: 'Superseded / revoked',
    others: 'Training, awards, evaluations, complaints',
    trainings: 'Training (people / attendances / hours)',
    awards: 'Awards',
    evaluations: 'Evaluations (number / mean out of 5)',
    complaints: 'Complaints (open / upheld / partly upheld / dismissed)',
    json: 'The same numbers for machines (JSON)',
  },
} as const satisfies Record<Language, Record<string, string>>;

const HIDDEN = '—';

export function annualReportPage(report: ScopedReport, lang: Language): PageContent {
  const t = WORDS[lang];
  const { scope, year, asOf, fewerThan } = report;
  const query = `year=${year}&asOf=${asOf}`;
  const body = html`
    <h1>${t.title}</h1>
    <h2>${scope.kind === 'division' ? phrase(t.division, { ...scope }) : scope.name}</h2>
    <p>${phrase(t.about, { year, asOf })} ${t.basis}</p>
    ${list(t.service, serviceOf(report, lang))} ${gradesOf(report, lang)}
    ${list(t.recording, recordingOf(report, lang))}
    ${list(t.certificates, certificatesOf(report, lang))} ${list(t.others, othersOf(report, lang))}
    <p class="hint">${phrase(t.withheld, { n: fewerThan })}</p>
    <p class="hint">
      <a href="/api/v1/annual-reports/${scope.kind}s/${scope.id}?${query}">${t.json}</a>
    </p>
  `;
  return { title: `${t.title} · ${scope.name}`, lang, body, keep: { year: String(year), asOf } };
}

type Line = readonly [label: string, value: string];

function list(title: string, lines: readonly Line[]): Html {
  return html`<h2>${title}</h2>
    <dl>
      ${lines.map(
        ([label, value]) =>
          html`<dt>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
}

function serviceOf({ service }: ScopedReport, lang: Language): readonly Line[] {
  const t = WORDS[lang];
  return [
    [t.volunteers, number(service.volunteers)],
    [t.records, number(service.records)],
    [t.hours, hours(service.centiHours)],
  ];
}

function gradesOf({ service }: ScopedReport, lang: Language): Html {
  const t = WORDS[lang];
  return html`<table>
    <caption>
      ${t.grades}
    </caption>
    <thead>
      <tr>
        ${service.grades.map(({ grade }) => html`<th scope="col">${grade}</th>`)}
      </tr>
    </thead>
    <tbody>
      <tr>
        ${service.grades.map(({ percent }) => html`<td>${percent} %</td>`)}
      </tr>
    </tbody>
  </table>`;
}

function recordingOf({ recording, objections: o }: ScopedReport, lang: Language): readonly Line[] {
  const t = WORDS[lang];
  const { inTimePercent, latePercent } = recording;
  const shares = `${t.inTime} ${inTimePercent}\u00a0%, ${t.late} ${latePercent}\u00a0%`;
  return [
    [t.entries, `${number(recording.records)} (${shares})`],
    [t.corrections, String(recording.corrections)],
    [t.voids, String(recording.voids)],
    [t.objections, slashed([o.open, o.dismissed, o.corrected, o.voided, o.overtaken])],
  ];
}

function certificatesOf({ certificates: c }: ScopedReport, lang: Language): readonly Line[] {
  const t = WORDS[lang];
  return [
    [t.issued, number(c.issued)],
    [t.holders, number(c.holders)],
    [t.certified, hours(c.centiHours)],
    [t.ended, slashed([c.superseded, c.revoked])],
  ];
}

function othersOf(report: ScopedReport, lang: Language): readonly Line[] {
  const t = WORDS[lang];
  const { trainings, awards, evaluations, complaints: c } = report;
  const study = [
    number(trainings.people),
    number(trainings.attendances),
    hours(trainings.centiHours),
  ];
  const marks = [number(evaluations.given), hours(evaluations.meanHundredths)];
  return [
    [t.trainings, study.join(' / ')],
    [t.awards, number(awards)],
    [t.evaluations, marks.join(' / ')],
    [t.complaints, slashed([c.open, c.upheld, c['partly-upheld'], c.dismissed])],
  ];
}

function number(value: number | null): string {
  return value === null ? HIDDEN : String(value);
}

/** Hundredths of an hour, or of a mark: both print with two places. */
function hours(value: number | null): string {
  return value === null ? HIDDEN : formatHours(value);
}

function slashed(values: readonly number[]): string {
  return values.join(' / ');
}
