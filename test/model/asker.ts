import type { CreditPolicy } from '../../src/contexts/time-bank/index.js';
import {
  type AccountCommand,
  CorrectIssue,
  HoldCredit,
  IssueCredit,
  ReleaseHold,
  ReverseIssue,
  SettleHold,
} from '../../src/contexts/time-bank/domain/account.commands.js';
import {
  GrantFromPool,
  type PoolCommand,
} from '../../src/contexts/time-bank/domain/pool.commands.js';
import {
  FreezeAccount,
  UnfreezeAccount,
} from '../../src/contexts/time-bank/domain/standing.commands.js';
import {
  DonateCredit,
  GiveCredit,
  KeepOverflow,
  LapseGrants,
} from '../../src/contexts/time-bank/domain/transfer.commands.js';
import type { CommandMeta } from '../../src/kernel/message.js';
import { systemMeta } from '../../src/platform/ids.js';
import type { Asked } from './books.js';
import { DIVISION, instantOf } from './books-terms.js';
import type { TimeBankModel } from './time-bank.model.js';

type Message = AccountCommand | PoolCommand;
const HOURS_OF_MONTH = 720;
const PROOF = 'a'.repeat(64);

/** Thinks up what is asked next, and what the model says to it. The same seed asks the same. */
export class Asker {
  readonly random: () => number;
  #now = 0;
  #count = 0;
  #onTheirWay: Message[] = [];

  constructor(
    private readonly model: TimeBankModel,
    private readonly size: { readonly accounts: number; readonly seed: number },
    private readonly policy: CreditPolicy,
  ) {
    this.random = randomFrom(size.seed);
  }

