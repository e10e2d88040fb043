import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Html, page, type PageContent, pageHeaders } from './html.js';
import type { Language } from './language.js';

/** What an endpoint of a server page returns. */
export type PageAnswer = PageContent | SeeOther;

/** Go on with a GET of this address (303). */
export class SeeOther {
  constructor(readonly address: string) {}
}

/** @param next where to go once logged in: a path of ours */
export function logInFirst(next: string, lang: Language): SeeOther {
  return new SeeOther(`/login?next=${encodeURIComponent(next)}&lang=${lang}`);
}

/** Sends what a page endpoint returns, with the headers that belong to it. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((value: unknown) => {
        if (value instanceof SeeOther) {
          void reply.status(303).header('location', value.address);
          return undefined;
        }
        if (!isPage(value)) return value;
        void reply.status(value.status ?? 200).headers(pageHeaders(value.lang));
        return page(value);
      }),
    );
  }
}

function isPage(value: unknown): value is PageContent {
  return (
    typeof value === 'object' && value !== null && 'body' in value && value.body instanceof Html
  );
}
