import { html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { codeField, passwordField } from './access.pages.js';

const TEXTS = {
  zh: {
    logIn: '登录',
    code: '验证器上的六位数字',
    codeIfAny: '验证器上的六位数字（如已绑定验证器）',
    password: '密码',
    link: '绑定统一身份',
    linkHint: '绑定后可以用这个身份登录本账户。请先输入本账户的密码。',
    go: '前往',
    linked: '身份已绑定，下次可以用它登录。',
    off: '本站没有开通统一身份登录。',
  },
  en: {
    logIn: 'Log in',
    code: 'Six digits of your authenticator',
    codeIfAny: 'Six digits of your authenticator, if you have one',
    password: 'Password',
    link: 'Link an identity',
    linkHint:
      'A linked identity logs in to this account. Enter the password of this account first.',
    go: 'Go to',
    linked: 'The identity is linked: it logs you in from now on.',
    off: 'Logging in through an identity provider is not set up here.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The provider has vouched; the account wants its six digits as well. */
export function codePage(lang: Language): PageContent {
  const t = TEXTS[lang];
  const body = html`
    <h1>${t.logIn}</h1>
    <form method="post" action="/login/oidc/code?lang=${lang}">
      ${codeField(t.code)}
      <button>${t.logIn}</button>
    </form>
  `;
  return { title: t.logIn, lang, body };
}

export function linkPage(lang: Language, provider: string | undefined): PageContent {
  const t = TEXTS[lang];
  const form = html`
    <p>${t.linkHint}</p>
    <form method="post" action="/login/oidc/link?lang=${lang}">
      ${passwordField(t.password, 'current-password')} ${codeField(t.codeIfAny, 'optional')}
      <button>${t.link}</button>
    </form>
  `;
  const body = html`
    <h1>${t.link}${provider === undefined ? undefined : `: ${provider}`}</h1>
    ${provider === undefined ? html`<p>${t.off}</p>` : form}
  `;
  return { title: t.link, lang, body };
}

/** A link: a form of ours may not end at another site. */
export function goToProviderPage(
  lang: Language,
  provider: string | undefined,
  url: string,
): PageContent {
  const t = TEXTS[lang];
  const body = html`
    <h1>${t.link}</h1>
    <a class="button" href="${url}">${t.go} ${provider}</a>
  `;
  return { title: t.link, lang, body };
}

export function linkedPage(lang: Language): PageContent {
  const t = TEXTS[lang];
  const body = html`
    <h1>${t.link}</h1>
    <p class="ok">${t.linked}</p>
  `;
  return { title: t.link, lang, body };
}
