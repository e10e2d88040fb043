import { resolve } from 'node:path';
import { type Config, ConfigError, readConfig } from './config.js';

const variableOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.variable;
  }
  throw new Error('expected a ConfigError');
};

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({})).toEqual<Config>({
      ...{ dataDir: resolve('data'), host: '127.0.0.1', port: 3000 },
      ...{ publicUrl: 'http://localhost:3000', eventStore: 'sqlite', eventStoreUrl: undefined },
      ...{ masterKey: undefined, logLevel: 'info' },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const names = ['DATA_DIR', 'HOST', 'PORT', 'PUBLIC_URL', 'EVENT_STORE', 'EVENTSTORE_URL'];
    const empty = Object.fromEntries([...names, 'MASTER_KEY', 'LOG_LEVEL'].map((n) => [n, '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('takes what is set', () => {
    expect(
      readConfig({
        ...{ DATA_DIR: '/srv/shizhang', HOST: '::', PORT: '0', LOG_LEVEL: 'silent' },
        ...{ PUBLIC_URL: 'https://hours.example.cn/', MASTER_KEY: 'k' },
      }),
    ).toEqual<Config>({
      ...{ dataDir: '/srv/shizhang', host: '::', port: 0, publicUrl: 'https://hours.example.cn' },
      ...{ eventStore: 'sqlite', eventStoreUrl: undefined, masterKey: 'k', logLevel: 'silent' },
    });
  });

  it('prints no slash after a public address, however many were set', () => {
    expect(readConfig({ PUBLIC_URL: 'https://x.cn/zhiyuan//' }).publicUrl).toBe(
      'https://x.cn/zhiyuan',
    );
  });

  it('takes the event database where an address of one is set', () => {
    expect(readConfig({ EVENTSTORE_URL: 'esdb://db:2113' }).eventStore).toBe('esdb');
    expect(readConfig({ EVENT_STORE: 'sqlite', EVENTSTORE_URL: 'esdb://db:2113' }).eventStore).toBe(
      'sqlite',
    );
  });

  it('believes no proxy unless it is told how many or which', () => {
    expect(readConfig({}).trustProxy).toBeUndefined();
    expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(readConfig({ TRUST_PROXY: '10.0.0.5, fd00::/8,loopback' }).trustProxy).toEqual([
      ...['10.0.0.5', 'fd00::/8', 'loopback'],
    ]);
  });

  it.each([
    ...['true', 'all', '*', '0', '11', '-1', '1.5', '10.0.0', '10.0.0.5,', 'proxy.example.cn'],
    ...['0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/x'],
  ])('never believes everybody, and no proxy it cannot tell: %s', (text) => {
    expect(variableOf({ TRUST_PROXY: text })).toBe('TRUST_PROXY');
  });

  it.each([
    ['TIMESTAMP_URL', { TIMESTAMP_URL: 'tsa.example.cn' }],
    ['OIDC_CLIENT_ID', { OIDC_ISSUER: 'https://id.example.cn' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['PORT', { PORT: '80a' }],
    ['PORT', { PORT: '1e3' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'hours.example.cn' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://hours.example.cn' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://hours.example.cn/?a=b' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://hours.example.cn/#top' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://[2001:db8::1]' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://me:secret@hours.example.cn' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://hours.example.cn/%E6%97%B6' }],
    ['EVENT_STORE', { EVENT_STORE: 'postgres' }],
    ['EVENTSTORE_URL', { EVENT_STORE: 'esdb' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('names %s when it is wrong: %j', (variable, env) => {
    expect(variableOf(env)).toBe(variable);
  });
});
