import { reject } from './webhooks.rejections.js';

/** Where software listens on the developer's own machine. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * An address that messages may go to. `inDevelopment` lets plain http to one's own machine pass.
 *
 * @throws Rejection `webhooks/url-malformed`, `webhooks/url-carries-credentials`,
 *   `webhooks/url-not-https`
 */
export function endpointUrl(text: string, inDevelopment: boolean): URL {
  if (!URL.canParse(text)) reject('webhooks/url-malformed');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') reject('webhooks/url-carries-credentials');
  if (url.hash !== '') reject('webhooks/url-malformed');
  const isHttpAtHome = url.protocol === 'http:' && inDevelopment && isOwnMachine(url.hostname);
  if (url.protocol !== 'https:' && !isHttpAtHome) reject('webhooks/url-not-https');
  return url;
}

export function isOwnMachine(hostname: string): boolean {
  return OWN_MACHINE.includes(hostname);
}
