import { EventStoreDBClient } from '@eventstore/db-client';
import { EventStoreError } from '../event-store.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A connection string the client will understand; nothing in here is written to a log. */
export interface EsdbAddress {
  readonly connectionString: string;
  /** Hosts only, fit to be shown. */
  readonly hosts: string;
  /** What to pass with every append, so that each is a call of its own (ADR 0004). */
  readonly appendCredentials: Credentials | undefined;
}

const OPTIONS = new Set(
  [
    'connectionName',
    'defaultDeadline',
    'discoveryInterval',
    'gossipTimeout',
    'keepAliveInterval',
    'keepAliveTimeout',
    'maxDiscoverAttempts',
    'nodePreference',
    'throwOnAppendFailure',
    'tls',
    'tlsCAFile',
    'tlsVerifyCert',
    'userCertFile',
    'userKeyFile',
  ].map(flat),
);

/** Settings that the client accepts and that would make it lose or invent answers. */
const TRAPS: readonly (readonly [option: string, value: RegExp, why: string])[] = [
  ['throwOnAppendFailure', /^false$/, 'the client then reports wrong revisions'],
  ['keepAliveInterval', /^-/, 'a dead connection would never be noticed'],
  ['keepAliveTimeout', /^-/, 'a dead connection would never be noticed'],
  ['tlsVerifyCert', /^false$/, 'the client ignores it; name the CA with tlsCAFile'],
];

/** Ignored by the client where TLS is off; their presence is what matters. */
const NO_CREDENTIALS: Credentials = { username: 'none', password: 'none' };

/**
 * Reads EVENTSTORE_URL. The client would print an unknown option together with the whole string,
 * password included, so everything is checked before the client sees it.
 *
 * @throws EventStoreError `bad-request`, with a text that holds no secret
 */
export function readAddress(url: string): EsdbAddress {
  const connectionString = url.trim();
  const rest = afterScheme(connectionString);
  const at = rest.lastIndexOf('@');
  const [hosts = '', query = ''] = rest.slice(at + 1).split('?');
  const options = readOptions(query);
  checkHosts(connectionString, hosts);
  const credentials = at < 0 ? undefined : readCredentials(rest.slice(0, at));
  parseWithClient(connectionString);
  const appendCredentials = options.get('tls') === 'false' ? NO_CREDENTIALS : credentials;
  return { connectionString, hosts: hosts.replace(/\/+$/, ''), appendCredentials };
}

function afterScheme(connectionString: string): string {
  const [, scheme = '', rest = ''] = /^([a-z+]*):\/\/(.*)$/s.exec(connectionString) ?? [];
  if (scheme.startsWith('kurrentdb')) {
    throw bad(`begins with ${scheme}://; write esdb:// (the client knows only the older name)`);
  }
  if (scheme !== 'esdb' && scheme !== 'esdb+discover') {
    throw bad('must begin with esdb:// or esdb+discover://');
  }
  return rest;
}

function readOptions(query: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const [key = '', ...value] = pair.split('=');
    if (!OPTIONS.has(flat(key))) throw bad(`has an unknown option "${key}"`);
    options.set(flat(key), value.join('=').trim());
  }
  for (const [option, value, why] of TRAPS) {
    const given = options.get(flat(option));
    if (given !== undefined && value.test(given)) throw bad(`has ${option}=${given}: ${why}`);
  }
  return options;
}

function checkHosts(connectionString: string, hosts: string): void {
  if (!/[^/]/.test(hosts)) throw bad('names no host');
  if (connectionString.startsWith('esdb+discover:') && hosts.includes(',')) {
    throw bad(
      'has several hosts after esdb+discover://, which takes one DNS name; use esdb://a,b,c',
    );
  }
}

function readCredentials(text: string): Credentials {
  const [username = '', password = '', ...more] = text.split(':');
  if (!username || !password || more.length > 0 || text.includes('@')) {
    throw bad('has unreadable credentials: percent-encode ":" and "@" in name and password');
  }
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw bad('has unreadable credentials: a "%" is not percent-encoded');
  }
}

/** The client's own parser has the last word. Its message quotes the string, so only its hint is kept. */
function parseWithClient(connectionString: string): void {
  try {
    EventStoreDBClient.connectionString(connectionString);
  } catch (error) {
    const expected: unknown = error instanceof Error ? Reflect.get(error, 'expected') : undefined;
    if (typeof expected === 'string') throw bad(`cannot be parsed: expected ${expected}`);
    throw bad(error instanceof Error ? error.message : String(error));
  }
}

/** The client compares option names without case, `_` and `-`. */
function flat(name: string): string {
  return name.trim().toLowerCase().replace(/[_-]/g, '');
}

function bad(problem: string): EventStoreError {
  return new EventStoreError('bad-request', `EVENTSTORE_URL ${problem}`);
}
