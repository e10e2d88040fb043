import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { instantOf, millis } from '../../../kernel/calendar.js';
import { Clock } from '../../../platform/clock.js';
import { sha256Hex } from '../../../platform/ids.js';
import { Databases } from '../../../projections/databases.js';

const HOUR_MS = 3_600_000;
const IDLE_MS = 12 * HOUR_MS;
export const ABSOLUTE_MS = 7 * 24 * HOUR_MS;
/** Use is noted this often: a write for every request would wait for the disk every time. */
const NOTE_USE_MS = 5 * 60_000;
/** Devices of one account; the least recently used one is logged out. */
const SESSIONS_MAX = 20;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS access_session (
  token_hash TEXT PRIMARY KEY, account_id TEXT NOT NULL, created_at TEXT NOT NULL,
  used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS access_session_by_account ON access_session (account_id, used_at);
CREATE INDEX IF NOT EXISTS access_session_by_use ON access_session (used_at);
`;

export interface Session {
  readonly accountId: string;
  readonly createdAt: string;
}

/** Who is logged in. Only the SHA-256 of a token is kept: a stolen file opens no session. */
@Injectable()
export class Sessions {
  constructor(
    private readonly databases: Databases,
    private readonly clock: Clock,
  ) {
    databases.work.exec(SCHEMA);
  }

  /** A new session; the answer is the token, which exists nowhere else. */
  start(accountId: string): string {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const { work } = this.databases;
    work.transaction(() => {
      work
        .prepare('DELETE FROM access_session WHERE used_at < ?')
        .run(instantOf(millis(now) - IDLE_MS));
      work
        .prepare('INSERT INTO access_session VALUES (?, ?, ?, ?)')
        .run(sha256Hex(token), accountId, now, now);
      work
        .prepare(
          `DELETE FROM access_session WHERE account_id = ? AND token_hash NOT IN (
             SELECT token_hash FROM access_session WHERE account_id = ?
             ORDER BY used_at DESC, created_at DESC LIMIT ?)`,
        )
        .run(accountId, accountId, SESSIONS_MAX);
    })();
    return token;
  }

  /** Undefined when there is no such session or its time is over. */
  find(token: string): Session | undefined {
    const hash = sha256Hex(token);
    const found = this.databases.work
      .prepare<[string], { accountId: string; createdAt: string; usedAt: string }>(
        `SELECT account_id AS accountId, created_at AS createdAt, used_at AS usedAt
         FROM access_session WHERE token_hash = ?`,
      )
      .get(hash);
    if (!found) return undefined;
    const now = millis(this.clock.now());
    const unused = now - millis(found.usedAt);
    if (unused > IDLE_MS || now - millis(found.createdAt) > ABSOLUTE_MS) {
      this.end(token);
      return undefined;
    }
    if (unused > NOTE_USE_MS) this.#noteUse(hash, instantOf(now));
    return { accountId: found.accountId, createdAt: found.createdAt };
  }

  end(token: string): void {
    this.databases.work
      .prepare('DELETE FROM access_session WHERE token_hash = ?')
      .run(sha256Hex(token));
  }

  endAll(accountId: string): void {
    this.databases.work.prepare('DELETE FROM access_session WHERE account_id = ?').run(accountId);
  }

  #noteUse(hash: string, at: string): void {
    this.databases.work
      .prepare('UPDATE access_session SET used_at = ? WHERE token_hash = ?')
      .run(at, hash);
  }
}
