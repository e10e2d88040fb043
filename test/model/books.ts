import {
  CREDIT_POLICIES,
  type CreditPolicy,
  type Posting,
} from '../../src/contexts/time-bank/index.js';
import { account } from '../../src/contexts/time-bank/domain/account.decider.js';
import type { AccountCommand } from '../../src/contexts/time-bank/domain/account.commands.js';
import { pool } from '../../src/contexts/time-bank/domain/pool.decider.js';
import type { PoolCommand } from '../../src/contexts/time-bank/domain/pool.commands.js';
import { DeciderExecutor } from '../../src/cqrs/decider-executor.js';
import type { Snapshots } from '../../src/cqrs/snapshots.js';
import { EventStoreError, type EventStore } from '../../src/event-store/event-store.js';
import type { Command, DomainEvent, Recorded } from '../../src/kernel/message.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { deriveId } from '../../src/platform/ids.js';
import { whenCreditLeavesABookLetItArrive } from '../../src/processes/when-credit-leaves-a-book-let-it-arrive.process.js';
import { metaOf } from '../../src/projections/process-runner.js';
import { Asker } from './asker.js';
import { CrashingStore } from './crashing-store.js';
import { DIVISION, TERMS } from './books-terms.js';
import { TimeBankModel } from './time-bank.model.js';

export interface BooksOptions {
  readonly store: EventStore;
  readonly snapshots: Snapshots;
  readonly seed: number;
  readonly commands: number;
  readonly accounts: number;
  readonly onProgress?: (done: number) => void;
}

export interface BooksReport {
  readonly commands: number;
  readonly accepted: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly crashes: number;
  readonly duplicates: number;
  readonly faults: readonly string[];
}

const POLICY: CreditPolicy = {
  ...CREDIT_POLICIES[0],
  dailyCapCentiHours: TERMS.dailyCap,
  accountCapCentiHours: TERMS.accountCap,
  redeemStepCentiHours: TERMS.step,
  grantMonthlyCentiHours: TERMS.monthlyGrant,
};
const ARRIVAL = whenCreditLeavesABookLetItArrive([POLICY]);
const FAULTS_MAX = 20;

/** A command on its way, and what the model says it should come to. */
export interface Asked {
  readonly command: AccountCommand | PoolCommand;
  /** Undefined where only the bank can know; the model then hears what happened. */
  readonly expected: boolean | undefined;
  readonly then?: (accepted: boolean) => void;
}

/**
 * Random commands on many accounts and one pool, through the executor and the real process, over a
 * store that breaks down: appends whose outcome nobody knows, caches lost, commands repeated,
 * deliveries late, twice and in any order. An independent model says what each should come to.
 */
export async function runBooks(options: BooksOptions): Promise<BooksReport> {
  return new Books(options).run();
}

class Books {
  readonly #model = new TimeBankModel(TERMS);
  readonly #asker: Asker;
  readonly #store: CrashingStore;
  readonly #balances = new Map<string, number>();
  readonly #faults: string[] = [];
  readonly #refused: Record<string, number> = {};
  /** Commands that were answered: what comes again under their ids must bring nothing. */
  readonly #done = new Set<string>();
  #executor: DeciderExecutor;
  #accepted = 0;
  #duplicates = 0;
  #restarts = 0;

  constructor(private readonly options: BooksOptions) {
    this.#asker = new Asker(this.#model, options, POLICY);
    this.#store = new CrashingStore(options.store, this.#asker.random);
    this.#executor = new DeciderExecutor(this.#store, options.snapshots);
  }

