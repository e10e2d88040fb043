import { html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { formatHours } from '../../kernel/centi-hours.js';
import type { RecordView } from './service-records.queries.js';

const WORDS = {
  zh: {
    title: '提出异议',
    about: '{date} 的服务记录，{hours} 小时。',
    text: '哪里不对？',
    hint: '只有核查的人能看到您写的内容。公示期内提出的，核查期间记录暂不生效。',
    submit: '提交',
    done: '✔ 已收到您的异议',
    doneHint: '将由与此无关的两人核查决定；结果会写在这条记录的说明里。',
    back: '返回这条记录',
  },
  en: {
    title: 'Object to a record',
    about: 'The service record of {date}, {hours} hours.',
    text: 'What is wrong?',
    hint: 'Only those who look into it read this. During publicity the record waits for the decision.',
    submit: 'Send',
    done: '✔ Your objection has arrived',
    doneHint:
      'Two persons with no part in it decide; the outcome stands in the record’s explanation.',
    back: 'Back to the record',
  },
} as const satisfies Record<Language, Record<string, string>>;

export interface ObjectionForm {
  readonly record: RecordView;
  /** The Idempotency-Key of the form: sent twice, it is one objection. */
  readonly key: string;
  readonly text?: string;
  /** What was refused when it was sent before. */
  readonly problem?: string;
}

export function objectionForm(form: ObjectionForm, lang: Language): PageContent {
  const t = WORDS[lang];
  const { record, key, text = '', problem } = form;
  const body = html`
    <h1>${t.title}</h1>
    <p>
      ${t.about.replace('{date}', record.date).replace('{hours}', formatHours(record.centiHours))}
    </p>
    ${problem === undefined ? '' : html`<p class="error" role="alert">${problem}</p>`}
    <form method="post" action="/records/${record.recordId}/objection?lang=${lang}">
      <input type="hidden" name="key" value="${key}" />
      <label for="text">${t.text}</label>
      <textarea id="text" name="text" rows="5" maxlength="1000" required>${text}</textarea>
      <p class="hint">${t.hint}</p>
      <button>${t.submit}</button>
    </form>
    <p><a href="/me/records/${record.recordId}?lang=${lang}">${t.back}</a></p>
  `;
  return { title: t.title, lang, body };
}

export function objectionDone(recordId: string, lang: Language): PageContent {
  const t = WORDS[lang];
  const body = html`
    <h1>${t.title}</h1>
    <p class="ok" role="status">${t.done}</p>
    <p>${t.doneHint}</p>
    <a class="button" href="/me/records/${recordId}?lang=${lang}">${t.back}</a>
  `;
  return { title: t.title, lang, body };
}
