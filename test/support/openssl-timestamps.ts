import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A timestamp authority of `openssl ts` behind HTTP, for as long as a test runs. */
export interface OpensslTimestamps {
  readonly url: string;
  /** PEM of the authority's certificate, for independent checks. */
  readonly certificateFile: string;
  readonly folder: string;
  /** What the next answers are instead of openssl's own; `undefined` = its own again. */
  answerWith(bytes: Buffer | undefined): void;
  close(): Promise<void>;
}

const EXTENSIONS = `
[req]
distinguished_name = dn
[dn]
[tsa]
default_tsa = tsa1
[tsa1]
serial = FOLDER/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[v3]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
`;

export async function opensslTimestamps(): Promise<OpensslTimestamps> {
  const folder = mkdtempSync(join(tmpdir(), 'tsa-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
  };
  writeFileSync(file('conf'), EXTENSIONS.replace('FOLDER', folder));
  writeFileSync(file('serial'), '01\n');
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Test TSA'],
    ...['-config', 'conf', '-extensions', 'v3', '-keyout', 'key.pem', '-out', 'tsa.pem'],
  );
  let instead: Buffer | undefined;
  const reply = (query: Buffer): Buffer => {
    writeFileSync(file('query'), query);
    openssl(
      ...['ts', '-reply', '-config', 'conf', '-section', 'tsa1', '-queryfile', 'query'],
      ...['-inkey', 'key.pem', '-signer', 'tsa.pem', '-out', 'answer'],
    );
    return readFileSync(file('answer'));
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => response.end(instead ?? reply(Buffer.concat(chunks))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    certificateFile: file('tsa.pem'),
    folder,
    answerWith: (bytes) => {
      instead = bytes;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
