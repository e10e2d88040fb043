import { html, type Html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { PAGE_SIZE } from '../../http/page.js';
import { localPartsOf } from '../../kernel/calendar.js';
import type { HolderView, PointsAccountView, PointsEntryView } from './points.views.js';

const WORDS = {
  zh: {
    green: '绿色账户',
    volunteer: '志愿积分',
    code: '户号',
    available: '可用积分',
    held: '兑换预留',
    debt: '待扣还积分',
    debtHint: '有记录作废而积分已用，之后获得的积分先行扣还。',
    expiring: '即将到期',
    expires: '{points} 分，{date} 前有效',
    statement: '明细',
    date: '日期',
    why: '原因',
    change: '增减',
    balance: '余额',
    none: '还没有记录。',
    more: '更早的记录',
    failed: '打不开',
  },
  en: {
    green: 'Green account',
    volunteer: 'Volunteer points',
    code: 'Household code',
    available: 'Points to spend',
    held: 'Reserved for goods',
    debt: 'Points owed',
    debtHint:
      'A record was annulled after its points were spent; the next points repay that first.',
    expiring: 'Lapsing next',
    expires: '{points} points, good until before {date}',
    statement: 'Statement',
    date: 'Date',
    why: 'Why',
    change: 'Change',
    balance: 'Balance',
    none: 'Nothing yet.',
    more: 'Earlier lines',
    failed: 'That did not open',
  },
} as const satisfies Record<Language, Record<string, string>>;
type Words = Readonly<Record<keyof (typeof WORDS)['zh'], string>>;

export interface CardContent {
  readonly holder: HolderView;
  readonly account: PointsAccountView;
  readonly entries: readonly PointsEntryView[];
  readonly seal: string;
}

/** A card's balance and statement: for eyes that need large type, on a phone, without a script. */
export function balancePage(content: CardContent, lang: Language): PageContent {
  const t: Words = WORDS[lang];
  const { holder, account, entries, seal } = content;
  const title = t[holder.book];
  const body = html`
    <h1>${title}</h1>
    ${holder.code && html`<p>${t.code} <strong>${holder.code}</strong></p>`}
    <p class="verdict">${t.available} <strong>${account.available}</strong></p>
    <dl>
      ${
        account.held > 0 &&
        html`<dt>${t.held}</dt>
          <dd>${account.held}</dd>`
      }
      ${
        account.debt > 0 &&
        html`<dt>${t.debt}</dt>
          <dd>${account.debt}</dd>
          <dd>${t.debtHint}</dd>`
      }
      ${lotsOf(account, t)}
    </dl>
    <h2>${t.statement}</h2>
    ${entries.length === 0 ? html`<p>${t.none}</p>` : statementTable(entries, t, lang)}
    ${earlier(content, t, lang)}
  `;
  return { title, lang, body, keep: { k: seal } };
}

export function noCardPage(text: string, lang: Language): PageContent {
  const title = WORDS[lang].failed;
  const body = html`<h1>${title}</h1>
    <p class="error" role="alert">${text}</p>`;
  return { title, lang, body };
}

function lotsOf({ lots }: PointsAccountView, t: Words): Html | false {
  if (lots.length === 0) return false;
  const lines = lots.map(({ points, expiresOn }) => {
    const text = t.expires.replace('{points}', String(points)).replace('{date}', expiresOn);
    return html`<dd>${text}</dd>`;
  });
  return html`<dt>${t.expiring}</dt>
    ${lines}`;
}

function statementTable(entries: readonly PointsEntryView[], t: Words, lang: Language): Html {
  const rows = entries.map(
    ({ at, why, change, available }) =>
      html`<tr>
        <td>${localPartsOf(at).date}</td>
        <td>${why[lang]}</td>
        <td>${change > 0 ? `+${change}` : change}</td>
        <td>${available}</td>
      </tr>`,
  );
  const heads = [t.date, t.why, t.change, t.balance];
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function earlier({ holder, entries, seal }: CardContent, t: Words, lang: Language): Html | false {
  const last = entries.length === PAGE_SIZE ? entries.at(-1) : undefined;
  if (!last) return false;
  const query = new URLSearchParams({ k: seal, lang, after: String(last.revision) });
  return html`<p><a href="/p/${holder.accountId}?${query.toString()}">${t.more}</a></p>`;
}
