import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export type Language = 'zh' | 'en';

/** The language of whoever asks. */
export const Lang = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  return languageOf(context.switchToHttp().getRequest<FastifyRequest>());
});

/** `?lang=`, else the `lang` cookie, else Accept-Language; Chinese unless English is preferred. */
export function languageOf(request: Pick<FastifyRequest, 'headers' | 'query'>): Language {
  const asked = (request.query as Record<string, unknown> | undefined)?.['lang'];
  const cookie = /(?:^|;\s*)lang=(zh|en)/.exec(request.headers.cookie ?? '')?.[1];
  const chosen = [asked, cookie].find(isLanguage);
  return chosen ?? acceptedOf(request.headers['accept-language'] ?? '');
}

function isLanguage(value: unknown): value is Language {
  return value === 'zh' || value === 'en';
}

function acceptedOf(accepted: string): Language {
  const [zh, en] = [accepted.search(/\bzh/i), accepted.search(/\ben/i)];
  return en >= 0 && (zh < 0 || en < zh) ? 'en' : 'zh';
}