  async run(): Promise<BooksReport> {
    const { commands, accounts, onProgress } = this.options;
    const together = Math.max(1, Math.floor(accounts / 5));
    for (let done = 0; done < commands && this.#faults.length < FAULTS_MAX; done += together) {
      await this.#askAll(this.#asker.batch(together));
      if (this.#asker.random() < 0.002) this.#restart();
      onProgress?.(done);
    }
    // At rest: everything that has run out is written down, and everything on its way arrives.
    for (const asked of this.#asker.sweep()) await this.#askAll([asked]);
    for (let last = this.#asker.deliveries(); last.length > 0; last = this.#asker.deliveries()) {
      for (const asked of last) await this.#askAll([asked]);
    }
    this.#compare();
    return {
      ...{ commands, accepted: this.#accepted, refused: this.#refused },
      ...{ crashes: this.#store.crashes + this.#restarts, duplicates: this.#duplicates },
      faults: this.#faults,
    };
  }

  /** Each of a batch speaks to another stream, so their order does not matter. */
  async #askAll(batch: readonly Asked[]): Promise<void> {
    await Promise.all(batch.map((asked) => this.#ask(asked)));
  }

  async #ask({ command, expected, then }: Asked): Promise<void> {
    const events = await this.#execute(command);
    const accepted = events.length > 0;
    if (expected !== undefined && accepted !== expected) {
      this.#fault(`${command.type} ${JSON.stringify(command.data)}: ${accepted}, not ${expected}`);
    }
    then?.(accepted);
    if (accepted) this.#took(command, events);
    if (this.#asker.random() >= 0.05) return;
    this.#duplicates += 1;
    await this.#execute(command);
  }

  #took(command: Command, events: readonly DomainEvent[]): void {
    this.#accepted += 1;
    for (const [index, event] of events.entries()) {
      for (const posting of (event.data as { postings: readonly Posting[] }).postings) {
        this.#post(posting);
      }
      if (!ARRIVAL.on.includes(event.type)) continue;
      const recorded = recordedAs(command, event, index);
      const reactions = ARRIVAL.react(recorded, (step) => metaOf(ARRIVAL.name, recorded, step));
      this.#asker.deliver(reactions as readonly (AccountCommand | PoolCommand)[]);
    }
  }

  /** As a client does that got no answer: the same command again, with the same id. */
  async #execute(command: AccountCommand | PoolCommand): Promise<readonly DomainEvent[]> {
    for (;;) {
      try {
        const { events } = isForPool(command)
          ? await this.#executor.execute(pool, command)
          : await this.#executor.execute(account, command);
        const first = !this.#done.has(command.meta.commandId);
        this.#done.add(command.meta.commandId);
        return first ? events : [];
      } catch (error) {
        if (error instanceof EventStoreError) continue;
        if (!(error instanceof Rejection)) throw error;
        this.#refused[error.code] = (this.#refused[error.code] ?? 0) + 1;
        return [];
      }
    }
  }

  /** The service died and stands again: nothing is remembered but the files. */
  #restart(): void {
    this.#restarts += 1;
    this.#executor = new DeciderExecutor(this.#store, this.options.snapshots);
  }

  #post({ debit, credit, centiHours }: Posting): void {
    if (debit === credit || !Number.isSafeInteger(centiHours) || centiHours <= 0) {
      this.#fault(`malformed posting ${debit} ${credit} ${centiHours}`);
    }
    for (const [name, amount] of [
      [debit, -centiHours],
      [credit, centiHours],
    ] as const) {
      const balance = (this.#balances.get(name) ?? 0) + amount;
      this.#balances.set(name, balance);
      const mayBeNegative = name.startsWith('issuance:') || name.startsWith('debt:');
      // A transit may be read here before the write that filled it: it must be even at rest.
      if (balance < 0 && !mayBeNegative && !name.startsWith('transit:')) {
        this.#fault(`overdrawn: ${name} ${balance}`);
      }
    }
  }

  #compare(): void {
    const of = (name: string): number => this.#balances.get(name) ?? 0;
    for (const [id, person] of this.#model.people) {
      this.#same(`${id} own`, of(`available:${id}`) + of(`gifted:${id}`), Math.max(0, person.net));
      this.#same(`${id} debt`, -of(`debt:${id}`), Math.max(0, -person.net));
      this.#same(`${id} granted`, of(`granted:${id}`), person.granted);
      this.#same(`${id} held`, of(`held:${id}`), person.tied + person.heldGrants);
      this.#same(`${id} overflow`, of(`overflow:${id}`), person.overflow);
      this.#same(`${id} honour`, of(`honour:${id}`), person.honour);
    }
    this.#same('pool', of(`pool:${DIVISION}`), this.#model.pool);
    this.#same('retired', of('retired'), this.#model.retired);
    this.#same('still to arrive', this.#model.transfers.size + this.#model.lapsing, 0);
    let all = 0;
    for (const [name, balance] of this.#balances) {
      all += balance;
      if (name.startsWith('transit:')) this.#same(name, balance, 0);
    }
    this.#same('all accounts', all, 0);
  }

  #same(what: string, is: number, should: number): void {
    if (is !== should && !(is === 0 && should === 0)) this.#fault(`${what}: ${is}, not ${should}`);
  }

  #fault(text: string): void {
    if (this.#faults.length < FAULTS_MAX) this.#faults.push(text);
  }
}

function isForPool(command: AccountCommand | PoolCommand): command is PoolCommand {
  return command.type === 'PutIntoPool' || command.type === 'GrantFromPool';
}

function recordedAs(command: Command, event: DomainEvent, index: number): Recorded {
  const { commandId, correlationId, at, inputHash, actor, channel } = command.meta;
  return {
    ...{ id: deriveId('books', commandId, index), stream: 'books-1', revision: 0, position: '0' },
    ...{ type: event.type, data: event.data },
    meta: {
      schema: 1,
      commandId,
      inputHash,
      correlationId,
      actor,
      channel,
      recordedAt: at,
      nonce: '',
    },
  };
}
