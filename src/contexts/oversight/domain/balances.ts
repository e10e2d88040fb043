import type { Recorded } from '../../../kernel/message.js';

/** All amounts in hundredths of an hour. */
export interface PersonalSums {
  readonly hours: number;
  /** Ledger accounts of the time bank by kind: `available`, `held`, … */
  readonly credit: Readonly<Record<string, number>>;
}

interface Posting {
  readonly debit: string;
  readonly credit: string;
  readonly centiHours: number;
}

/** Adds up one person's hours and credit from the events, as a stranger would. */
export class Balances {
  #hours = 0;
  readonly #accounts = new Map<string, number>();

  constructor(private readonly volunteerId: string) {}

  add({ type, data }: Recorded): void {
    const facts = data as Facts;
    if (facts.volunteerId === this.volunteerId) this.#hours += hoursIn(type, facts);
    for (const { debit, credit, centiHours } of facts.postings ?? []) {
      this.#post(debit, -centiHours);
      this.#post(credit, centiHours);
    }
  }

  sums(): PersonalSums {
    const own = `:${this.volunteerId}`;
    const credit = [...this.#accounts]
      .filter(([account]) => account.endsWith(own))
      .map(([account, sum]) => [account.slice(0, -own.length), sum] as const);
    return { hours: this.#hours, credit: Object.fromEntries(credit.sort()) };
  }

  #post(account: string, amount: number): void {
    this.#accounts.set(account, (this.#accounts.get(account) ?? 0) + amount);
  }
}

interface Facts {
  readonly volunteerId?: string;
  readonly centiHours?: number;
  readonly wasEffective?: boolean;
  readonly previous?: { readonly centiHours?: number };
  readonly postings?: readonly Posting[];
}

/** What an event adds to the hours that count, or takes from them. */
function hoursIn(type: string, { centiHours = 0, wasEffective, previous }: Facts): number {
  if (type === 'service-records.RecordTookEffect') return centiHours;
  if (wasEffective !== true) return 0;
  if (type === 'service-records.RecordVoided') return -centiHours;
  if (type === 'service-records.RecordCorrected') return centiHours - (previous?.centiHours ?? 0);
  return 0;
}
