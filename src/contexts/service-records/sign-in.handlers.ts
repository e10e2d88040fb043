import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { instantOf, type Instant, localDateOf, millis, yearOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { GuessLimit } from '../../platform/guess-limit.js';
import { deriveId } from '../../platform/ids.js';
import { ParticipationGate } from '../../platform/participation-gate.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { MasterKey } from '../../platform/master-key.js';
import { RotatingCodes, WINDOW_SECONDS } from '../../platform/rotating-code.js';
import { CONFIG } from '../../platform/tokens.js';
import type { EndEvidence } from './domain/evidence.policy.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';
import { SignIn, SignOut } from './domain/service-book.commands.js';
import type { ShiftFacts } from './domain/shift-facts.js';
import { ServiceRecordsQueries } from './service-records.queries.js';

/** One volunteer tries at most so many wrong codes in ten minutes. */
const WRONG_CODES_MAX = 30;

export type Direction = 'in' | 'out';

export interface ScreenCode {
  readonly code: string;
  /** What the QR on the screen says. */
  readonly url: string;
}

export interface ScreenCodes {
  readonly in: ScreenCode;
  readonly out: ScreenCode;
  readonly refreshAt: Instant;
}

export interface Scan {
  readonly volunteerId: string;
  readonly activityId: string;
  readonly code: string;
}

/** A code that was scanned, whenever that was. */
export interface Shown {
  readonly activityId: string;
  readonly direction: Direction;
  readonly code: string;
}

export interface Seen {
  readonly volunteerId: string;
  readonly activityId: string;
  readonly evidence: EndEvidence;
  /** When it happened, if that was not just now: a device kept it while it had no network. */
  readonly at?: Instant;
}

/** Signing in and out by the rotating code on the activity's screen. */
@Injectable()
export class SignInDesk {
  readonly #codes: RotatingCodes;
  readonly #guesses = new GuessLimit(WRONG_CODES_MAX);

  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: ServiceRecordsQueries,
    private readonly gate: ParticipationGate,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    masterKey: MasterKey,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('service-records', RECORD_POLICIES);
    this.#codes = new RotatingCodes(masterKey.for('sign-in-codes'));
  }

  screen(activityId: string): ScreenCodes {
    const now = this.clock.now();
    const codeFor = (direction: Direction): ScreenCode => {
      const code = this.#codes.issue(activityId, direction, now);
      const parameter = direction === 'in' ? 'i' : 'o';
      return { code, url: `${this.config.publicUrl}/s/${activityId}?${parameter}=${code}` };
    };
    const windowMs = WINDOW_SECONDS * 1000;
    const refreshAt = instantOf((Math.floor(millis(now) / windowMs) + 1) * windowMs);
    return { in: codeFor('in'), out: codeFor('out'), refreshAt };
  }

  /** @throws Rejection `service-records/code-malformed`, `code-forged`, `code-expired` */
  evidenceOf(activityId: string, direction: Direction, code: string): EndEvidence {
    const shown = { subject: activityId, purpose: direction, code };
    const verdict = this.#codes.check(shown, this.clock.now());
    if (!verdict.ok) throw new Rejection(`service-records/code-${verdict.why}`);
    return { kind: 'rotating-code', window: verdict.window };
  }

  /** When a code of the screen was shown. @throws Rejection `code-malformed`, `code-forged` */
  shownAt({ activityId, direction, code }: Shown): { window: number; at: Instant } {
    const verdict = this.#codes.read({ subject: activityId, purpose: direction, code });
    if (!verdict.ok) throw new Rejection(`service-records/code-${verdict.why}`);
    return { window: verdict.window, at: verdict.shownAt };
  }

  /** By the code just scanned. @throws Rejection also `request/too-many` after many wrong ones */
  async scan(direction: Direction, scan: Scan, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, activityId, code } = scan;
    const evidence = await this.#guesses.guard(volunteerId, meta.at, async () =>
      this.evidenceOf(activityId, direction, code),
    );
    return this.sign(direction, { volunteerId, activityId, evidence }, meta);
  }

  /** With evidence of presence that has been checked. */
  sign(direction: Direction, seen: Seen, meta: CommandMeta): Promise<Receipt> {
    return direction === 'in' ? this.#signIn(seen, meta) : this.#signOut(seen, meta);
  }

  #signIn(seen: Seen, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, evidence, at = meta.at } = seen;
    const shift = this.#shiftAt(seen, at);
    const data = {
      volunteerId,
      year: yearOf(localDateOf(shift.startsAt)),
      recordId: deriveId(meta.commandId, 'record'),
      shift,
      unmet: this.gate.unmet({ ...shift, volunteerId }),
      at,
      evidence,
      policy: recordPolicyOn(localDateOf(at), this.#policies),
    };
    return this.dispatcher.dispatch(new SignIn(data, meta));
  }

  #signOut(seen: Seen, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, activityId, evidence, at = meta.at } = seen;
    const data = {
      volunteerId,
      year: this.#bookYear(seen, at),
      activityId,
      at,
      evidence,
      recorder: meta.actor.accountId,
      lateSignOutId: deriveId(meta.commandId, 'late-sign-out'),
    };
    return this.dispatcher.dispatch(new SignOut(data, meta));
  }

  /** Signing out just after midnight of New Year speaks to the book that holds the sign-in. */
  #bookYear({ volunteerId, activityId }: Seen, at: Instant): number {
    const open = this.queries.openBookYear(volunteerId, activityId);
    if (open !== undefined) return open;
    const begun = this.queries.shifts(activityId, volunteerId).filter((s) => s.startsAt <= at);
    return yearOf(localDateOf(begun.at(-1)?.startsAt ?? at));
  }

  /** The shift a scan is about: enrolled ones first, then the first that is not over. */
  #shiftAt({ activityId, volunteerId }: Seen, at: Instant): ShiftFacts {
    this.queries.activity(activityId);
    const shifts = this.queries.shifts(activityId, volunteerId);
    const running = shifts.filter(({ endsAt }) => at < endsAt);
    const shift =
      running.find(({ enrolled }) => enrolled) ?? running[0] ?? shifts[shifts.length - 1];
    if (!shift) throw new Rejection('service-records/activity-unknown');
    return shift;
  }
}

/**
 * The record that a sign-in began or a sign-out ended, and its hours if it has any. The last event
 * names it: a forgotten sign-in may have been closed before.
 */
export function signedOf({ events }: Receipt): {
  readonly recordId: string | null;
  readonly centiHours: number | null;
  /** The sign-in was closed by then: staff looks at it first, and nothing is recorded yet. */
  readonly isLate: boolean;
} {
  const isLate = events.some(({ type }) => type === 'service-records.LateSignOutSeen');
  const facts = events.map(({ data }) => data as { recordId: string; centiHours?: number });
  const recordId = facts.at(-1)?.recordId ?? null;
  const served = facts.find((fact) => fact.recordId === recordId && fact.centiHours !== undefined);
  return { recordId, centiHours: isLate ? null : (served?.centiHours ?? null), isLate };
}