  /** So many commands, each for another stream. */
  batch(length: number): readonly Asked[] {
    this.#now += this.#upTo(3) === 0 ? this.#upTo(12) : 0;
    const busy = new Set<string>();
    const batch: Asked[] = [];
    for (let n = 0; n < length; n += 1) {
      const late = this.random() < 0.35 ? this.#delivery(busy) : undefined;
      const stream = late ? streamOf(late) : this.#freeStream(busy);
      if (stream === undefined) continue;
      busy.add(stream);
      batch.push(late ? this.#arrival(late) : this.#invent(stream));
    }
    return batch;
  }

  /** What left a book is on its way; some of it twice. */
  deliver(commands: readonly Message[]): void {
    this.#onTheirWay.push(...commands);
    if (this.random() < 0.1) this.#onTheirWay.push(...commands);
  }

  /** Everything that is still on its way. */
  deliveries(): readonly Asked[] {
    const all = this.#onTheirWay;
    this.#onTheirWay = [];
    return all.map((command) => this.#arrival(command));
  }

  /** Writes down all that has run out by the end of time. */
  sweep(): readonly Asked[] {
    this.#now += 100_000;
    return [...this.model.people.keys()].map((v) => {
      const data = { volunteerId: v, at: instantOf(this.#now) };
      return {
        command: new LapseGrants(data, this.#meta()),
        expected: this.model.lapse(v, this.#now),
      };
    });
  }

  #freeStream(busy: ReadonlySet<string>): string | undefined {
    const stream = this.random() < 0.01 ? 'pool' : `v${this.#upTo(this.size.accounts - 1)}`;
    return busy.has(stream) ? undefined : stream;
  }

  #delivery(busy: ReadonlySet<string>): Message | undefined {
    const index = this.#upTo(Math.max(0, this.#onTheirWay.length - 1));
    const found = this.#onTheirWay[index];
    if (!found || busy.has(streamOf(found))) return undefined;
    this.#onTheirWay.splice(index, 1);
    return found;
  }

  #arrival(command: Message): Asked {
    const { transferId, cause, centiHours } = command.data as {
      readonly transferId: string;
      readonly cause: string;
      readonly centiHours: number;
    };
    if (cause !== 'lapsed-grant') return { command, expected: this.model.arrive(transferId) };
    const then = (accepted: boolean): void => {
      if (accepted && !this.#lapsed.has(transferId)) this.model.lapsed(centiHours);
      this.#lapsed.add(transferId);
    };
    return { command, expected: undefined, then };
  }
  readonly #lapsed = new Set<string>();

  #invent(stream: string): Asked {
    if (stream === 'pool') return this.#grant();
    const inventions = [
      ...[this.#issue, this.#issue, this.#issue, this.#reverse, this.#correct, this.#hold],
      ...[this.#hold, this.#settle, this.#settle, this.#release, this.#gift, this.#donate],
      ...[this.#overflow, this.#freeze, this.#lapse],
    ];
    const invention = inventions[this.#upTo(inventions.length - 1)] ?? this.#issue;
    return invention.call(this, stream);
  }

  #worth(v: string) {
    const [amount, on, version] = [this.#upTo(900), this.#upTo(6), 1 + this.#upTo(2)];
    const earnedOn = `2026-03-0${on + 1}`;
    const recordId = `${v}-r${this.#upTo(40 + Math.floor(this.#count / this.size.accounts))}`;
    const policy = this.policy;
    const data = {
      volunteerId: v,
      recordId,
      version,
      earnedOn,
      centiHours: amount,
      issuer: 's',
      policy,
    };
    return { data, worth: { amount, on, version } };
  }

  #issue(v: string): Asked {
    const { data, worth } = this.#worth(v);
    const known = this.model.person(v).records.get(data.recordId);
    const again = known?.state === 'issued' && known.version === worth.version;
    if (again) return this.#reverse(v);
    return {
      command: new IssueCredit(data, this.#meta()),
      expected: this.model.issue(v, data.recordId, worth),
    };
  }

  #correct(v: string): Asked {
    const { data, worth } = this.#worth(v);
    return {
      command: new CorrectIssue(data, this.#meta()),
      expected: this.model.correct(v, data.recordId, worth),
    };
  }

  #reverse(v: string): Asked {
    const { recordId } = this.#worth(v).data;
    return {
      command: new ReverseIssue({ volunteerId: v, recordId }, this.#meta()),
      expected: this.model.reverse(v, recordId),
    };
  }

  #hold(v: string): Asked {
    const [amount, hours] = [
      this.#upTo(12) * 50 + (this.random() < 0.05 ? 7 : 0),
      1 + this.#upTo(60),
    ];
    const holdId = `${v}-h${this.#count}`;
    const until = this.#now + hours;
    const at = { at: instantOf(this.#now), expiresAt: instantOf(until), policy: this.policy };
    const what = {
      volunteerId: v,
      holdId,
      centiHours: amount,
      stationId: null,
      accepted: [],
      age: null,
    };
    return {
      command: new HoldCredit({ ...what, ...at }, this.#meta()),
      expected: this.model.hold(v, holdId, { amount, until, now: this.#now }),
    };
  }

  #settle(v: string): Asked {
    const [holdId, amount] = [this.#someHold(v), this.#upTo(400)];
    const providerId = this.random() < 0.5 ? null : `v${this.#upTo(this.size.accounts - 1)}`;
    const recordId = providerId && this.random() < 0.5 ? `${providerId}-r${this.#upTo(60)}` : null;
    const at = instantOf(this.#now);
    const data = { volunteerId: v, holdId, centiHours: amount, providerId, recordId, at };
    const how = { amount, now: this.#now, provider: providerId, record: recordId };
    return {
      command: new SettleHold(data, this.#meta()),
      expected: this.model.settle(v, holdId, how),
    };
  }

  #release(v: string): Asked {
    const holdId = this.#someHold(v);
    const data = { volunteerId: v, holdId, at: instantOf(this.#now) };
    return {
      command: new ReleaseHold(data, this.#meta()),
      expected: this.model.release(v, holdId),
    };
  }

  #gift(v: string): Asked {
    const [to, amount] = [`v${this.#upTo(this.size.accounts - 1)}`, this.#upTo(300)];
    const giftId = `${v}-g${this.#count}`;
    const kin = { to, relation: 'parent', evidenceHash: PROOF };
    const data = { volunteerId: v, giftId, ...kin, centiHours: amount, policy: this.policy };
    const now = this.#now;
    return {
      command: new GiveCredit({ ...data, at: instantOf(now) }, this.#meta()),
      expected: undefined,
      then: (accepted) => {
        if (accepted) this.model.gift(v, giftId, { to, amount, now });
      },
    };
  }

  #donate(v: string): Asked {
    const [amount, donationId] = [this.#upTo(400), `${v}-d${this.#count}`];
    const data = { volunteerId: v, donationId, divisionCode: DIVISION, centiHours: amount };
    return {
      command: new DonateCredit(
        { ...data, source: 'credit', at: instantOf(this.#now) },
        this.#meta(),
      ),
      expected: this.model.donate(v, donationId, { amount, now: this.#now }),
    };
  }

  #overflow(v: string): Asked {
    const [amount, donationId] = [this.#upTo(500), `${v}-o${this.#count}`];
    const own = { volunteerId: v, centiHours: amount, at: instantOf(this.#now) };
    if (this.random() < 0.5) {
      const command = new KeepOverflow(own, this.#meta());
      return { command, expected: this.model.overflow(v, null, amount) };
    }
    const data = { ...own, donationId, divisionCode: DIVISION, source: 'overflow' } as const;
    const command = new DonateCredit(data, this.#meta());
    return { command, expected: this.model.overflow(v, donationId, amount) };
  }

  #freeze(v: string): Asked {
    const own = { volunteerId: v, at: instantOf(this.#now) };
    const frozen = this.random() < 0.3;
    const command = frozen
      ? new FreezeAccount({ ...own, reason: 'dispute' }, this.#meta())
      : new UnfreezeAccount(own, this.#meta());
    return { command, expected: this.model.freeze(v, frozen) };
  }

  #lapse(v: string): Asked {
    const command = new LapseGrants({ volunteerId: v, at: instantOf(this.#now) }, this.#meta());
    return { command, expected: this.model.lapse(v, this.#now) };
  }

  #grant(): Asked {
    const [to, amount] = [`v${this.#upTo(this.size.accounts - 1)}`, this.#upTo(600)];
    const [grantId, until] = [`grant${this.#count}`, this.#now + 1 + this.#upTo(200)];
    const month = `2026-${Math.floor(this.#now / HOURS_OF_MONTH)}`;
    const ground = { ground: 'hardship', evidenceHash: PROOF, approver: 'a' };
    const data = { divisionCode: DIVISION, grantId, volunteerId: to, centiHours: amount, month };
    const when = { at: instantOf(this.#now), expiresAt: instantOf(until), policy: this.policy };
    return {
      command: new GrantFromPool(
        { ...data, ...ground, ...when, approverVolunteerId: null },
        this.#meta(),
      ),
      expected: this.model.grant(to, grantId, { amount, month, until }),
    };
  }

  /** Mostly one that is open; sometimes one that never was, or was long ago. */
  #someHold(v: string): string {
    const person = this.model.person(v);
    const from = this.random() < 0.8 ? [...person.holds.keys()] : [...person.used].slice(-20);
    return from[this.#upTo(Math.max(0, from.length - 1))] ?? `${v}-h-none`;
  }

  #meta(): CommandMeta {
    this.#count += 1;
    return systemMeta(instantOf(this.#now), 'books', this.size.seed, this.#count);
  }

  #upTo(max: number): number {
    return Math.floor(this.random() * (max + 1));
  }
}

function streamOf({ type, data }: Message): string {
  return type === 'PutIntoPool' || type === 'GrantFromPool'
    ? 'pool'
    : (data as { volunteerId: string }).volunteerId;
}

/** mulberry32: small, good enough, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
