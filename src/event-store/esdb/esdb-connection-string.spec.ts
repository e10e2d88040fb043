import { readAddress } from './esdb-connection-string.js';

const refusal = (url: string): unknown => {
  try {
    return readAddress(url);
  } catch (error) {
    return error;
  }
};

describe('EVENTSTORE_URL', () => {
  const wrong: [string, RegExp][] = [
    ['', /must begin with esdb:\/\//],
    ['localhost:2113', /must begin with esdb:\/\//],
    ['http://localhost:2113', /must begin with esdb:\/\//],
    ['kurrentdb://localhost:2113', /write esdb:\/\//],
    ['kurrentdb+discover://localhost:2113', /write esdb:\/\//],
    ['esdb://', /names no host/],
    ['esdb:///?tls=false', /names no host/],
    ['esdb://localhost:port', /expected port number/],
    ['esdb://localhost?tls=perhaps', /expected true or false/],
    ['esdb://localhost?color=red', /unknown option "color"/],
    ['esdb://localhost?throwOnAppendFailure=false', /wrong revisions/],
    ['esdb://localhost?keepAliveInterval=-1', /never be noticed/],
    ['esdb://localhost?keep-alive-timeout=-1', /never be noticed/],
    ['esdb://localhost?tlsVerifyCert=false', /tlsCAFile/],
    ['esdb://localhost?tlsCAFile=/no/such/file', /not found/],
    ['esdb+discover://a,b?tls=false', /takes one DNS name/],
    ['esdb://admin:sec:ret@localhost', /percent-encode/],
    ['esdb://admin:sec@ret@localhost', /percent-encode/],
    ['esdb://admin@localhost', /percent-encode/],
    ['esdb://admin:secret%@localhost', /percent-encoded/],
  ];
  it.each(wrong)('%s is refused with a hint', (url, hint) => {
    expect(refusal(url)).toMatchObject({
      name: 'EventStoreError',
      fault: 'bad-request',
      message: expect.stringMatching(hint),
    });
  });

  it.each(wrong.filter(([url]) => url.includes('@')))('%s shows no secret', (url) => {
    expect(String(refusal(url))).not.toMatch(/sec|ret@/);
  });

  it('passes credentials with each append, decoded', () => {
    expect(readAddress('esdb://ad%40min:p%3Aw@a:2111,b:2112?tls=true')).toMatchObject({
      hosts: 'a:2111,b:2112',
      appendCredentials: { username: 'ad@min', password: 'p:w' },
    });
  });

  it('passes a placeholder where TLS is off: the client drops it', () => {
    const { appendCredentials } = readAddress(' esdb://localhost:2113/?TLS=false ');
    expect(appendCredentials).toEqual({ username: 'none', password: 'none' });
  });

  it('passes nothing where a certificate may be the credential', () => {
    expect(readAddress('esdb://localhost:2113').appendCredentials).toBeUndefined();
  });
});
