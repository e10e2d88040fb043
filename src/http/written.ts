import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, mergeMap } from 'rxjs';
import { Projector } from '../projections/projector.js';

/** What a write endpoint returns: the receipt becomes headers, the body goes out. */
export class Written<Body> {
  constructor(
    readonly receipt: WriteReceipt,
    readonly body: Body,
    readonly created = false,
  ) {}
}

export interface WriteReceipt {
  readonly revision: number;
  readonly position: string | null;
  readonly repeated: boolean;
}

/** How long a write waits for the read models before it answers 202 instead, in milliseconds. */
export const READ_YOUR_WRITES = Symbol('read your writes');
export const READ_YOUR_WRITES_MS = 2_000;

/**
 * Read your writes: the answer goes out when the read models have the write in them. `ETag` carries
 * the stream's revision, `Shizhang-Position` the place in the ledger.
 */
@Injectable()
export class WrittenInterceptor implements NestInterceptor {
  constructor(
    private readonly projector: Projector,
    @Inject(READ_YOUR_WRITES) private readonly waitMs: number,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap(async (value: unknown) => {
        if (!(value instanceof Written)) return value;
        const { receipt, body, created } = value as Written<unknown>;
        const { position, revision, repeated } = receipt;
        const projected =
          position === null || (await this.projector.waitFor(position, this.waitMs));
        void reply.header('etag', `"${revision}"`);
        if (position !== null) void reply.header('shizhang-position', position);
        if (repeated) void reply.header('idempotency-hit', 'true');
        void reply.status(projected ? (created ? 201 : 200) : 202);
        return body;
      }),
    );
  }
}
