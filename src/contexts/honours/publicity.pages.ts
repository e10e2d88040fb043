import { html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import type { Page } from '../../http/page.js';
import type { PublicStar } from './publicity.handlers.js';

const WORDS = {
  zh: {
    title: '星级志愿者公示',
    hint: '如有异议，请在公示期满前登录提出，或到志愿服务站反映。姓名已隐去部分字；未成年人不公示。',
    name: '姓名',
    star: '拟评星级',
    scheme: '办法',
    schemes: { national: '全国通行', community: '社区' },
    until: '公示期满日',
    none: '目前没有公示中的星级。',
    next: '下一页',
  },
  en: {
    title: 'Stars in public',
    hint: 'To object, log in before the day named, or tell the station. Names are masked; minors are not listed.',
    name: 'Name',
    star: 'Star',
    scheme: 'Ladder',
    schemes: { national: 'national', community: 'community' },
    until: 'Takes effect on',
    none: 'No star is in public now.',
    next: 'Next page',
  },
} as const;

export function publicStarsPage({ items, next }: Page<PublicStar>, lang: Language): PageContent {
  const t = WORDS[lang];
  const rows = items.map(
    ({ name, star, scheme, effectiveOn }) =>
      html`<tr>
        <td>${name}</td>
        <td>${star}</td>
        <td>${t.schemes[scheme]}</td>
        <td>${effectiveOn}</td>
      </tr>`,
  );
  const table = html`<table>
    <thead>
      <tr>
        <th scope="col">${t.name}</th>
        <th scope="col">${t.star}</th>
        <th scope="col">${t.scheme}</th>
        <th scope="col">${t.until}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  const body = html`
    <h1>${t.title}</h1>
    <p>${t.hint}</p>
    ${rows.length > 0 ? table : html`<p>${t.none}</p>`}
    ${next !== null && html`<p><a href="${`?after=${next}&lang=${lang}`}">${t.next}</a></p>`}
  `;
  return { title: t.title, lang, body };
}
