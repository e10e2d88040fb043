import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  Injectable,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { EventStoreError } from '../event-store/event-store.js';
import { isUuid } from '../kernel/identifier.js';
import { phrase, type Refusal, type RefusalCatalogue, Rejection } from '../kernel/rejection.js';
import { isOutage } from '../projections/outage.js';
import { LOGGER } from '../platform/tokens.js';
import { newId } from '../platform/ids.js';
import { fieldWords } from './field-words.js';
import { InvalidInput, type FieldError } from './invalid-input.js';
import { html, sendPage } from './html.js';
import { type Language, languageOf } from './language.js';

/** The catalogues of all contexts, merged by the composition root. */
export const REFUSALS = Symbol('refusal catalogue');

/** RFC 9457 problem details. No personal data: codes, facts and words only. */
export interface Problem {
  readonly type: string;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly facts?: Rejection['facts'];
  readonly errors?: readonly FieldError[];
  readonly traceId: string;
}

@Catch()
@Injectable()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(
    @Inject(REFUSALS) private readonly refusals: RefusalCatalogue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also for what fails before any route is known, such as an address that can't be decoded. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = this.describe(error, request);
    const seconds = problem.facts?.['seconds'] ?? 1;
    if (problem.status === 503 || problem.status === 429) {
      void reply.header('retry-after', String(seconds));
    }
    if (wantsPage(request)) return answerPage(problem, request, reply);
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problem));
  }

  /** Every error as a problem; what is nobody's fault but ours is logged under the trace id. */
  describe(error: unknown, request: FastifyRequest): Problem {
    const rejection = rejectionOf(error, request);
    const traceId = newId();
    const refusal = rejection && this.refusals[rejection.code];
    if (!rejection || !refusal) return this.#bug(error, traceId);
    if (refusal.status === 503) this.logger.warn({ err: error, traceId }, rejection.code);
    return problemOf(rejection, refusal, {
      traceId,
      language: languageOf(request),
      ...(rejection instanceof InvalidInput ? { errors: rejection.errors } : {}),
    });
  }

  #bug(error: unknown, traceId: string): Problem {
    this.logger.error({ err: error, traceId }, 'unexpected error');
    return {
      type: 'about:blank',
      status: 500,
      code: 'internal',
      title:
        '系统内部错误，请将 traceId 告知管理员。 An internal error: tell the administrator the traceId.',
      traceId,
    };
  }
}

/** A person with a browser, outside the API: a page says it, and the log-in is offered. */
function wantsPage({ url, headers }: FastifyRequest): boolean {
  return !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
}

function answerPage(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (problem.code === 'access/not-signed-in' && request.method === 'GET') {
    void reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303);
    return;
  }
  const lang = languageOf(request);
  const body = html`<h1>${problem.title}</h1>
    <p class="hint">${problem.code} · ${problem.traceId}</p>`;
  void sendPage(reply, { title: problem.title, lang, body }, problem.status);
}

/** Status and words of a refusal, for pages that show it beside their form. */
export function textOf(
  refusals: RefusalCatalogue,
  { code, facts }: Rejection,
  language: Language,
): { readonly status: number; readonly text: string } {
  const refusal = refusals[code];
  return refusal
    ? { status: refusal.status, text: phrase(refusal[language], facts) }
    : { status: 500, text: code };
}

function problemOf(
  { code, facts }: Rejection,
  refusal: Refusal,
  about: { traceId: string; language: Language; errors?: readonly FieldError[] },
): Problem {
  return {
    type: `/problems/${code}`,
    status: refusal.status,
    code,
    title: phrase(refusal[about.language], facts),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    ...(about.errors ? { errors: inWordsOf(about.language, about.errors) } : {}),
    traceId: about.traceId,
  };
}

function inWordsOf(language: Language, errors: readonly FieldError[]): readonly FieldError[] {
  return errors.map((error) => ({ ...error, message: fieldWords(error, language) }));
}

const FRAMEWORK_CODES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'request/malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request/malformed-json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request/unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request/too-large',
  FST_REQ_FILE_TOO_LARGE: 'request/too-large',
  FST_ERR_BAD_URL: 'request/not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'request/not-found',
};

export const BODY_BYTES_MAX = 256 * 1024;

/** What we, the store or the framework said, as a refusal; undefined for a bug. */
function rejectionOf(error: unknown, request: FastifyRequest): Rejection | undefined {
  if (error instanceof Rejection) return error;
  if (error instanceof EventStoreError) return storeRejection(error);
  // Another file of ours on the same disk: the vault, the sessions.
  if (isOutage(error)) {
    return new Rejection('request/store-unavailable', { fault: 'disk' }, { cause: error });
  }
  return frameworkRejection(error, request);
}

const STATUS_CODES: Readonly<Record<number, string>> = {
  404: 'request/not-found',
  413: 'request/too-large',
  415: 'request/unsupported-media-type',
};

function frameworkRejection(error: unknown, request: FastifyRequest): Rejection | undefined {
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  const code = FRAMEWORK_CODES[errorCode(error) ?? ''] ?? STATUS_CODES[status ?? 0];
  if (code === undefined) return status === 400 ? badRequest(error, request) : undefined;
  return new Rejection(code, code === 'request/too-large' ? { limitBytes: BODY_BYTES_MAX } : {});
}

/** Nest's own pipes know neither our codes nor which parameter they looked at. */
function badRequest(error: unknown, { params }: FastifyRequest): Rejection {
  const message = error instanceof Error ? error.message : '';
  if (!message.startsWith('Validation failed')) return new Rejection('request/malformed-json');
  const wrong = Object.entries(params ?? {}).find(([, value]) => !isUuid(value));
  if (message.includes('uuid') && wrong) {
    return new Rejection('request/not-an-id', { parameter: wrong[0] });
  }
  return new InvalidInput([{ field: 'parameter', rule: 'format', message }]);
}

function storeRejection(error: EventStoreError): Rejection | undefined {
  const options = { cause: error };
  if (error.fault === 'conflict') return new Rejection('request/busy', {}, options);
  if (error.fault === 'bad-data' || error.fault === 'bad-request') return undefined;
  if (error.fault === 'too-large') {
    return new Rejection('request/too-large', { limitBytes: BODY_BYTES_MAX }, options);
  }
  return new Rejection('request/store-unavailable', { fault: error.fault }, options);
}

function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : undefined;
}

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'statusCode' in error
    ? Number(error.statusCode)
    : undefined;
}
