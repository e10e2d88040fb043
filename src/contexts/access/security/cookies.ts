import { Inject, Injectable } from '@nestjs/common';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../../platform/config.js';
import { keyedHash } from '../../../platform/ids.js';
import { MasterKey } from '../../../platform/master-key.js';
import { CONFIG } from '../../../platform/tokens.js';
import { ABSOLUTE_MS } from './sessions.js';

const YEAR_S = 365 * 24 * 3_600;

/** Sealed cookies of a log-in that is under way, see SealedNotes. */
export type NoteName = 'oidc' | 'oidc-code';

/** The two cookies of a browser: its session, and that somebody logged in with it before. */
@Injectable()
export class Cookies {
  readonly #secure: boolean;
  readonly #key: Buffer;

  constructor(@Inject(CONFIG) config: Config, masterKey: MasterKey) {
    this.#secure = config.publicUrl.startsWith('https:');
    this.#key = masterKey.for('tokens');
  }

  session(request: FastifyRequest): string | undefined {
    return request.cookies[this.#name('session')] || undefined;
  }

  setSession(reply: FastifyReply, token: string): void {
    this.#set(reply, 'session', { value: token, maxAge: ABSOLUTE_MS / 1_000 });
  }

  clearSession(reply: FastifyReply): void {
    this.#set(reply, 'session', { value: '', maxAge: 0 });
  }

  /**
   * The id of a browser from which this name was logged in before. Such a browser has a throttle of
   * its own, so nobody can lock it out by failing elsewhere (OWASP "device cookies").
   */
  device(request: FastifyRequest, nameHash: string): string | undefined {
    const [id = '', mac = ''] = (request.cookies[this.#name('device')] ?? '').split('.');
    const given = Buffer.from(mac);
    const right = Buffer.from(keyedHash(this.#key, 'device', nameHash, id));
    return given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
  }

  setDevice(reply: FastifyReply, nameHash: string): void {
    const id = randomBytes(16).toString('base64url');
    const value = `${id}.${keyedHash(this.#key, 'device', nameHash, id)}`;
    this.#set(reply, 'device', { value, maxAge: YEAR_S });
  }

  note(request: FastifyRequest, name: NoteName): string | undefined {
    return request.cookies[this.#name(name)] || undefined;
  }

  setNote(reply: FastifyReply, name: NoteName, cookie: { value: string; maxAge: number }): void {
    this.#set(reply, name, cookie);
  }

  #set(reply: FastifyReply, what: string, { value, maxAge }: { value: string; maxAge: number }) {
    void reply.setCookie(this.#name(what), value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#secure,
      maxAge,
    });
  }

  /** `__Host-` binds a cookie to this host and to TLS; browsers refuse it over plain http. */
  #name(what: string): string {
    return this.#secure ? `__Host-shizhang-${what}` : `shizhang-${what}`;
  }
}
