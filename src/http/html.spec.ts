import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { escapeHtml, html, page, sendPage } from './html.js';

describe('html', () => {
  it('escapes every text, in content and in attributes', () => {
    const evil = `"><script>alert('1')</script>&\``;
    expect(html`<p title="${evil}">${evil}</p>`.markup).toBe(
      `<p title="${escapeHtml(evil)}">${escapeHtml(evil)}</p>`,
    );
    expect(escapeHtml(evil)).toBe(
      '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&#96;',
    );
  });

  it('keeps what html made, joins lists and leaves out what is nothing', () => {
    const rows = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(
      html`<ul id="${0}">
        ${rows}
      </ul>`.markup.replaceAll(/\s+/g, ''),
    ).toBe('<ulid="0"><li>a</li><li>&lt;b&gt;</li></ul>');
    expect(html`${undefined}${null}${false}`.markup).toBe('');
  });
});

describe('page', () => {
  const content = { title: '核验 <1>', lang: 'zh', body: html`<p>好</p>` } as const;

  it('names its language and escapes its title', () => {
    const text = page(content);
    expect(text).toMatch(/^<!doctype html>\s*<html lang="zh-CN">/);
    expect(text).toContain('<title>核验 &lt;1&gt; · 时账</title>');
    expect(text).not.toContain('<script');
  });

  it('keeps parameters in the links to the other language', () => {
    expect(page({ ...content, keep: { token: 'a&b' } })).toContain(
      'href="?token=a%26b&amp;lang=en"',
    );
  });

  it('is sent with a policy that allows its own style and nothing else inline', () => {
    const sent = { headers: {} as Record<string, string>, status: 0, body: '' };
    const reply = {
      status: (code: number) => ((sent.status = code), reply),
      headers: (headers: Record<string, string>) => ((sent.headers = headers), reply),
      send: (body: string) => ((sent.body = body), reply),
    };
    sendPage(reply as unknown as FastifyReply, content, 422);
    const style = /<style>([\s\S]*?)<\/style>/.exec(sent.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(sent.status).toBe(422);
    expect(sent.headers['content-security-policy']).toContain(`'sha256-${hash}'`);
    expect(sent.headers['content-security-policy']).not.toContain('unsafe');
    expect(sent.headers['referrer-policy']).toBe('same-origin');
  });
});
