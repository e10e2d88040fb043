import { html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { qrDrawing } from '../../http/qr.js';
import { localPartsOf } from '../../kernel/calendar.js';

const WORDS = {
  zh: {
    title: '我的服务码',
    show: '请对准站点设备扫描。服务码每半分钟自动更换，截图无效。',
    at: '{time} 更换',
    again: '立即刷新',
    phoneless: '没有手机的志愿者，可向站点领取志愿者卡。',
    notVolunteer: '这个账号没有关联志愿者，没有服务码。',
  },
  en: {
    title: 'My code',
    show: 'Hold it in front of the station’s device. It changes every half minute; a picture is no use.',
    at: 'changes at {time}',
    again: 'Refresh now',
    phoneless: 'Who has no phone can have a card from the station.',
    notVolunteer: 'This account belongs to no volunteer and has no code.',
  },
} as const satisfies Record<Language, Record<string, string>>;

export function myCodePage(
  { code, refreshAt }: { readonly code: string; readonly refreshAt: string },
  lang: Language,
): PageContent {
  const t = WORDS[lang];
  const body = html`
    <h1>${t.title}</h1>
    ${qrDrawing(code, t.title)}
    <p>${t.show}</p>
    <p class="hint">${t.at.replace('{time}', localPartsOf(refreshAt).time)}</p>
    <a class="button" href="/my/code?lang=${lang}">${t.again}</a>
    <p class="hint">${t.phoneless}</p>
  `;
  return { title: t.title, lang, body };
}

export function noCodePage(lang: Language): PageContent {
  const t = WORDS[lang];
  return { title: t.title, lang, body: html`<p class="error" role="alert">${t.notVolunteer}</p>` };
}
