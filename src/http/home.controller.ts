import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type AuthenticatedRequest, Public } from './auth.guard.js';
import { html, type PageContent } from './html.js';
import { Lang, type Language } from './language.js';

const WORDS = {
  zh: {
    title: '时账',
    intro: '社区志愿服务的时间账本：每一小时都能查证。',
    verify: '查验证明',
    logIn: '登录',
    logOut: '退出登录',
    myCode: '我的服务码',
    myRecords: '我的服务记录',
    public: '向社会公开',
    statistics: '服务时间统计：每一小时是怎样记录的',
    stars: '星级志愿者公示',
    isIn: '您已登录。扫描活动现场的二维码即可签到、签退。',
    api: '接口说明（开发者）',
  },
  en: {
    title: 'Shizhang',
    intro: 'The account book of community volunteer service: every hour can be proved.',
    verify: 'Check a certificate',
    logIn: 'Log in',
    logOut: 'Log out',
    myCode: 'My code',
    myRecords: 'My service records',
    public: 'Open to everybody',
    statistics: 'Statistics: how each hour was recorded',
    stars: 'Star volunteers before they are granted',
    isIn: 'You are logged in. Scan the code at the activity to sign in and out.',
    api: 'API for developers',
  },
} as const;

@ApiExcludeController()
@Controller()
export class HomeController {
  @Get()
  @Public()
  home(@Req() request: AuthenticatedRequest, @Lang() lang: Language): PageContent {
    const t = WORDS[lang];
    const own = html`<a class="button" href="/me/records?lang=${lang}">${t.myRecords}</a>
      <a class="button" href="/my/code?lang=${lang}">${t.myCode}</a>`;
    const logOut = html`<p class="ok">${t.isIn}</p>
      ${request.principal?.volunteerId === undefined ? '' : own}
      <form method="post" action="/logout"><button>${t.logOut}</button></form>`;
    const logIn = html`<a class="button" href="/login?lang=${lang}">${t.logIn}</a>`;
    const body = html`
      <h1>${t.title}</h1>
      <p>${t.intro}</p>
      <a class="button" href="/v?lang=${lang}">${t.verify}</a>
      ${request.principal ? logOut : logIn}
      <h2>${t.public}</h2>
      <ul>
        <li><a href="/statistics?lang=${lang}">${t.statistics}</a></li>
        <li><a href="/stars?lang=${lang}">${t.stars}</a></li>
      </ul>
      <p><a href="/api/docs">${t.api}</a></p>
    `;
    return { title: t.title, lang, body };
  }
}
