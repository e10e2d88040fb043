import { randomBytes, X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { sampleKeys } from '../../../../test/support/issue-certificate.js';
import { startReceiver, type Receiver } from '../../../../test/support/webhook-receiver.js';
import { SystemClock } from '../../../platform/clock.js';
import { type Config, readConfig } from '../../../platform/config.js';
import { MasterKey } from '../../../platform/master-key.js';
import { Vault } from '../../../vault/vault.js';
import { AddressGuard, NameResolver, SystemNameResolver } from './address-guard.js';
import { Courier } from './courier.js';
import { Targets } from './targets.js';

const letter = { endpointId: 'e', organisationId: 'o', id: 'msg_1', body: '{"a":"码"}' };
const [DEVELOPMENT, PRODUCTION] = ['http://localhost:3000', 'https://hours.example.cn'];

/** The network's names, at the port: each look-up takes the next answer; the last one stays. */
class ScriptedResolver extends NameResolver {
  asked = 0;

  constructor(private readonly answers: readonly (readonly string[] | 'never' | 'none')[]) {
    super();
  }

  resolve(): ReturnType<NameResolver['resolve']> {
    const answer = this.answers[Math.min(this.asked, this.answers.length - 1)] ?? [];
    this.asked += 1;
    if (answer === 'never') return new Promise(() => undefined);
    if (answer === 'none') return Promise.reject(new Error('ENOTFOUND'));
    return Promise.resolve(answer.map((address) => ({ address, family: 4 })));
  }
}

let receiver: Receiver;
let vault: Vault;
beforeEach(async () => {
  receiver = await startReceiver();
  vault = new Vault(null, new MasterKey(randomBytes(32)));
});
afterEach(async () => {
  vault.close();
  await receiver.close();
});

interface Ways {
  readonly publicUrl?: string;
  readonly resolver?: NameResolver;
  readonly tryMs?: number;
}

function courierTo(url: string, ways: Ways = {}): Courier {
  const config: Config = { ...readConfig({}), publicUrl: ways.publicUrl ?? DEVELOPMENT };
  const targets = new Targets(vault);
  targets.keep(letter, url);
  const guard = new AddressGuard(config, ways.resolver ?? new SystemNameResolver());
  return new Courier(guard, targets, new SystemClock(), ways.tryMs);
}

const resultOf = async (courier: Courier) => (await courier.carry(letter)).result;

describe('carrying a message', () => {
  it('posts the body as it is, and is content with any 2xx', async () => {
    expect(await courierTo(receiver.url).carry(letter)).toEqual({
      delivered: true,
      result: 'status-204',
    });
    const [{ headers, path, body }] = receiver.received as [Receiver['received'][0]];
    expect([path, body]).toEqual(['/hook', letter.body]);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['webhook-id']).toBe('msg_1');
  });

  it.each([300, 301, 307, 400, 404, 410, 429, 500, 503])(
    'takes %i for a failure',
    async (status) => {
      receiver.answer((response) =>
        response.writeHead(status, { location: receiver.url.replace('hook', 'other') }).end(),
      );
      expect(await courierTo(receiver.url).carry(letter)).toEqual({
        delivered: false,
        result: `status-${status}`,
      });
      expect(receiver.received).toHaveLength(1);
    },
  );

  it('reads no more of an answer than it must', async () => {
    let isCut = false;
    receiver.answer((response) => {
      response.writeHead(200);
      response.once('close', () => (isCut = !response.writableFinished));
      const chunk = Buffer.alloc(16 * 1024);
      const more = (): void => {
        while (response.writable && response.write(chunk));
        response.once('drain', more);
      };
      more();
    });
    expect(await resultOf(courierTo(receiver.url))).toBe('status-200');
    while (!isCut) await new Promise(setImmediate);
  });

  it('waits only so long, for an answer and for the name, and for the end of an answer not at all', async () => {
    receiver.answer(() => undefined);
    expect(await resultOf(courierTo(receiver.url, { tryMs: 50 }))).toBe('timeout');
    receiver.answer((response) => response.writeHead(200).write('and then'));
    expect(await resultOf(courierTo(receiver.url))).toBe('status-200');
    const resolver = new ScriptedResolver(['never']);
    const lost = courierTo('https://hooks.example.org/', { resolver, tryMs: 50 });
    expect(await resultOf(lost)).toBe('timeout');
  });

  it('tells why nobody answered', async () => {
    await receiver.close();
    expect(await resultOf(courierTo(receiver.url))).toBe('connection-failed');
    const resolver = new ScriptedResolver(['none', []]);
    const unknown = courierTo('https://hooks.example.org/', { resolver });
    expect(await resultOf(unknown)).toBe('host-unknown');
    expect(await resultOf(unknown)).toBe('host-unknown');
    new Targets(vault).forget(letter);
    expect(await resultOf(unknown)).toBe('address-missing');
    receiver = await startReceiver();
  });

  it('insists on a certificate it can trust', async () => {
    const { authority } = sampleKeys();
    const der = Buffer.from(authority.certificate, 'base64');
    let posts = 0;
    const server = createServer(
      { key: authority.privatePem, cert: new X509Certificate(der).toString() },
      (_, response) => {
        posts += 1;
        response.end();
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const result = await resultOf(courierTo(`https://127.0.0.1:${port}/`));
    await new Promise((resolve) => server.close(resolve));
    expect([result, posts]).toEqual(['certificate-refused', 0]);
  });
});

describe('where a message may go', () => {
  it.each([
    ...['https://127.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/latest', 'https://10.1/'],
    ...[
      'https://[::ffff:10.0.0.1]/',
      'https://0x7f.1/',
      'https://2130706433/',
      'https://localhost/',
    ],
  ])('not to %s, however it is written', async (url) => {
    expect(await resultOf(courierTo(url, { publicUrl: PRODUCTION }))).toBe('address-not-public');
  });

  it('not to the own machine of a service in production, even by name', async () => {
    const url = receiver.url.replace('127.0.0.1', 'localhost');
    expect(await resultOf(courierTo(url, { publicUrl: PRODUCTION }))).toBe('address-not-public');
    expect(await resultOf(courierTo(url))).toBe('status-204');
    expect(receiver.received).toHaveLength(1);
  });

  it('not to a name that stands for an inner address beside a public one', async () => {
    const resolver = new ScriptedResolver([['93.184.216.34', '192.168.0.1']]);
    const courier = courierTo('https://hooks.example.org/', { resolver });
    expect(await resultOf(courier)).toBe('address-not-public');
  });

  it('only to what was checked: each try asks once, and a name that turns inwards is refused', async () => {
    const resolver = new ScriptedResolver([['127.0.0.1'], ['10.0.0.1']]);
    const url = receiver.url.replace('127.0.0.1', 'localhost');
    const courier = courierTo(url, { resolver });
    expect(await resultOf(courier)).toBe('status-204');
    expect(resolver.asked).toBe(1);
    expect(await resultOf(courier)).toBe('address-not-public');
    expect(receiver.received).toHaveLength(1);
  });
});
