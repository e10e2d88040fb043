import { ConfigError } from './config.js';
import { oidcOf } from './oidc-settings.js';

const NEEDED = {
  OIDC_ISSUER: 'https://id.example.cn/realm',
  OIDC_CLIENT_ID: 'shizhang',
  OIDC_CLIENT_SECRET: 'kept-to-ourselves',
};

describe('the settings of an identity provider', () => {
  it('are off unless they are set', () => {
    expect(oidcOf({})).toBeUndefined();
    expect(oidcOf({ OIDC_ISSUER: '', OIDC_NAME: '' })).toBeUndefined();
  });

  it('are issuer, client and the name people know it by', () => {
    const settings = {
      ...{
        issuer: 'https://id.example.cn/realm',
        clientId: 'shizhang',
        clientSecret: 'kept-to-ourselves',
      },
    };
    expect(oidcOf(NEEDED)).toEqual({ ...settings, name: 'id.example.cn' });
    expect(oidcOf({ ...NEEDED, OIDC_NAME: '统一身份认证' })?.name).toBe('统一身份认证');
    expect(oidcOf({ ...NEEDED, OIDC_ISSUER: 'http://127.0.0.1:4000' })).toBeDefined();
  });

  it.each([
    ['OIDC_CLIENT_ID', { OIDC_CLIENT_ID: '' }],
    ['OIDC_CLIENT_SECRET', { OIDC_CLIENT_SECRET: undefined }],
    ['OIDC_ISSUER', { OIDC_ISSUER: '' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'id.example.cn' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'http://id.example.cn' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'https://id.example.cn/?a=b' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'https://me:hunter2@id.example.cn' }],
    ['OIDC_NAME', { OIDC_NAME: '名'.repeat(41) }],
  ])('name %s when it is wrong, and never the secret: %j', (variable, over) => {
    const read = (): unknown => oidcOf({ ...NEEDED, ...over });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${variable}: `));
    expect(read).not.toThrow(/kept-to-ourselves|hunter2/);
  });
});
