import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { PUBLIC_ADDRESS } from '../kernel/public-address.js';
import { ConfigError } from './config-error.js';
import { oidcOf, type OidcSettings } from './oidc-settings.js';

/** What an operator sets, read once at start. Names are environment variables. */
export interface Config {
  /** `DATA_DIR`: precious files and the disposable read model. Null keeps everything in memory. */
  readonly dataDir: string | null;
  readonly host: string;
  readonly port: number;
  /** `PUBLIC_URL`: the address printed in QR codes, without a trailing slash. */
  readonly publicUrl: string;
  readonly eventStore: 'sqlite' | 'esdb';
  readonly eventStoreUrl: string | undefined;
  /** `MASTER_KEY`: 32 bytes, base64. Without it a key file is made in `DATA_DIR/keys`. */
  readonly masterKey: string | undefined;
  readonly logLevel: string;
  /** `LOG_ORIGIN`: the name the transparency log gets at its first checkpoint, and keeps. */
  readonly logOrigin?: string | undefined;
  /** `TIMESTAMP_URL`: the RFC 3161 authority that stamps certificates; absent = none does. */
  readonly timestampUrl?: string | undefined;
  /** `OIDC_…`: the identity provider people may log in through; absent = none. */
  readonly oidc?: OidcSettings | undefined;
  /** `TRUST_PROXY`: whose `X-Forwarded-*` headers are believed; absent = nobody's. */
  readonly trustProxy?: TrustedProxies | undefined;
}

/** How many proxies stand in front of us, or their addresses. */
export type TrustedProxies = number | string[];

export { ConfigError };

/** More in a row than anybody runs; a larger number is a slip, or an address without its dots. */
const PROXIES_MAX = 10;
/** Ranges that have a name (as in `proxy-addr`). */
const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'];
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** @throws ConfigError naming the variable and what is wrong with it */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = portOf(env['PORT'] || '3000');
  const eventStoreUrl = env['EVENTSTORE_URL'] || undefined;
  return {
    dataDir: resolve(env['DATA_DIR'] || 'data'),
    host: env['HOST'] || '127.0.0.1',
    port,
    publicUrl: publicUrlOf(env['PUBLIC_URL'] || `http://localhost:${port}`),
    eventStore: adapterOf(env['EVENT_STORE'], eventStoreUrl),
    eventStoreUrl,
    masterKey: env['MASTER_KEY'] || undefined,
    logLevel: oneOf('LOG_LEVEL', env['LOG_LEVEL'] || 'info', LEVELS),
    logOrigin: logOriginOf(env['LOG_ORIGIN']),
    timestampUrl: timestampUrlOf(env['TIMESTAMP_URL']),
    oidc: oidcOf(env),
    trustProxy: trustedProxiesOf(env['TRUST_PROXY'] || ''),
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new ConfigError('PORT', `"${text}" is not a port (0 to 65535)`);
}

/** Verifiers read no other address out of a QR code. */
const PRINTABLE_URL = new RegExp(`^${PUBLIC_ADDRESS}$`);

function publicUrlOf(text: string): string {
  if (!URL.canParse(text)) throw new ConfigError('PUBLIC_URL', `"${text}" is not an address`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new ConfigError('PUBLIC_URL', 'must begin with https:// or http://');
  }
  // Paths are put behind it.
  if (url.search || url.hash) throw new ConfigError('PUBLIC_URL', 'must end with its path');
  const address = url.href.replace(/\/+$/, '');
  if (PRINTABLE_URL.test(address)) return address;
  throw new ConfigError('PUBLIC_URL', `"${address}" is not an address that a QR code can carry`);
}

function timestampUrlOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new ConfigError('TIMESTAMP_URL', `"${text}" is not an address with http:// or https://`);
}

/** A name in a signature line of C2SP signed-note: no spaces, no plus. */
function logOriginOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (/^[!-*,-~]{1,200}$/.test(text)) return text;
  throw new ConfigError('LOG_ORIGIN', `"${text}" must be ASCII without spaces and plus signs`);
}

/**
 * Who believes `X-Forwarded-For` of everybody lets everybody choose the address by which log-ins are
 * throttled: so there is no "all", only a number of hops or addresses.
 */
function trustedProxiesOf(text: string): TrustedProxies | undefined {
  if (text === '') return undefined;
  const proxies = text.split(',').map((part) => part.trim());
  if (/^\d+$/.test(text.trim())) {
    const hops = Number(text);
    if (hops >= 1 && hops <= PROXIES_MAX) return hops;
  } else if (proxies.every(isRange)) {
    return proxies;
  }
  throw new ConfigError(
    'TRUST_PROXY',
    `"${text}" is neither a number of proxies (1 to ${PROXIES_MAX}) nor a list of their addresses ` +
      `(such as 10.0.0.5, 192.168.0.0/16 or ${NAMED_RANGES.join(', ')})`,
  );
}

function isRange(text: string): boolean {
  if (NAMED_RANGES.includes(text)) return true;
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  const bits = Number(prefix);
  // A prefix of nothing is everybody.
  return /^\d{1,3}$/.test(prefix) && bits >= 1 && bits <= (version === 4 ? 32 : 128);
}

function adapterOf(text: string | undefined, url: string | undefined): Config['eventStore'] {
  if (text === undefined || text === '') return url ? 'esdb' : 'sqlite';
  if (text === 'esdb' && !url) {
    throw new ConfigError('EVENTSTORE_URL', 'is needed when EVENT_STORE=esdb');
  }
  if (text === 'sqlite' || text === 'esdb') return text;
  throw new ConfigError('EVENT_STORE', `"${text}" is neither sqlite nor esdb`);
}

function oneOf(variable: string, text: string, allowed: readonly string[]): string {
  if (allowed.includes(text)) return text;
  throw new ConfigError(variable, `"${text}" is none of ${allowed.join(', ')}`);
}
