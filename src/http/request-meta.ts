import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Channel, CommandMeta } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { deriveId, keyedInputHash } from '../platform/ids.js';
import type { AuthenticatedRequest } from './auth.guard.js';
import { requestClock, requestInputKey } from './request-clock.js';

/** Printable ASCII, so that a key is the same in every log and proxy. */
const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * The command metadata of a write. `Idempotency-Key` is required: the same key with the same input
 * is answered with the first receipt for ever, with other input it is refused. Keys belong to the
 * account that sends them.
 *
 * @throws Rejection `request/idempotency-key-missing`, `request/idempotency-key-malformed`
 */
export const Meta = createParamDecorator((_: unknown, context: ExecutionContext): CommandMeta => {
  return metaOfRequest(context.switchToHttp().getRequest<AuthenticatedRequest>());
});

function metaOfRequest(request: AuthenticatedRequest): CommandMeta {
  const key = request.headers['idempotency-key'];
  if (key === undefined) throw new Rejection('request/idempotency-key-missing');
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new Rejection('request/idempotency-key-malformed');
  }
  return metaWithKey(request, key);
}

/** For server pages, whose form carries the key as a field. */
export function metaWithKey(request: AuthenticatedRequest, key: string): CommandMeta {
  const { principal, permission } = request;
  const accountId = principal?.accountId ?? 'anonymous';
  const commandId = deriveId('request', accountId, key);
  const ifRevision = ifMatchOf(request);
  return {
    commandId,
    // Keyed: the body may hold a password or an ID number, and the hash stands in public events.
    inputHash: keyedInputHash(requestInputKey(request), {
      method: request.method,
      path: request.url.split('?')[0],
      body: request.body ?? null,
    }),
    correlationId: commandId,
    actor:
      principal && permission
        ? principal.actor(permission)
        : { accountId, role: principal ? 'none' : 'anonymous' },
    channel: channelOf(request),
    at: requestClock(request).now(),
    ...(ifRevision === undefined ? {} : { ifRevision }),
  };
}

function channelOf(request: AuthenticatedRequest): Channel {
  if (request.principal?.deviceId) return 'kiosk';
  return request.headers.authorization ? 'api' : 'web';
}

/**
 * `If-Match: "7"` → 7; undefined when the header is absent or `*`. Every write honours it: it is
 * part of the command's metadata.
 */
function ifMatchOf({ headers }: AuthenticatedRequest): number | undefined {
  const text = headers['if-match'];
  if (text === undefined || text === '*') return undefined;
  const match = /^"(\d{1,15})"$/.exec(text);
  if (!match) throw new Rejection('request/if-match-malformed');
  return Number(match[1]);
}
