import { html, type Html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { formatHours } from '../../kernel/centi-hours.js';
import { phrase } from '../../kernel/rejection.js';
import { STATUS_WORDS } from './domain/explanation-words.js';
import type { Explained } from './explanations.handlers.js';
import type { RecordRow } from './records.queries.js';

const WORDS = {
  zh: {
    title: '我的服务记录',
    total: '已生效 {hours} 小时。',
    none: '还没有服务记录。',
    hours: '小时',
    older: '更早的记录',
    why: '为什么是 {hours} 小时',
    place: '地点',
    unit: '记录单位',
    steps: '它是怎么来的',
    objection: '我有异议',
    objectionHint: '时长、日期或内容不对？点这里说明，由与此无关的人核查。',
    back: '返回我的服务记录',
    everything: '下载关于我的全部数据',
  },
  en: {
    title: 'My service records',
    total: '{hours} hours are effective.',
    none: 'There are no service records yet.',
    hours: 'h',
    older: 'Older records',
    why: 'Why {hours} hours',
    place: 'Place',
    unit: 'Recorded by',
    steps: 'How it came about',
    objection: 'I object',
    objectionHint:
      'Hours, date or content are wrong? Say so: people with no part in it look into it.',
    back: 'Back to my service records',
    everything: 'Download everything about me',
  },
} as const satisfies Record<Language, Record<string, string>>;

export interface RecordList {
  readonly items: readonly { readonly record: RecordRow; readonly title: string }[];
  readonly next: string | null;
  /** Effective, in hundredths. */
  readonly centiHours: number;
}

export function recordsPage({ items, next, centiHours }: RecordList, lang: Language): PageContent {
  const t = WORDS[lang];
  const lines = items.map(
    ({ record, title }) =>
      html`<li>
        <a href="/me/records/${record.recordId}?lang=${lang}">
          ${record.date} ${title}：${formatHours(record.centiHours)} ${t.hours}
        </a>
        <br /><span class="hint"
          >${record.grade} · ${STATUS_WORDS[record.status]?.[lang] ?? record.status}</span
        >
      </li>`,
  );
  const body = html`
    <h1>${t.title}</h1>
    <p>${phrase(t.total, { hours: formatHours(centiHours) })}</p>
    ${
      items.length === 0
        ? html`<p>${t.none}</p>`
        : html`<ul>
            ${lines}
          </ul>`
    }
    ${next && html`<a class="button" href="?before=${next}&amp;lang=${lang}">${t.older}</a>`}
    <p><a href="/api/v1/me/everything" download>${t.everything}</a></p>
  `;
  return { title: t.title, lang, body };
}

export function recordPage(explained: Explained, lang: Language): PageContent {
  const t = WORDS[lang];
  const { record, about, hours, sentences } = explained;
  const title = phrase(t.why, { hours });
  const body = html`
    <h1>${title}</h1>
    <p><strong>${about.title}</strong></p>
    <dl>
      <dt>${t.place}</dt>
      <dd>${about.place || '—'}</dd>
      <dt>${t.unit}</dt>
      <dd>${about.unit || '—'}</dd>
    </dl>
    <h2>${t.steps}</h2>
    <ol>
      ${sentences.map((sentence) => html`<li>${sentence[lang]}</li>`)}
    </ol>
    ${OPEN_TO_OBJECTION.includes(record.status) ? objection(record.recordId, lang) : ''}
    <p><a href="/me/records?lang=${lang}">${t.back}</a></p>
  `;
  return { title, lang, body };
}

/** Where the service book takes an objection; the form is its own. */
const OPEN_TO_OBJECTION: readonly string[] = ['publicised', 'effective'];

function objection(recordId: string, lang: Language): Html {
  const t = WORDS[lang];
  return html`<p class="hint">${t.objectionHint}</p>
    <a class="button" href="/records/${recordId}/objection?lang=${lang}">${t.objection}</a>`;
}
