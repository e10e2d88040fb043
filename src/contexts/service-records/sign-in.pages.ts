import { html, type Html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { formatHours } from '../../kernel/centi-hours.js';
import type { ActivityFacts, RecordView } from './service-records.queries.js';

const WORDS = {
  zh: {
    in: '签到',
    out: '签退',
    place: '地点',
    logIn: '登录后继续',
    logInHint: '请先登录；签到码在十分钟内有效，不必重新扫描。',
    doneIn: '✔ 签到成功',
    doneOut: '✔ 签退成功',
    again: '您已经签过到了，不必重复。',
    hours: '本次服务时间 {hours} 小时，等待站点审核和公示。',
    late: '这次签到已按规定结束，您的签退已记下，由站点工作人员核对。',
    at: '时间',
    failed: '没有成功',
    forgotten:
      '{date} 您没有签退，已按规定记为 {hours} 小时，等待审核。如与实际不符，请告诉站点工作人员。',
  },
  en: {
    in: 'Sign in',
    out: 'Sign out',
    place: 'Place',
    logIn: 'Log in to go on',
    logInHint: 'Please log in first; the code stays good for ten minutes.',
    doneIn: '✔ Signed in',
    doneOut: '✔ Signed out',
    again: 'You had signed in already: nothing more to do.',
    hours: '{hours} hours this time; they wait for review and publicity.',
    late: 'The sign-in had been closed by rule; your sign-out is noted, and the station looks at it.',
    at: 'Time',
    failed: 'That did not work',
    forgotten:
      'You did not sign out on {date}: {hours} hours were noted by rule and wait for review. Tell the station if that is wrong.',
  },
} as const satisfies Record<Language, Record<string, string>>;

export interface Landing {
  readonly activity: ActivityFacts;
  readonly direction: 'in' | 'out';
  readonly ticket: string;
  readonly key: string;
  readonly loggedIn: boolean;
  /** Sign-ins that were closed by policy: their owner is told. */
  readonly forgotten: readonly RecordView[];
}

/** What opens when the screen's code is scanned: one activity, one big button. */
export function landingPage(landing: Landing, lang: Language): PageContent {
  const t = WORDS[lang];
  const { activity, direction, ticket, key, loggedIn, forgotten } = landing;
  const here = `/s/${activity.activityId}?ticket=${ticket}&lang=${lang}`;
  const form = html`
    <form method="post" action="/s/${activity.activityId}?lang=${lang}">
      <input type="hidden" name="ticket" value="${ticket}" />
      <input type="hidden" name="key" value="${key}" />
      <button>${t[direction]}</button>
    </form>
  `;
  const logIn = html`
    <p>${t.logInHint}</p>
    <a class="button" href="/login?next=${encodeURIComponent(here)}&amp;lang=${lang}">${t.logIn}</a>
  `;
  const told = forgotten.map(
    ({ date, centiHours }) =>
      html`<p class="error" role="status">
        ${t.forgotten.replace('{date}', date).replace('{hours}', formatHours(centiHours))}
      </p>`,
  );
  const body = html`${heading(activity, t[direction], t.place)} ${loggedIn ? form : logIn} ${told}`;
  return { title: t[direction], lang, body, keep: { ticket } };
}

export interface Outcome {
  readonly activity: ActivityFacts;
  readonly direction: 'in' | 'out';
  /** Null when there was nothing left to do. */
  readonly recorded: { readonly centiHours: number | null; readonly isLate: boolean } | null;
  readonly time: string;
}

export function donePage(outcome: Outcome, lang: Language): PageContent {
  const t = WORDS[lang];
  const { activity, direction, recorded, time } = outcome;
  const hours = recorded?.centiHours ?? null;
  const body = html`
    ${heading(activity, t[direction], t.place)}
    <p class="ok" role="status">
      ${recorded === null ? t.again : direction === 'in' ? t.doneIn : t.doneOut}
    </p>
    ${hours === null ? '' : html`<p>${t.hours.replace('{hours}', formatHours(hours))}</p>`}
    ${recorded?.isLate === true ? html`<p>${t.late}</p>` : ''}
    <p class="hint">${t.at} ${time}</p>
  `;
  return { title: t[direction], lang, body };
}

export function failedPage(text: string, lang: Language): PageContent {
  const t = WORDS[lang];
  const body = html`<h1>${t.failed}</h1>
    <p class="error" role="alert">${text}</p>`;
  return { title: t.failed, lang, body };
}

function heading(activity: ActivityFacts, title: string, place: string): Html {
  return html`<h1>${title}</h1>
    <p><strong>${activity.title}</strong><br />${place}：${activity.place}</p>`;
}
