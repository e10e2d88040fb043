import type { DoubleEntry } from './double-entry.js';
import { amountOf, type ExportedEvent, textOf } from './exported-events.js';
import type { AuditBook, Findings } from './findings.js';
import type { HoursBook } from './hours-book.js';
import { PointsAccount } from './points-account.js';

/** What a drop should have brought, and what was taken back of it when it was annulled. */
interface Drop {
  readonly account: string;
  readonly points: number;
  readonly takenBack: number | undefined;
}

/**
 * Points: every account kept a second time, lot by lot, and held against what its postings say after
 * each event; every drop and every effective record stands in its account with what it is worth.
 */
export class PointsBook implements AuditBook {
  readonly #accounts = new Map<string, PointsAccount>();
  readonly #drops = new Map<string, Drop>();

  constructor(
    private readonly findings: Findings,
    private readonly hours: HoursBook,
    private readonly entries: DoubleEntry,
  ) {}

  visit(event: ExportedEvent): void {
    const { type, stream } = event;
    if (type.startsWith('green-accounts.Drop')) this.#drop(event);
    if (!stream.startsWith('pointsAccount-')) return;
    const id = stream.slice('pointsAccount-'.length);
    const account = this.#accounts.get(id) ?? new PointsAccount(id, this.findings);
    this.#accounts.set(id, account);
    tell(account, event);
    const posted = this.entries.balance('points', `available:${id}`);
    this.findings.expect('points/lots-differ-from-balance', id, [account.available, posted]);
  }

  finish(): void {
    for (const [dropId, drop] of this.#drops) this.#mustHaveEarned(dropId, drop);
    for (const [recordId, record] of this.hours.records) {
      if (record.effective) this.#mustHavePoints(recordId, record);
    }
    for (const [id, { awards }] of this.#accounts) {
      for (const [causeId, { points }] of awards) {
        if (points > 0 && !this.#isCause(causeId)) {
          this.findings.say('points/without-cause', causeId, id);
        }
      }
    }
  }

  #drop({ type, data }: ExportedEvent): void {
    const dropId = textOf(data, 'dropId');
    const before = this.#drops.get(dropId)?.points ?? 0;
    const annulled = type.endsWith('Annulled');
    this.#drops.set(dropId, {
      account: `green.${textOf(data, 'householdId')}`,
      points: annulled ? 0 : amountOf(data, 'points'),
      takenBack: annulled ? before : undefined,
    });
  }

  #mustHaveEarned(dropId: string, { account, points, takenBack }: Drop): void {
    const award = this.#accounts.get(account)?.awards.get(dropId);
    this.findings.expect('points/differ-from-drop', dropId, [award?.points ?? 0, points]);
    if (takenBack === undefined) return;
    this.findings.expect('points/differ-from-drop', dropId, [award?.takenBack ?? 0, takenBack]);
  }

  #mustHavePoints(
    recordId: string,
    {
      volunteerId,
      centiHours,
      voided,
    }: { volunteerId: string; centiHours: number; voided: boolean },
  ): void {
    const award = this.#accounts.get(`volunteer.${volunteerId}`)?.awards.get(recordId);
    if (!award) return this.findings.say('points/record-without-points', recordId);
    if (!voided) {
      return this.findings.expect('points/of-other-hours', recordId, [
        award.centiHours ?? Number.NaN,
        centiHours,
      ]);
    }
    if (award.points > 0) this.findings.say('points/of-void-record', recordId);
  }

  #isCause(causeId: string): boolean {
    return this.#drops.has(causeId) || this.hours.records.get(causeId)?.effective === true;
  }
}

function tell(account: PointsAccount, event: ExportedEvent): void {
  switch (event.type) {
    case 'points.PointsAwarded':
      return account.awarded(event);
    case 'points.AwardCorrected':
      return account.corrected(event);
    case 'points.AwardVoided':
      return account.voided(event);
    case 'points.PointsHeld':
      return account.held(event);
    case 'points.PointsSpent':
      return account.spent(event);
    case 'points.PointsReturned':
      return account.returned(event);
    case 'points.PointsExpired':
      return account.expired(event);
    case 'points.PointsAccountClosed':
      return account.closed(event);
  }
}
