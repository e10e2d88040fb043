/**
 * A bank told in another way than the deciders': one signed number for what a person owns (below
 * zero it is owed), what of it is tied up, and their grants. No parts, no postings, no events.
 */
export interface Terms {
  readonly dailyCap: number;
  readonly accountCap: number;
  readonly step: number;
  readonly monthlyGrant: number;
}

interface Grant {
  readonly until: number;
  amount: number;
}

interface Held {
  readonly own: number;
  readonly grants: readonly Grant[];
  readonly until: number;
}

interface Worth {
  readonly version: number;
  readonly on: number;
  readonly got: number;
  readonly over: number;
  readonly state: 'issued' | 'paid' | 'void';
}

/** What is on its way. */
interface Transfer {
  readonly to: string;
  readonly amount: number;
  readonly kind: 'gift' | 'settlement' | 'grant' | 'donation';
  readonly record: string | null;
  readonly until: number;
}

export class Person {
  net = 0;
  overflow = 0;
  honour = 0;
  frozen = false;
  grants: Grant[] = [];
  readonly holds = new Map<string, Held>();
  readonly used = new Set<string>();
  readonly records = new Map<string, Worth>();
  readonly arrived = new Set<string>();

  get tied(): number {
    return sum([...this.holds.values()].map(({ own }) => own));
  }
  get granted(): number {
    return sum(this.grants.map(({ amount }) => amount));
  }
  get heldGrants(): number {
    return sum([...this.holds.values()].flatMap(({ grants }) => grants.map((g) => g.amount)));
  }
}

/** All amounts in hundredths, time in hours. Each method says whether anything should happen. */
export class TimeBankModel {
  readonly people = new Map<string, Person>();
  readonly transfers = new Map<string, Transfer>();
  readonly quotas = new Map<string, number>();
  pool = 0;
  retired = 0;
  lapsing = 0;

  constructor(private readonly terms: Terms) {}

  person(id: string): Person {
    const found = this.people.get(id) ?? new Person();
    this.people.set(id, found);
    return found;
  }

  issue(
    id: string,
    record: string,
    worth: { amount: number; on: number; version: number },
  ): boolean {
    const person = this.person(id);
    const before = person.records.get(record);
    if (worth.amount <= 0) return false;
    if (before) {
      const later = before.state === 'issued' && worth.version > before.version;
      return later && this.#correct(person, record, worth);
    }
    this.#put(person, record, worth);
    return true;
  }

  correct(
    id: string,
    record: string,
    worth: { amount: number; on: number; version: number },
  ): boolean {
    const person = this.person(id);
    if (worth.amount > 0 && !person.records.has(record)) {
      this.#put(person, record, worth);
      return true;
    }
    return worth.amount > 0 && this.#correct(person, record, worth);
  }

  reverse(id: string, record: string): boolean {
    const person = this.person(id);
    const before = person.records.get(record);
    if (before?.state === 'void') return false;
    if (before) {
      this.#takeOver(person, before.over);
      person.net -= before.got;
      if (before.state === 'paid') this.retired += before.got + before.over;
    }
    const nothing = { version: 0, on: -1, got: 0, over: 0 };
    person.records.set(record, { ...nothing, state: 'void' });
    return true;
  }

  hold(
    id: string,
    hold: string,
    { amount, until, now }: { amount: number; until: number; now: number },
  ): boolean {
    const person = this.person(id);
    if (person.frozen || amount <= 0 || amount % this.terms.step !== 0) return false;
    if (person.used.has(hold)) return false;
    const back = [...person.holds.values()].filter((held) => held.until <= now);
    const own = person.net + sum(back.map((held) => held.own));
    const grants = [...person.grants, ...back.flatMap((held) => held.grants)];
    const live = sum(grants.filter((g) => g.until > now).map((g) => g.amount));
    if (amount > Math.max(0, own) + live) return false;
    this.#expire(person, now);
    const taken = this.#takeGrants(person, amount);
    const rest = amount - sum(taken.map((g) => g.amount));
    person.net -= rest;
    person.holds.set(hold, { own: rest, grants: taken, until });
    person.used.add(hold);
    return true;
  }

  settle(
    id: string,
    hold: string,
    how: { amount: number; now: number; provider: string | null; record: string | null },
  ): boolean {
    const person = this.person(id);
    const held = person.holds.get(hold);
    if (!held || how.amount <= 0 || how.provider === id || how.now >= held.until) return false;
    const whole = held.own + sum(held.grants.map((g) => g.amount));
    if (how.amount > whole) return false;
    person.holds.delete(hold);
    let left = how.amount;
    for (const grant of held.grants) {
      const spent = Math.min(left, grant.amount);
      left -= spent;
      person.grants.push({ until: grant.until, amount: grant.amount - spent });
    }
    person.net += held.own - left;
    if (how.provider === null) this.retired += how.amount;
    else {
      const { provider: to, record, amount } = how;
      this.transfers.set(hold, { to, amount, kind: 'settlement', record, until: 0 });
    }
    return true;
  }

  release(id: string, hold: string): boolean {
    const person = this.person(id);
    const held = person.holds.get(hold);
    if (!held) return false;
    person.holds.delete(hold);
    person.net += held.own;
    person.grants.push(...held.grants);
    return true;
  }

