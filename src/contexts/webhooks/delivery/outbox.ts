import { Injectable } from '@nestjs/common';
import type { Statement } from '../../../projections/projection.js';
import { Databases } from '../../../projections/databases.js';
import { forgetting, OUTBOX_SCHEMA } from '../outbox.projection.js';

export interface Message {
  readonly seq: number;
  readonly endpointId: string;
  readonly organisationId: string;
  readonly eventId: string;
  readonly body: string;
  /** In vain, so far. */
  readonly tries: number;
}

/** How deliveries to an endpoint go. */
export interface DeliveryState {
  readonly waiting: number;
  readonly delivered: number;
  /** Not sent because too many waited already. */
  readonly missed: number;
  readonly deliveredAt: string | null;
  readonly failure: string | null;
  readonly failedAt: string | null;
  /** Null when nothing waits for its time. */
  readonly nextTryAt: string | null;
}

const NOTHING_YET: DeliveryState = {
  ...{ waiting: 0, delivered: 0, missed: 0, deliveredAt: null, failure: null, failedAt: null },
  nextTryAt: null,
};

/** The oldest message of an endpoint: order is kept, so no other one of it may go. */
const HEADS = `
  FROM webhooks_subscription s JOIN webhooks_outbox o
    ON o.seq = (SELECT min(seq) FROM webhooks_outbox WHERE endpoint_id = s.endpoint_id)
  WHERE s.status = 'active'`;

/** Messages on their way, in `work.db`. Whatever stands here is sent at least once. */
@Injectable()
export class Outbox {
  constructor(private readonly databases: Databases) {
    databases.work.exec(OUTBOX_SCHEMA);
  }

  /** Up to where the ledger has been looked through. */
  checkpoint(): string | null {
    return (
      this.databases.work
        .prepare<[], { position: string | null }>('SELECT position FROM webhooks_checkpoint')
        .get()?.position ?? null
    );
  }

  /** What a page of events means for the outbox and how far that page went: both or neither. */
  take(statements: readonly Statement[], through: string | null): void {
    const { work } = this.databases;
    work.transaction(() => {
      for (const { sql, params } of statements) work.prepare(sql).run(...params);
      work.prepare('INSERT OR REPLACE INTO webhooks_checkpoint VALUES (1, ?)').run(through);
    })();
  }

  /** Endpoints with a message to send, the longest waiting first. */
  due(now: string, limit: number): readonly string[] {
    return this.databases.work
      .prepare<[string, number], { endpointId: string }>(
        `SELECT s.endpoint_id AS endpointId ${HEADS} AND o.next_try_at <= ?
         ORDER BY o.seq LIMIT ?`,
      )
      .all(now, limit)
      .map(({ endpointId }) => endpointId);
  }

  /** When the next message is due; undefined when none waits. */
  nextTryAt(): string | undefined {
    return (
      this.databases.work
        .prepare<[], { at: string | null }>(`SELECT min(o.next_try_at) AS at ${HEADS}`)
        .get()?.at ?? undefined
    );
  }

  /** The endpoint's oldest message, if it is due. */
  head(endpointId: string, now: string): Message | undefined {
    return this.databases.work
      .prepare<[string, string], Message>(
        `SELECT o.seq, o.endpoint_id AS endpointId, s.organisation_id AS organisationId,
                o.event_id AS eventId, o.body, o.tries ${HEADS}
         AND s.endpoint_id = ? AND o.next_try_at <= ?`,
      )
      .get(endpointId, now);
  }

  delivered({ seq, endpointId }: Message, at: string): void {
    const { work } = this.databases;
    work.transaction(() => {
      work.prepare('DELETE FROM webhooks_outbox WHERE seq = ?').run(seq);
      work
        .prepare(
          `UPDATE webhooks_subscription SET delivered = delivered + 1, delivered_at = ?
           WHERE endpoint_id = ?`,
        )
        .run(at, endpointId);
    })();
  }

  failed(
    { seq, endpointId, tries }: Message,
    { failure, at, nextTryAt }: { failure: string; at: string; nextTryAt: string },
  ): void {
    const { work } = this.databases;
    work.transaction(() => {
      work
        .prepare('UPDATE webhooks_outbox SET tries = ?, next_try_at = ? WHERE seq = ?')
        .run(tries + 1, nextTryAt, seq);
      work
        .prepare(
          'UPDATE webhooks_subscription SET failure = ?, failed_at = ? WHERE endpoint_id = ?',
        )
        .run(failure, at, endpointId);
    })();
  }

  /** Follows the stream where the events have not come yet; never back to an older state. */
  suspended(endpointId: string, revision: number): void {
    this.databases.work
      .prepare(
        `UPDATE webhooks_subscription SET status = 'suspended', revision = ?
         WHERE endpoint_id = ? AND revision <= ?`,
      )
      .run(revision, endpointId, revision);
  }

  forget(endpointId: string): void {
    this.databases.work.transaction(() => {
      for (const { sql, params } of forgetting(endpointId)) {
        this.databases.work.prepare(sql).run(...params);
      }
    })();
  }

  stateOf(endpointId: string): DeliveryState {
    const found = this.databases.work
      .prepare<[string], DeliveryState>(
        `SELECT delivered, missed, delivered_at AS deliveredAt, failure, failed_at AS failedAt,
           (SELECT count(*) FROM webhooks_outbox WHERE endpoint_id = s.endpoint_id) AS waiting,
           (SELECT nullif(next_try_at, '') FROM webhooks_outbox
            WHERE endpoint_id = s.endpoint_id ORDER BY seq LIMIT 1) AS nextTryAt
         FROM webhooks_subscription s WHERE endpoint_id = ?`,
      )
      .get(endpointId);
    return found ?? NOTHING_YET;
  }
}
