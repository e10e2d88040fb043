import type {
  ActivityScheduled,
  InsuranceNoted,
  RequirementsSet,
  RiskAcknowledged,
  VolunteerEnrolled,
} from '../contexts/activities/index.js';
import { localDateOf } from '../kernel/calendar.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

interface ActivityBook {
  /** Shift → its civil day. */
  readonly days: ReadonlyMap<string, string>;
  asked: RequirementsSet['data'] | undefined;
  readonly told: Map<string, number>;
  readonly insured: InsuranceNoted['data'][];
}

/** Nobody enrolled who was not told the risks in their last wording, or was not insured (V10). */
export class ParticipationCheck implements Check {
  readonly #activities = new Map<string, ActivityBook>();
  readonly #findings: Finding[] = [];

  visit(event: Recorded): void {
    if (event.type === 'activities.ActivityScheduled') {
      return this.#scheduled(event.data as ActivityScheduled['data']);
    }
    if (!event.type.startsWith('activities.')) return;
    const { activityId } = event.data as { readonly activityId?: string };
    const book = this.#activities.get(activityId ?? '');
    if (book) this.#follow(book, event);
  }

  finish(): readonly Finding[] {
    return this.#findings;
  }

  #scheduled({ activityId, shifts }: ActivityScheduled['data']): void {
    const days = new Map(shifts.map((s) => [s.shiftId, localDateOf(s.startsAt)]));
    this.#activities.set(activityId, { days, asked: undefined, told: new Map(), insured: [] });
  }

  #follow(book: ActivityBook, { type, data }: Recorded): void {
    switch (type) {
      case 'activities.RequirementsSet':
        book.asked = data as RequirementsSet['data'];
        return;
      case 'activities.RiskAcknowledged': {
        const { volunteerId, noticeVersion } = data as RiskAcknowledged['data'];
        book.told.set(volunteerId, noticeVersion);
        return;
      }
      case 'activities.InsuranceNoted':
        book.insured.push(data as InsuranceNoted['data']);
        return;
      case 'activities.VolunteerEnrolled':
        return this.#enrolled(book, data as VolunteerEnrolled['data']);
    }
  }

  #enrolled(book: ActivityBook, { shiftId, volunteerId }: VolunteerEnrolled['data']): void {
    const { asked, told, insured } = book;
    if (asked === undefined) return;
    const { requirements, noticeVersion } = asked;
    const where = `${shiftId} ${volunteerId}`;
    if (requirements.riskNotice !== null && told.get(volunteerId) !== noticeVersion) {
      this.#say('enrolled-untold', where);
    }
    const day = book.days.get(shiftId) ?? '';
    const isCovered = insured.some(
      (i) =>
        (i.volunteerId ?? volunteerId) === volunteerId && i.validFrom <= day && i.validUntil >= day,
    );
    if ((requirements.insurance || requirements.danger) && !isCovered) {
      this.#say('enrolled-uninsured', where);
    }
  }

  #say(code: string, where: string): void {
    this.#findings.push({ code: `activities/${code}`, where, detail: '' });
  }
}
