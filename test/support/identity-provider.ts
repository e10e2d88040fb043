import Provider from 'oidc-provider';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OidcSettings } from '../../src/platform/oidc-settings.js';

/** A certified implementation on this machine; its log-in form is answered by the test. */
export interface IdentityProvider {
  readonly settings: OidcSettings;
  /** Who sits before the provider: the subject it vouches for. */
  subject: string;
  /** Changes an ID token on its way to us. */
  tamper: ((idToken: string) => string) | undefined;
  /** Answers 503 to everything while set. */
  down: boolean;
  /** A browser's way from the address we sent it to, to the address it is sent back to us with. */
  visit(address: string): Promise<URL>;
  close(): Promise<void>;
}

const HOPS_MAX = 6;

export async function startIdentityProvider(callback: string): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { issuer, clientId: 'shizhang', clientSecret: 'a secret', name: '统一身份认证' };
  const provider = providerFor(settings, callback);
  const running: IdentityProvider = {
    ...{ settings, subject: 'somebody', tamper: undefined, down: false },
    visit: (address) => visit(address, issuer),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (running.tamper && body?.id_token) body.id_token = running.tamper(body.id_token);
  });
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (running.down) response.writeHead(503).end();
    else if (request.url?.startsWith('/interaction/')) {
      const login = { accountId: running.subject };
      void provider.interactionFinished(request, response, { login });
    } else void answer(request, response);
  });
  return running;
}

function providerFor(
  { issuer, clientId, clientSecret }: OidcSettings,
  callback: string,
): InstanceType<typeof Provider> {
  return new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    cookies: { keys: ['of the test'] },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    // Who logs in there agrees to be known here: no second form.
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        ...{ clientId: client!.clientId, accountId: session!.accountId! },
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
}

async function visit(address: string, issuer: string): Promise<URL> {
  const jar = new Map<string, string>();
  let at = new URL(address);
  for (let hop = 0; hop < HOPS_MAX; hop += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${answer.status} at ${at.pathname}`);
    at = new URL(location, at);
    if (at.origin !== issuer) return at;
  }
  throw new Error('the provider never sent the browser back');
}
