import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { type Booted, bootModule } from '../../test/support/boot-module.js';
import { type RefusalCatalogue, Rejection } from '../kernel/rejection.js';
import { Public } from './auth.guard.js';
import { html, type PageContent } from './html.js';
import { Lang, type Language } from './language.js';
import { logInFirst, type PageAnswer, SeeOther } from './page-answer.js';
import { RefusalPages } from './refusal-pages.js';

const REFUSALS: RefusalCatalogue = {
  'hello/too-long': { status: 422, zh: '超过 {n} 字', en: 'over {n} words' },
};

const hello = (lang: Language, word: string): PageContent => ({
  ...{ lang, title: 'Hello', body: html`<p>${word}</p>` },
});

@Controller()
class HelloPages {
  constructor(private readonly pages: RefusalPages) {}

  @Get('hello')
  @Public()
  hello(@Lang() lang: Language): PageContent {
    return hello(lang, 'hi');
  }

  @Post('hello')
  @Public()
  say(@Lang() lang: Language, @Body() { word }: Record<string, string>): Promise<PageAnswer> {
    const work = (): PageAnswer => {
      if (word === 'go') return new SeeOther('/hello?lang=en');
      if (word === 'who') return logInFirst('/hello?a=1', lang);
      if (word === 'break') throw new Error('a bug');
      if (word === 'long') throw new Rejection('hello/too-long', { n: 3 });
      return hello(lang, String(word));
    };
    return this.pages.orRefusal(lang, work, (text, { code }) => hello(lang, `${code}: ${text}`));
  }

  @Get('api/v1/hello')
  @Public()
  json(): object {
    return { body: '<p>', status: 404 };
  }
}

@Module({ controllers: [HelloPages] })
class HelloModule {}

describe('the answer of a page endpoint', () => {
  let booted: Booted;

  beforeAll(async () => {
    booted = await bootModule({ modules: [HelloModule], refusals: REFUSALS });
  });
  afterAll(() => booted.app.close());

  const post = (word: string, path = '/hello'): Promise<Response> =>
    fetch(booted.url + path, {
      ...{ method: 'POST', redirect: 'manual', body: JSON.stringify({ word }) },
      headers: { 'content-type': 'application/json' },
    });

  it('is a page in the language asked for, which nobody keeps', async () => {
    const answer = await fetch(`${booted.url}/hello?lang=en`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-language')).toBe('en');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toMatch(/^<!doctype html>[^]*<p>hi<\/p>/);
  });

  it('has the status 200 also where a form was sent', async () => {
    const answer = await post('ho');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<p>ho</p>');
  });

  it('shows a refusal on the page, with its status and in its language', async () => {
    const answer = await post('long', '/hello?lang=en');
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('<p>hello/too-long: over 3 words</p>');
    expect(await (await post('long')).text()).toContain('超过 3 字');
  });

  it('leaves a bug to the filter', async () => {
    expect((await post('break')).status).toBe(500);
  });

  it.each([
    ['go', '/hello?lang=en'],
    ['who', '/login?next=%2Fhello%3Fa%3D1&lang=zh'],
  ])('for "%s" is another address: %s', async (word, address) => {
    const answer = await post(word);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(address);
    expect(await answer.text()).toBe('');
  });

  it('is left alone where it is data', async () => {
    const answer = await fetch(`${booted.url}/api/v1/hello`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ body: '<p>', status: 404 });
  });
});
