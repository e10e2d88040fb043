import { Rejection } from '../../../kernel/rejection.js';
import { endpointUrl } from './endpoint-url.policy.js';

const refusal = (text: string, inDevelopment = false): string => {
  try {
    return endpointUrl(text, inDevelopment).href;
  } catch (error) {
    return error instanceof Rejection ? error.code : String(error);
  }
};

describe('the address of an endpoint', () => {
  it('is one with https', () => {
    expect(refusal('https://hooks.example.org:8443/a?key=b')).toBe(
      'https://hooks.example.org:8443/a?key=b',
    );
  });

  it.each([
    ['', 'webhooks/url-malformed'],
    ['hooks.example.org', 'webhooks/url-malformed'],
    ['https://', 'webhooks/url-malformed'],
    ['https://x.org/#part', 'webhooks/url-malformed'],
    ['https://me:pw@x.org/', 'webhooks/url-carries-credentials'],
    ['https://me@x.org/', 'webhooks/url-carries-credentials'],
    ['http://x.org/', 'webhooks/url-not-https'],
    ['http://localhost/', 'webhooks/url-not-https'],
    ['ftp://x.org/', 'webhooks/url-not-https'],
    ['file:///etc/passwd', 'webhooks/url-not-https'],
  ])('%s is refused', (text, code) => expect(refusal(text)).toBe(code));

  it('may be plain http to the own machine, in development only', () => {
    expect(refusal('http://localhost:9000/x', true)).toBe('http://localhost:9000/x');
    expect(refusal('http://127.1:9000/', true)).toBe('http://127.0.0.1:9000/');
    expect(refusal('http://[::1]/', true)).toBe('http://[::1]/');
    expect(refusal('http://192.168.0.1/', true)).toBe('webhooks/url-not-https');
    expect(refusal('http://localhost.example.org/', true)).toBe('webhooks/url-not-https');
  });
});