  /** Whether enough of it was earned is the bank's word; that it was there at all is ours. */
  gift(
    id: string,
    gift: string,
    { to, amount, now }: { to: string; amount: number; now: number },
  ): void {
    const person = this.person(id);
    if (person.frozen || amount <= 0 || to === id) throw new Error(`${id} gave ${amount} to ${to}`);
    this.#expire(person, now);
    if (amount > person.net) throw new Error(`${id} gave ${amount} of ${person.net}`);
    person.net -= amount;
    this.transfers.set(gift, { to, amount, kind: 'gift', record: null, until: 0 });
  }

  donate(id: string, donation: string, { amount, now }: { amount: number; now: number }): boolean {
    const person = this.person(id);
    const back = [...person.holds.values()].filter((held) => held.until <= now);
    const own = person.net + sum(back.map((held) => held.own));
    if (person.frozen || amount <= 0 || amount > own) return false;
    this.#expire(person, now);
    person.net -= amount;
    this.transfers.set(donation, { to: 'pool', amount, kind: 'donation', record: null, until: 0 });
    return true;
  }

  overflow(id: string, donation: string | null, amount: number): boolean {
    const person = this.person(id);
    if (person.frozen || amount <= 0 || amount > person.overflow) return false;
    person.overflow -= amount;
    if (donation === null) person.honour += amount;
    else
      this.transfers.set(donation, {
        to: 'pool',
        amount,
        kind: 'donation',
        record: null,
        until: 0,
      });
    return true;
  }

  freeze(id: string, frozen: boolean): boolean {
    const person = this.person(id);
    if (person.frozen === frozen) return false;
    person.frozen = frozen;
    return true;
  }

  grant(
    to: string,
    grant: string,
    { amount, month, until }: { amount: number; month: string; until: number },
  ): boolean {
    const key = `${to} ${month}`;
    const before = this.quotas.get(key) ?? 0;
    if (amount <= 0 || amount > this.pool || before + amount > this.terms.monthlyGrant)
      return false;
    this.quotas.set(key, before + amount);
    this.pool -= amount;
    this.transfers.set(grant, { to, amount, kind: 'grant', record: null, until });
    return true;
  }

  lapse(id: string, now: number): boolean {
    const person = this.person(id);
    const due =
      person.grants.some((g) => g.until <= now && g.amount > 0) ||
      [...person.holds.values()].some((held) => held.until <= now);
    this.#expire(person, now);
    return due;
  }

  lapsed(amount: number): void {
    if (amount > this.lapsing) throw new Error(`${amount} lapsed of ${this.lapsing}`);
    this.lapsing -= amount;
    this.pool += amount;
  }

  arrive(transferId: string): boolean {
    const transfer = this.transfers.get(transferId);
    if (!transfer) return false;
    this.transfers.delete(transferId);
    const { to, amount, kind, record, until } = transfer;
    if (kind === 'donation') this.pool += amount;
    else if (kind === 'grant') this.person(to).grants.push({ until, amount });
    else this.#credit(this.person(to), amount, kind === 'settlement' ? record : null);
    return true;
  }

  #credit(person: Person, amount: number, record: string | null): void {
    if (record !== null && person.records.has(record)) {
      this.retired += amount;
      return;
    }
    const got = Math.min(amount, Math.max(0, this.terms.accountCap - person.net - person.tied));
    person.net += got;
    person.overflow += amount - got;
    if (record === null) return;
    person.records.set(record, { version: 0, on: -1, got, over: amount - got, state: 'paid' });
  }

  #put(
    person: Person,
    record: string,
    { amount, on, version }: { amount: number; on: number; version: number },
  ): void {
    const ofDay = sum(
      [...person.records.values()]
        .filter((w) => w.state === 'issued' && w.on === on)
        .map((w) => w.got),
    );
    const room = this.terms.accountCap - person.net - person.tied;
    const got = Math.max(0, Math.min(amount, this.terms.dailyCap - ofDay, room));
    person.net += got;
    person.overflow += amount - got;
    person.records.set(record, { version, on, got, over: amount - got, state: 'issued' });
  }

  /** As if the record had never been there, and then anew: but in one step. */
  #correct(
    person: Person,
    record: string,
    worth: { amount: number; on: number; version: number },
  ): boolean {
    const before = person.records.get(record);
    if (!before || before.state !== 'issued' || before.version >= worth.version) return false;
    person.records.delete(record);
    const held = person.overflow;
    person.net -= before.got;
    person.overflow = 0;
    this.#put(person, record, worth);
    const grown = person.overflow - before.over;
    person.overflow = held;
    if (grown >= 0) person.overflow += grown;
    else this.#takeOver(person, -grown);
    return true;
  }

  #takeOver(person: Person, over: number): void {
    const waiting = Math.min(over, person.overflow);
    const kept = Math.min(over - waiting, person.honour);
    person.overflow -= waiting;
    person.honour -= kept;
    person.net -= over - waiting - kept;
  }

  #expire(person: Person, now: number): void {
    for (const [hold, held] of person.holds) {
      if (held.until > now) continue;
      person.holds.delete(hold);
      person.net += held.own;
      person.grants.push(...held.grants);
    }
    this.lapsing += sum(person.grants.filter((g) => g.until <= now).map((g) => g.amount));
    person.grants = person.grants.filter((g) => g.until > now);
  }

  #takeGrants(person: Person, amount: number): Grant[] {
    const taken: Grant[] = [];
    let left = amount;
    for (const grant of person.grants.sort((a, b) => a.until - b.until)) {
      const some = Math.min(left, grant.amount);
      left -= some;
      grant.amount -= some;
      if (some > 0) taken.push({ until: grant.until, amount: some });
    }
    person.grants = person.grants.filter((g) => g.amount > 0);
    return taken;
  }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
