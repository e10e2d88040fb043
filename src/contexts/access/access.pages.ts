import { html, type Html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { PASSWORD_MIN } from './domain/credentials.policy.js';

const TEXTS = {
  zh: {
    logIn: '登录',
    loginName: '用户名',
    password: '密码',
    setUp: '初始设置',
    setUpHint: '请为第一位系统管理员设置用户名和密码。',
    setUpDone: '初始设置已完成，请登录。',
    passwordHint: `至少 ${PASSWORD_MIN} 个字符；用几个词连成一句最好记。`,
    create: '创建管理员',
    code: '验证器上的六位数字',
    choose: '设置密码',
    chooseHint: '这个链接只能用一次，密码只有您自己知道。',
    chosen: '密码已设好，请登录。',
    through: '登录方式：',
  },
  en: {
    logIn: 'Log in',
    loginName: 'Login name',
    password: 'Password',
    setUp: 'Set-up',
    setUpHint: 'Choose a login name and a password for the first administrator.',
    setUpDone: 'The set-up is done: log in.',
    passwordHint: `At least ${PASSWORD_MIN} characters; a few words in a row are easy to remember.`,
    create: 'Create the administrator',
    code: 'Six digits of your authenticator',
    choose: 'Choose a password',
    chooseHint: 'This link works once, and only you know the password.',
    chosen: 'The password is set: log in.',
    through: 'Log in through',
  },
} as const satisfies Record<Language, Record<string, string>>;

export function logInPage(
  lang: Language,
  next: string,
  {
    error,
    withCode = false,
    provider,
  }: {
    readonly error?: string;
    readonly withCode?: boolean;
    /** The name of the identity provider that people may log in through as well. */
    readonly provider?: string | undefined;
  } = {},
): PageContent {
  const t = TEXTS[lang];
  const body = html`
    <h1>${t.logIn}</h1>
    ${problem(error)}
    <form method="post" action="/login?lang=${lang}">
      <input type="hidden" name="next" value="${next}" />
      ${nameField(t.loginName)} ${passwordField(t.password, 'current-password')}
      ${withCode ? codeField(t.code) : undefined}
      <button>${t.logIn}</button>
    </form>
    ${
      provider === undefined
        ? undefined
        : html`<a
            class="button"
            href="/login/oidc?${new URLSearchParams({ next, lang }).toString()}"
            >${t.through} ${provider}</a
          >`
    }
  `;
  return { title: t.logIn, lang, body, keep: next === '/' ? {} : { next } };
}

export function setUpPage(lang: Language, token: string, error?: string): PageContent {
  const t = TEXTS[lang];
  const body = html`
    <h1>${t.setUp}</h1>
    ${problem(error)}
    <p>${t.setUpHint}</p>
    <form method="post" action="/setup?lang=${lang}">
      <input type="hidden" name="token" value="${token}" />
      ${nameField(t.loginName)} ${passwordField(t.password, 'new-password')}
      <p class="hint">${t.passwordHint}</p>
      <button>${t.create}</button>
    </form>
  `;
  return { title: t.setUp, lang, body, keep: { token } };
}

/** Where an invitation and the end of a recovery lead. */
export function passwordLinkPage(lang: Language, token: string, error?: string): PageContent {
  const t = TEXTS[lang];
  const body = html`
    <h1>${t.choose}</h1>
    ${problem(error)}
    <p>${t.chooseHint}</p>
    <form method="post" action="/password-link?lang=${lang}">
      <input type="hidden" name="token" value="${token}" />
      ${passwordField(t.password, 'new-password')}
      <p class="hint">${t.passwordHint}</p>
      <button>${t.choose}</button>
    </form>
  `;
  return { title: t.choose, lang, body, keep: { token } };
}

export function passwordChosenPage(lang: Language): PageContent {
  const t = TEXTS[lang];
  const body = html`
    <h1>${t.choose}</h1>
    <p class="ok">${t.chosen}</p>
    <a class="button" href="/login?lang=${lang}">${t.logIn}</a>
  `;
  return { title: t.choose, lang, body };
}

export function setUpDonePage(lang: Language): PageContent {
  const t = TEXTS[lang];
  const body = html`
    <h1>${t.setUp}</h1>
    <p class="ok">${t.setUpDone}</p>
    <a class="button" href="/login?lang=${lang}">${t.logIn}</a>
  `;
  return { title: t.setUp, lang, body };
}

function problem(error: string | undefined): Html | undefined {
  return error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`;
}

function nameField(label: string): Html {
  return html`<label for="loginName">${label}</label>
    <input
      id="loginName"
      name="loginName"
      autocomplete="username"
      autocapitalize="none"
      maxlength="64"
      required
    />`;
}

export function codeField(label: string, need: 'required' | 'optional' = 'required'): Html {
  return html`<label for="code">${label}</label>
    <input
      id="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="7"
      ${need === 'required' ? html`required` : undefined}
    />`;
}

export function passwordField(label: string, autocomplete: string): Html {
  return html`<label for="password">${label}</label>
    <input
      id="password"
      name="password"
      type="password"
      autocomplete="${autocomplete}"
      maxlength="128"
      required
    />`;
}
