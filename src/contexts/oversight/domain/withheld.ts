import type { Recorded } from '../../../kernel/message.js';

/** An objection belongs to who raised it: its form promises that only those who decide it read it. */
const OBJECTIONS = ['objection', 'star-objection'];
const RAISED = ['service-records.ObjectionRaised', 'honours.StarObjected'];
/** What somebody proposes is told when it is decided or overtaken. */
const SETTLED = [
  'service-records.ObjectionDecided',
  'service-records.ObjectionRaised',
  'service-records.ProposalReturned',
  'service-records.RecordCorrected',
  'service-records.RecordRejected',
  'service-records.RecordVoided',
];

interface Facts {
  readonly accountId: string;
  readonly volunteerId: string | null;
  readonly objectionId: string;
  readonly objector: string;
  readonly proposalId: string;
  readonly recordId: string;
}

/** Which documents of a person's vault are not theirs to read, from the events about them. */
export class Withheld {
  /** A person may have had more than one account. */
  readonly #accounts = new Set<string>();
  readonly #own = new Set<string>();
  readonly #proposals = new Map<string, string>();

  constructor(private readonly volunteerId: string) {}

  /** A fact is looked at only in events that have it. */
  add({ type, data }: Recorded): void {
    const facts = data as Facts;
    if (type === 'access.AccountOpened') this.#account(facts);
    if (RAISED.includes(type) && this.#accounts.has(facts.objector)) {
      this.#own.add(facts.objectionId);
    }
    if (SETTLED.includes(type)) this.#proposals.delete(facts.recordId);
    if (type === 'service-records.ChangeProposed') {
      this.#proposals.set(facts.recordId, facts.proposalId);
    }
  }

  holds({ kind, id }: { readonly kind: string; readonly id: string }): boolean {
    if (OBJECTIONS.includes(kind)) return !this.#own.has(id);
    return kind === 'proposal' && [...this.#proposals.values()].includes(id);
  }

  #account({ accountId, volunteerId }: Facts): void {
    if (volunteerId === this.volunteerId) this.#accounts.add(accountId);
  }
}
