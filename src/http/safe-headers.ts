import type { FastifyReply, FastifyRequest } from 'fastify';

const STS = 'max-age=31536000';

/**
 * What every answer says unless its endpoint said otherwise: it is what it says it is, it stands in
 * no foreign frame, and nobody keeps what an API answered about people.
 *
 * @param overTls whether `PUBLIC_URL` is https: then browsers stay with it
 */
export function safeHeaders(overTls: boolean) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const wanted: Record<string, string> = {
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      ...(overTls ? { 'strict-transport-security': STS } : {}),
      ...(request.url.startsWith('/api/') ? { 'cache-control': 'no-store' } : {}),
    };
    for (const [name, value] of Object.entries(wanted)) {
      if (!reply.hasHeader(name)) void reply.header(name, value);
    }
  };
}
