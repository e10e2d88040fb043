import { html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { localPartsOf } from '../../kernel/calendar.js';
import { formatHours } from '../../kernel/centi-hours.js';
import type { ActivityFacts, RecordView } from './service-records.queries.js';

const WORDS = {
  zh: {
    title: '确认服务',
    ask: '请确认下面这次志愿服务确实做过。',
    activity: '活动',
    place: '地点',
    date: '日期',
    time: '时间',
    hours: '时长（小时）',
    confirm: '确认属实',
    wrong: '如果不属实，请不要确认，并联系志愿服务站。',
    done: '这次服务已经确认，不必再确认。',
    thanks: '✔ 已确认，谢谢您！',
  },
  en: {
    title: 'Confirm a service',
    ask: 'Please confirm that this service really took place.',
    activity: 'Activity',
    place: 'Place',
    date: 'Date',
    time: 'Time',
    hours: 'Hours',
    confirm: 'Yes, it took place',
    wrong: 'If it did not, do not confirm it, and tell the station.',
    done: 'This service is confirmed already: nothing more to do.',
    thanks: '✔ Confirmed. Thank you!',
  },
} as const satisfies Record<Language, Record<string, string>>;

export interface AskedConfirmation {
  readonly record: RecordView;
  readonly activity: ActivityFacts | null;
  readonly code: string;
  readonly key: string;
}

/** Activity and times, and nobody's name: the beneficiary knows who came. */
export function askPage(asked: AskedConfirmation, lang: Language): PageContent {
  const t = WORDS[lang];
  const { record, activity, code, key } = asked;
  const [from, to] = [record.startsAt, record.endsAt].map((at) =>
    localPartsOf(at).time.slice(0, 5),
  );
  const form = html`<form method="post" action="/c/${code}?lang=${lang}">
      <input type="hidden" name="key" value="${key}" />
      <button>${t.confirm}</button>
    </form>
    <p class="hint">${t.wrong}</p>`;
  const body = html`
    <h1>${t.title}</h1>
    <p>${t.ask}</p>
    <dl>
      <dt>${t.activity}</dt>
      <dd>${activity?.title}</dd>
      <dt>${t.place}</dt>
      <dd>${activity?.place}</dd>
      <dt>${t.date}</dt>
      <dd>${record.date}</dd>
      <dt>${t.time}</dt>
      <dd>${from}–${to}</dd>
      <dt>${t.hours}</dt>
      <dd>${formatHours(record.centiHours)}</dd>
    </dl>
    ${record.confirmedBy === null ? form : html`<p class="ok">${t.done}</p>`}
  `;
  return { title: t.title, lang, body };
}

export function thanksPage(lang: Language): PageContent {
  const t = WORDS[lang];
  return { title: t.title, lang, body: html`<p class="ok" role="status">${t.thanks}</p>` };
}
