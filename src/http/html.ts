import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Language } from './language.js';

/** Markup that is safe to send: made by `html`, which escapes every value put into it. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

export type HtmlValue = Html | string | number | boolean | null | undefined | readonly HtmlValue[];

/**
 * html`<p>${name}</p>`: texts are escaped, Html stays, lists are joined, false, null and undefined
 * are nothing. Attribute values must stand in double quotes; values never stand in a tag or script.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const markup = strings.reduce((text, part, i) => text + markupOf(values[i - 1]) + part);
  return new Html(markup);
}

function markupOf(value: HtmlValue): string {
  if (value instanceof Html) return value.markup;
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if (typeof value === 'object') return value.map(markupOf).join('');
  return escapeHtml(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Large type and large targets first: many readers are old and hold a cheap phone 360 px wide. */
const CSS = `
:root{color-scheme:light dark;--accent:#0b5cad;--error:#b00020;--line:#8a8f98}
*{box-sizing:border-box}
body{margin:0 auto;max-width:40rem;padding:1rem;
font:1.125rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.3;margin:.5rem 0 1rem}
h2{font-size:1.25rem}
label{display:block;margin:1rem 0 .25rem;font-weight:600}
input,select,textarea,button,.button{font:inherit;width:100%;min-height:3rem;padding:.5rem .75rem;
border:1px solid var(--line);border-radius:.5rem}
input[type=checkbox],input[type=radio]{width:1.5rem;min-height:1.5rem;margin-right:.5rem}
button,.button{display:block;margin-top:1.5rem;background:var(--accent);color:#fff;border:0;
font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.hint{font-size:1rem;margin:.25rem 0}
.error{border-left:.3rem solid var(--error);padding:.5rem .75rem;margin:1rem 0;font-weight:600}
.ok{border-left:.3rem solid #1b7f3b;padding:.5rem .75rem;margin:1rem 0;font-weight:600}
.verdict{border:.15rem solid #1b7f3b;border-left-width:.6rem;border-radius:.5rem;
padding:.75rem 1rem;margin:1rem 0}
.verdict strong{display:block;font-size:1.9rem;line-height:1.3;color:#1b7f3b}
.verdict.no{border-color:var(--error)}
.verdict.no strong{color:var(--error)}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid var(--line);padding:.4rem .5rem;text-align:left}
dt{font-weight:600;margin-top:.75rem}
dd{margin:0}
footer{margin-top:2.5rem;font-size:1rem}
@media (prefers-color-scheme:dark){:root{--accent:#4a9eff;--error:#ff8a9a}.verdict strong{color:#6fd08c}button,.button{color:#000}}
@media print{button,footer,nav{display:none}}
`;

const STYLE = new Html(`<style>${CSS}</style>`);
const STYLE_HASH = createHash('sha256').update(CSS).digest('base64');

/** No script but our own files, no frame, no form to elsewhere; the inline style by its hash. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'sha256-${STYLE_HASH}'`,
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface PageContent {
  readonly title: string;
  readonly lang: Language;
  readonly body: Html;
  /** Query parameters that the links to the other language keep. */
  readonly keep?: Readonly<Record<string, string>>;
  /** 200 where nothing is said. */
  readonly status?: number;
}

/** A whole page; `pageHeaders` belong to it. */
export function page({ title, lang, body, keep = {} }: PageContent): string {
  const address = (to: Language): string => `?${new URLSearchParams({ ...keep, lang: to })}`;
  return html`<!doctype html>
    <html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${lang === 'zh' ? '时账' : 'Shizhang'}</title>
        ${STYLE}
      </head>
      <body>
        <main>${body}</main>
        <footer>
          <a href="/?lang=${lang}">${lang === 'zh' ? '首页' : 'Start page'}</a> ·
          <a href="${address('zh')}" hreflang="zh-CN" lang="zh-CN">中文</a> ·
          <a href="${address('en')}" hreflang="en" lang="en">English</a>
        </footer>
      </body>
    </html>`.markup;
}

/** Of a page that nobody keeps, frames or runs foreign script in. */
export function pageHeaders(lang: Language): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-language': lang === 'zh' ? 'zh-CN' : 'en',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    // Not "no-referrer": that would make the Origin of our own forms "null".
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}

/** For errors, which no interceptor sees. */
export function sendPage(reply: FastifyReply, content: PageContent, status = 200): FastifyReply {
  return reply.status(status).headers(pageHeaders(content.lang)).send(page(content));
}
