import { Injectable } from '@nestjs/common';
import { millis } from '../../../kernel/calendar.js';
import { Rejection } from '../../../kernel/rejection.js';
import { Clock } from '../../../platform/clock.js';

interface Limit {
  /** Failures that cost nothing. */
  readonly free: number;
  readonly capSeconds: number;
}

/** A browser from which the name was logged in before: only its own failures count. */
const DEVICE: Limit = { free: 10, capSeconds: 60 };
/** One name tried from one address. */
const PAIR: Limit = { free: 5, capSeconds: 300 };
/** The same while the name is under attack: every address still has one try, the owner's too. */
const PAIR_UNDER_ATTACK: Limit = { free: 1, capSeconds: 300 };
/** One address trying names; generous, for a community's whole estate may share an address. */
const ADDRESS: Limit = { free: 100, capSeconds: 60 };
/** Failures on one name, from wherever, after which it counts as under attack. */
const ATTACK = 20;
/** Failures are halved for every hour without one. */
const HALVE_MS = 3_600_000;
/** Names and addresses remembered; the longest untouched are forgotten first. */
const BUCKETS_MAX = 20_000;

export interface LoginKeys {
  readonly nameHash: string;
  readonly address: string;
  /** The id of a trusted browser, see Cookies.device. */
  readonly device: string | undefined;
}

export interface Attempt {
  readonly succeeded: () => void;
  /** The attempt was not decided (too busy): it counts for nothing. */
  readonly cancelled: () => void;
}

interface Bucket {
  readonly failures: number;
  readonly lastAt: number;
  readonly blockedUntil: number;
}

/**
 * Back-off against guessing. No lock-out that others could trigger: nothing blocks a name as such,
 * only a name from an address or browser that failed. An attempt counts as failed from its start,
 * so that many at once gain nothing.
 */
@Injectable()
export class LoginThrottle {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  /** @throws Rejection `request/too-many` with the seconds to wait */
  begin({ nameHash, address, device }: LoginKeys): Attempt {
    const network = networkOf(address);
    const name = `name:${nameHash}`;
    const pair = this.#failures(name) >= ATTACK ? PAIR_UNDER_ATTACK : PAIR;
    const limits: readonly [string, Limit][] =
      device === undefined
        ? [
            [`pair:${nameHash}:${network}`, pair],
            [`address:${network}`, ADDRESS],
          ]
        : [[`device:${device}`, DEVICE]];
    this.#refuseBlocked(limits.map(([key]) => key));
    for (const [key, limit] of limits) this.#fail(key, limit);
    const counted = limits.map(([key]) => key);
    if (device === undefined) {
      this.#fail(name, { free: Number.POSITIVE_INFINITY, capSeconds: 0 });
      counted.push(name);
    }
    return {
      succeeded: () => {
        // Whoever owns one account must not clear an address by logging in now and then.
        for (const key of counted) {
          if (key.startsWith('address:')) this.#undo(key);
          else this.#buckets.delete(key);
        }
      },
      cancelled: () => counted.forEach((key) => this.#undo(key)),
    };
  }

  #refuseBlocked(keys: readonly string[]): void {
    const until = Math.max(...keys.map((key) => this.#buckets.get(key)?.blockedUntil ?? 0));
    const wait = until - this.#now();
    if (wait > 0) throw new Rejection('request/too-many', { seconds: Math.ceil(wait / 1_000) });
  }

  #fail(key: string, { free, capSeconds }: Limit): void {
    const now = this.#now();
    const failures = this.#failures(key) + 1;
    const over = failures - free;
    const seconds = over < 0 ? 0 : Math.min(capSeconds, 2 ** Math.min(over, 20));
    this.#buckets.delete(key);
    this.#buckets.set(key, { failures, lastAt: now, blockedUntil: now + seconds * 1_000 });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > BUCKETS_MAX && oldest !== undefined) this.#buckets.delete(oldest);
  }

  #undo(key: string): void {
    const bucket = this.#buckets.get(key);
    if (!bucket) return;
    const failures = Math.max(0, bucket.failures - 1);
    this.#buckets.set(key, { ...bucket, failures, blockedUntil: 0 });
  }

  #failures(key: string): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return 0;
    const hours = Math.floor((this.#now() - bucket.lastAt) / HALVE_MS);
    return hours > 30 ? 0 : Math.floor(bucket.failures / 2 ** Math.max(0, hours));
  }

  #now(): number {
    return millis(this.clock.now());
  }
}

/** A household has one IPv4 address, or a whole /64 of IPv6. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':');
}
