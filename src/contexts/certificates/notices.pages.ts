import { html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { formatHours } from '../../kernel/centi-hours.js';
import { maskName } from '../../kernel/masking.js';
import type { NoticeRow } from './register.queries.js';

export interface Notice extends NoticeRow {
  /** Null when the holder's data is erased. */
  readonly holderName: string | null;
}

export interface NoticeBoard {
  readonly organisationId: string;
  readonly legalName: string;
  readonly phone: string;
  readonly notices: readonly Notice[];
  /** The number behind which the next page begins. */
  readonly next: string | null;
}

const WORDS = {
  zh: {
    title: '志愿服务记录证明公示',
    intro: '以下证明经持有人同意公示，姓名已隐去部分。有异议请致电 {phone}。',
    none: '目前没有公示中的证明。',
    number: '证明编号',
    holder: '持有人',
    erased: '已删除',
    period: '服务期间',
    hours: '小时',
    issuedOn: '出具日期',
    until: '公示至',
    next: '下一页',
  },
  en: {
    title: 'Certificates in public notice',
    intro:
      'Publicised with the holders’ consent; names are partly hidden. Objections: telephone {phone}.',
    none: 'No certificate is in public notice now.',
    number: 'Number',
    holder: 'Holder',
    erased: 'erased',
    period: 'Period',
    hours: 'Hours',
    issuedOn: 'Issued on',
    until: 'In notice until',
    next: 'Next page',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** For the wall of the unit as for the screen: a plain table that prints. */
export function noticePage(board: NoticeBoard, lang: Language): PageContent {
  const t = WORDS[lang];
  const heads = [t.number, t.holder, t.period, t.hours, t.issuedOn, t.until];
  const body = html`
    <h1>${t.title}</h1>
    <p>${board.legalName}</p>
    <p class="hint">${t.intro.replace('{phone}', board.phone)}</p>
    ${
      board.notices.length === 0
        ? html`<p>${t.none}</p>`
        : html`<table>
            <thead>
              <tr>
                ${heads.map((head) => html`<th scope="col">${head}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${board.notices.map((notice) => row(notice, t.erased))}
            </tbody>
          </table>`
    }
    ${
      board.next === null
        ? ''
        : html`<p>
            <a href="/notices/${board.organisationId}?after=${board.next}&amp;lang=${lang}">
              ${t.next}</a
            >
          </p>`
    }
  `;
  return { title: t.title, lang, body };
}

function row(notice: Notice, erased: string) {
  const { number, holderName, from, to, centiHours, issuedOn, publicityUntil } = notice;
  const cells = [
    ...[number, holderName === null ? erased : maskName(holderName), `${from} – ${to}`],
    ...[formatHours(centiHours), issuedOn, publicityUntil],
  ];
  return html`<tr>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}
