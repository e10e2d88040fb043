import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { PAGE_SIZE } from '../../http/page.js';
import { localDateOf } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { type Deadline, DEADLINE_KINDS, DEADLINE_STATES, Deadlines } from './deadlines.handlers.js';

/** Pages that are counted for one kind and state: what is beyond is said as "more". */
const PAGES_MAX = 50;

/**
 * Says once a day, in the log, which organisation has how much to do and how near it is, and when
 * the holidays of a year are missing: what an operator's alarm listens to. The list itself is `GET /api/v1/records/deadlines`.
 */
@Injectable()
export class DeadlineReminders extends Sweeper {
  #remindedOn = '';

  constructor(
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    super('deadline reminders', log);
  }

  protected sweep(): Promise<number> {
    const today = localDateOf(this.clock.now());
    if (this.#remindedOn === today) return Promise.resolve(0);
    this.#remindedOn = today;
    let said = 0;
    if (this.deadlines.provisional) {
      this.log.warn('no holiday calendar for next year: deadlines count Monday to Friday');
      said += 1;
    }
    for (const kind of DEADLINE_KINDS) {
      for (const state of DEADLINE_STATES) {
        for (const [organisationId, count] of this.#count(kind, state)) {
          this.log.warn({ organisationId, kind, state, count }, 'deadlines of service records');
          said += 1;
        }
      }
    }
    return Promise.resolve(said);
  }

  #count(kind: Deadline['kind'], state: Deadline['state']): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    let after = '';
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const found = this.deadlines.list(kind, state, after);
      for (const { organisationId } of found) {
        const key = organisationId ?? 'none';
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      after = found.at(-1)?.cursor ?? '';
      if (found.length < PAGE_SIZE) break;
    }
    return counts;
  }
}
