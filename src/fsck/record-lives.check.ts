import type {
  ChangeProposed,
  ObjectionDecided,
  ObjectionRaised,
  RecordCorrected,
  RecordPublicised,
  RecordReviewed,
  RecordSubmitted,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

interface Life {
  version: number;
  recorder: string;
  /** Approvals that the present version needs, and who gave them. */
  needed: number;
  needsManager: boolean;
  approvers: Set<string>;
  byManager: boolean;
  proposal: ChangeProposed['data'] | undefined;
  objection: ObjectionRaised['data'] | undefined;
  /** A dismissed objection: publicity may go on without another review. */
  resumes: boolean;
}

type Visit = (life: Life, event: Recorded) => void;

/**
 * The life of each record: who recorded it did not approve it, what needs two persons had two, a
 * version follows the one before, and nothing took effect while an objection stopped it.
 */
export class RecordLivesCheck implements Check {
  readonly #findings: Finding[] = [];
  readonly #lives = new Map<string, Life>();
  readonly #visits: ReadonlyMap<string, Visit> = new Map<string, Visit>([
    ['RecordReviewed', (life, event) => this.#reviewed(life, event as Recorded<RecordReviewed>)],
    [
      'RecordPublicised',
      (life, event) => this.#publicised(life, event as Recorded<RecordPublicised>),
    ],
    [
      'RecordTookEffect',
      (life, event) => this.#tookEffect(life, event as Recorded<RecordTookEffect>),
    ],
    ['ChangeProposed', (life, event) => (life.proposal = (event as Recorded<ChangeProposed>).data)],
    ['ProposalReturned', (life) => (life.proposal = undefined)],
    ['ObjectionRaised', (life, event) => this.#objected(life, event as Recorded<ObjectionRaised>)],
    ['ObjectionDecided', (life, event) => this.#decided(life, event as Recorded<ObjectionDecided>)],
    ['RecordCorrected', (life, event) => this.#corrected(life, event as Recorded<RecordCorrected>)],
    ['RecordVoided', (life, event) => this.#voided(life, event as Recorded<RecordVoided>)],
  ]);

  visit(event: Recorded): void {
    const [context, name = ''] = event.type.split('.');
    if (context !== 'service-records') return;
    if (name === 'RecordSubmitted') return this.#submitted(event as Recorded<RecordSubmitted>);
    const visit = this.#visits.get(name);
    if (!visit) return;
    const { recordId } = event.data as { recordId: string };
    const life = this.#lives.get(recordId);
    if (life) visit(life, event);
    else this.#say('life-without-record', recordId, name);
  }

  finish(): readonly Finding[] {
    return this.#findings;
  }

  #submitted({ data: r }: Recorded<RecordSubmitted>): void {
    this.#lives.set(r.recordId, {
      ...{ version: r.version, recorder: r.recorder },
      needed: r.mode === 'back-entry' ? 2 : 1,
      needsManager: r.late === true || r.mode === 'import',
      ...{ approvers: new Set(), byManager: false, proposal: undefined, objection: undefined },
      resumes: false,
    });
  }

  #reviewed(life: Life, { data }: Recorded<RecordReviewed>): void {
    const { recordId, approver, asManager } = data;
    if (approver === life.recorder) this.#say('approved-by-recorder', recordId, approver);
    if (life.approvers.has(approver)) this.#say('approved-twice', recordId, approver);
    life.approvers.add(approver);
    life.byManager ||= asManager;
  }

  #publicised(life: Life, { data: { recordId } }: Recorded<RecordPublicised>): void {
    const { approvers, needed, needsManager, byManager, resumes } = life;
    if (!resumes && approvers.size < needed) {
      this.#say('publicised-unapproved', recordId, `${approvers.size} of ${needed}`);
    }
    if (needsManager && !byManager) this.#say('late-without-manager', recordId, '');
    life.resumes = false;
  }

  #tookEffect(life: Life, { data: { recordId, version } }: Recorded<RecordTookEffect>): void {
    if (life.objection?.stopsEffect) this.#say('effect-under-objection', recordId, '');
    if (version !== life.version) this.#say('effect-of-another-version', recordId, `${version}`);
  }

  #objected(life: Life, { data }: Recorded<ObjectionRaised>): void {
    if (life.objection) this.#say('objection-beside-another', data.recordId, data.objectionId);
    life.objection = data;
    life.proposal = undefined;
  }

  #decided(life: Life, { data }: Recorded<ObjectionDecided>): void {
    const { recordId, objectionId, proposer, decider, outcome } = data;
    if (life.objection?.objectionId !== objectionId) {
      this.#say('decision-without-objection', recordId, objectionId);
    }
    const parties = [life.recorder, life.objection?.objector];
    if (parties.includes(proposer) || parties.includes(decider)) {
      this.#say('decided-by-a-party', recordId, objectionId);
    }
    this.#two(life, recordId, decider);
    life.resumes = outcome === 'dismissed';
    life.objection = undefined;
    if (outcome === 'dismissed') life.proposal = undefined;
  }

  #corrected(life: Life, { data }: Recorded<RecordCorrected>): void {
    const { recordId, version, previous, recorder, approver } = data;
    if (previous.version !== life.version || version !== life.version + 1) {
      this.#say('version-out-of-order', recordId, `${version} after ${life.version}`);
    }
    this.#two(life, recordId, approver);
    if (life.proposal && life.proposal.proposer !== recorder) {
      this.#say('correction-of-another-proposer', recordId, recorder);
    }
    Object.assign(life, { version, recorder, needed: 1, needsManager: false, byManager: false });
    Object.assign(life, { approvers: new Set(), proposal: undefined, objection: undefined });
  }

  /** What counted goes by two persons; for what was no volunteer service the finding is enough. */
  #voided(life: Life, { data, meta }: Recorded<RecordVoided>): void {
    const { recordId, wasEffective, reason } = data;
    const byFinding = reason === 'not-volunteer-service' && meta.actor.role === 'system';
    if (wasEffective && !byFinding) this.#two(life, recordId, meta.actor.accountId);
    life.proposal = undefined;
    life.objection = undefined;
  }

  /** One has proposed it, and this one is another. */
  #two({ proposal }: Life, recordId: string, second: string): void {
    if (!proposal) this.#say('changed-without-proposal', recordId, second);
    else if (proposal.proposer === second) this.#say('changed-by-one', recordId, second);
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `records/${code}`, where, detail });
  }
}
