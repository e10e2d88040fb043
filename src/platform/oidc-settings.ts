import { ConfigError } from './config-error.js';

/** An OpenID Connect provider that people may log in through. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly name: string;
}

const NEEDED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
const NAME_MAX = 40;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Undefined when none of the variables is set. @throws ConfigError for some without the others */
export function oidcOf(env: NodeJS.ProcessEnv): OidcSettings | undefined {
  const given = [...NEEDED, 'OIDC_NAME'].filter((variable) => env[variable]);
  if (given.length === 0) return undefined;
  const [issuer, clientId, clientSecret] = NEEDED.map((variable) => {
    const text = env[variable];
    if (text) return text;
    throw new ConfigError(variable, `is needed beside ${given.join(', ')}`);
  }) as [string, string, string];
  const { host } = issuerOf(issuer);
  const name = env['OIDC_NAME'] || host;
  if (name.length > NAME_MAX) {
    throw new ConfigError('OIDC_NAME', `has more than ${NAME_MAX} characters`);
  }
  return { issuer, clientId, clientSecret, name };
}

/** OpenID Connect Discovery 1.0 §3: https, no query, no fragment. A test may run on this machine. */
function issuerOf(text: string): URL {
  if (!URL.canParse(text)) throw new ConfigError('OIDC_ISSUER', `"${text}" is not an address`);
  const url = new URL(text);
  const local = url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
  if (url.protocol !== 'https:' && !local) {
    throw new ConfigError('OIDC_ISSUER', 'must begin with https://');
  }
  if (url.search || url.hash || url.username || url.password) {
    throw new ConfigError('OIDC_ISSUER', 'must end with its path, and hold no password');
  }
  return url;
}
