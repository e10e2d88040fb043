import type { StarGranted } from '../contexts/honours/index.js';
import type {
  RecordCorrected,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

/** Hours that came or went on a day of service, and where in the ledger. */
interface Change {
  readonly position: string;
  readonly date: string;
  readonly centiHours: number;
}

/**
 * Every granted star is added up again from the effective hours of its days: at the position it
 * names, or at one between that and its own, because hours may take effect while it is written.
 */
export class HonoursCheck implements Check {
  readonly #changes = new Map<string, Change[]>();
  readonly #findings: Finding[] = [];

  constructor(private readonly compare: (a: string | null, b: string | null) => number) {}

  visit(event: Recorded): void {
    switch (event.type) {
      case 'service-records.RecordTookEffect': {
        const { volunteerId, date, centiHours } = event.data as RecordTookEffect['data'];
        return this.#change(volunteerId, { position: event.position, date, centiHours });
      }
      case 'service-records.RecordVoided': {
        const { volunteerId, date, centiHours } = event.data as RecordVoided['data'];
        return this.#change(volunteerId, {
          position: event.position,
          date,
          centiHours: -centiHours,
        });
      }
      case 'service-records.RecordCorrected':
        return this.#corrected(event as Recorded<RecordCorrected>);
      case 'honours.StarGranted':
        return this.#granted(event as Recorded<StarGranted>);
    }
  }

  finish(): readonly Finding[] {
    return this.#findings;
  }

  #corrected({ data, position }: Recorded<RecordCorrected>): void {
    const { volunteerId, previous, date, centiHours, wasEffective } = data;
    if (!wasEffective) return;
    const left = { position, date: previous.date, centiHours: -previous.centiHours };
    this.#change(volunteerId, left);
    this.#change(volunteerId, { position, date, centiHours });
  }

  #granted({ data }: Recorded<StarGranted>): void {
    const { applicationId, counted, requiredCentiHours } = data;
    if (counted.centiHours < requiredCentiHours) {
      this.#say('star-below-threshold', applicationId, `${counted.centiHours}`);
    }
    const sums = this.#sumsFrom(data);
    if (!sums.includes(counted.centiHours)) {
      this.#say('star-hours-differ', applicationId, `${counted.centiHours}, not ${sums.join('/')}`);
    }
  }

  /** The sum at the position that is named, and after each change that came later. */
  #sumsFrom({ volunteerId, counted }: StarGranted['data']): readonly number[] {
    const { from, until, position } = counted;
    let sum = 0;
    const later: number[] = [];
    for (const change of this.#changes.get(volunteerId) ?? []) {
      if (change.date < from || change.date > until) continue;
      const isLater = this.compare(change.position, position) > 0;
      if (isLater && later.length === 0) later.push(sum);
      sum += change.centiHours;
      if (isLater) later.push(sum);
    }
    return later.length === 0 ? [sum] : later;
  }

  #change(volunteerId: string, change: Change): void {
    const changes = this.#changes.get(volunteerId);
    if (changes) changes.push(change);
    else this.#changes.set(volunteerId, [change]);
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `honours/${code}`, where, detail });
  }
}
