import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { inPlaceRenderer } from '../../src/contexts/certificates/rendering/certificate-renderer.js';
import { proofFile } from '../../src/contexts/certificates/rendering/proof-file.js';
import { bytesOfDigits, digitsOf } from '../../src/contexts/certificates/signing/decimal-digits.js';
import {
  type DetachedSm2,
  sm2Attachment,
} from '../../src/contexts/certificates/signing/detached-sm2.js';
import { credentialBytes, qrText } from '../../src/contexts/certificates/signing/issue-token.js';
import { signPdf } from '../../src/contexts/certificates/signing/pdf-signature.js';
import type { PublishedKey } from '../../src/contexts/certificates/signing/published-key.js';
import { signerOf } from '../../src/contexts/certificates/signing/signers.js';
import { openToken, readToken } from '../../src/contexts/certificates/signing/token.js';
import type { CertificateStatus } from '../../src/contexts/certificates/verification.js';
import { instantAt } from '../../src/kernel/calendar.js';
import { formatKey } from '../../src/log/signed-note.js';
import { HOST, type KitCertificate, kitCertificates } from './kit-certificates.js';
import { KitLedger } from './kit-ledger.js';
import { publishedSm2Key, sm2Text, stamped } from './kit-extras.js';
import { documentSignerOf, EXTRA_KEYS, LOG, OTHER_LOG, PARTIES, type Party, WITNESS } from './kit-signers.js';
import { VECTORS } from './vectors.js';

export interface Kit {
  /** Path below `conformance/` and text. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the PDFs are made from, by name. */
  readonly papers: ReadonlyMap<string, Paper>;
  readonly ledger: KitLedger;
}

/** A certificate as it is put into a file, rightly or wrongly. */
export interface Paper extends KitCertificate {
  readonly proof: string | undefined;
  /** credential.sm2.json. */
  readonly sm2?: string;
  readonly stampOver?: 'signature' | 'nothing';
}

/** Every vector is to be judged as of this instant, or any later one before 2098. */
const NOW = '2026-04-01T00:00:00.000Z';
const renderer = inPlaceRenderer();

/** All of the kit but the drawing of its PDFs. */
export async function makeKit(): Promise<Kit> {
  const ledger = new KitLedger(await kitCertificates());
  const texts = new Map<string, string>([
    ['vectors.json', jsonOf(index())],
    ['keys.json', jsonOf(publishedKeys(ledger))],
    ['log-keys.json', jsonOf(logKeys())],
    ['statuses.json', jsonOf(statuses(ledger))],
    ...(await codes(ledger)),
  ]);
  return { texts, papers: papersOf(ledger), ledger };
}

/** The signed PDF of a paper, the same bytes every time. */
export async function draw({ content, digits, party, ...extras }: Paper): Promise<Buffer> {
  const { proof, sm2, stampOver } = extras;
  const rendered = await renderer.render({
    ...{ content, tokenDigits: digits },
    documentKeyId: PARTIES[party].document.published.keyId,
    attachments: [
      ...(proof === undefined ? [] : [proofFile(proof)]),
      ...(sm2 === undefined ? [] : [sm2Attachment(JSON.parse(sm2) as DetachedSm2)]),
    ],
    ...(stampOver && { signatureRoom: 'timestamped' }),
  });
  const at = new Date(instantAt(content.issuedOn, '09:15'));
  const signed = await signPdf(rendered, documentSignerOf(PARTIES[party]), at);
  return stampOver ? stamped(signed, stampOver) : signed;
}

/** What becomes of a good file in bad hands. */
export function spoilt(good: Buffer): ReadonlyMap<string, Buffer> {
  const altered = Buffer.from(good);
  const middle = altered.length >> 1;
  altered[middle] = (altered[middle] ?? 0) ^ 1;
  const second = '<< /Type /Sig /ByteRange [0 10 20 30] /Contents <3000> >>';
  const update = `9999 0 obj\n${second}\nendobj\nstartxref\n0\n%%EOF\n`;
  return new Map([
    ['altered', altered],
    ['truncated', good.subarray(0, Math.floor((good.length * 2) / 3))],
    ['appended', Buffer.concat([good, Buffer.from(update, 'latin1')])],
  ]);
}

function index(): object {
  return {
    ...{ version: 1, now: NOW, hosts: [HOST] },
    ...{ keys: 'keys.json', logKeys: 'log-keys.json', statuses: 'statuses.json' },
    ...{ witnessKeys: [formatKey(WITNESS.key)], vectors: VECTORS },
  };
}

/** As `GET /api/v1/keys` answers. */
function publishedKeys({ events }: KitLedger): readonly PublishedKey[] {
  const revoked = new Map(
    events
      .filter(({ type }) => type === 'certificates.KeyRevoked')
      .map(({ data }) => data as { keyId: string; invalidFrom: string; reason: string })
      .map(({ keyId, invalidFrom, reason }) => [
        keyId,
        { revokedAt: invalidFrom, revocationReason: reason },
      ]),
  );
  return (Object.keys(PARTIES) as Party[])
    .filter((party) => party !== 'stranger')
    .flatMap((party) => [PARTIES[party].token.published, PARTIES[party].document.published])
    .map((key) => ({ ...key, ...revoked.get(key.keyId) }))
    .concat(publishedSm2Key());
}

/** As `GET /log/keys` answers. */
function logKeys(): object {
  const key = { vkey: formatKey(LOG.key), createdAt: '2026-01-01T00:00:00.000Z', retiredAt: null };
  return { origin: LOG.key.name, keys: [key] };
}

function statuses(ledger: KitLedger): Readonly<Record<string, CertificateStatus>> {
  const number = (name: string): string => ledger.of(name).content.number;
  const live = ['good', 'successor', 'key-revoked-before-issue', 'key-revoked-after-issue'];
  return {
    ...Object.fromEntries(
      [...live, 'key-expired', 'future'].map((name) => [number(name), 'valid']),
    ),
    [number('revoked')]: 'revoked',
    [number('superseded')]: { supersededBy: number('successor') },
  };
}

async function codes(ledger: KitLedger): Promise<ReadonlyMap<string, string>> {
  const text = ({ content }: KitCertificate, digits: string): string => qrText(content, digits);
  const good = ledger.of('good');
  const { digits } = good;
  const made: Record<string, string> = {};
  for (const { name, qr } of VECTORS) {
    const of = name.slice('qr/'.length);
    if (qr && isIssued(of)) made[of] = text(ledger.of(of), ledger.of(of).digits);
  }
  const at = digits.length - 8;
  const changed = digits.charAt(at) === '1' ? '2' : '1';
  const more: Readonly<Record<string, string>> = {
    'foreign-host': text(good, digits).replace(HOST, `${HOST}.evil.example`),
    forged: text(good, await forged(digits)),
    'digit-changed': text(good, digits.slice(0, at) + changed + digits.slice(at + 1)),
    truncated: text(good, digits.slice(0, -5)),
    'unknown-version': text(good, await ofLaterVersion(digits)),
    nonsense: '志愿服务记录证明',
  };
  const all = Object.entries({ ...made, ...more });
  return new Map(all.map(([name, code]) => [`qr/${name}.txt`, `${code}\n`]));
}

/** The names of vectors that are certificates as they were issued. */
function isIssued(name: string): boolean {
  const issued = ['good', 'revoked', 'superseded', 'key-expired', 'unknown-issuer', 'future'];
  return issued.includes(name) || name.startsWith('key-revoked-');
}

async function forged(digits: string): Promise<string> {
  const token = readToken(bytesOfDigits(digits) ?? new Uint8Array());
  if (!token) throw new Error('the kit holds no token');
  const open = openToken(token.keyId, token.claims);
  const { privatePem } = PARTIES.stranger.token;
  return digitsOf(open.close(await signerOf(privatePem).sign(open.toSign)));
}

/** One more claim, well signed (RFC 9052, 4.4): a reader of today must not half understand it. */
async function ofLaterVersion(digits: string): Promise<string> {
  const cbor = (value: unknown): Uint8Array => encode(value, rfc8949EncodeOptions);
  const bytes = bytesOfDigits(digits)?.subarray(1) ?? new Uint8Array();
  const [header, , payload] = decode(bytes, { useMaps: true }) as [Uint8Array, null, Uint8Array];
  const claims = decode(payload, { useMaps: true }) as Map<unknown, unknown>;
  const later = cbor(claims.set(-65538, 'version 2'));
  const toSign = cbor(['Signature1', header, new Uint8Array(), later]);
  const signature = await signerOf(PARTIES.community.token.privatePem).sign(toSign);
  return digitsOf(Uint8Array.of(0xd2, ...cbor([header, new Map(), later, signature])));
}

function papersOf(ledger: KitLedger): ReadonlyMap<string, Paper> {
  const good = ledger.of('good');
  const proof = ledger.proofOf('good');
  const { digits } = ledger.of('revoked');
  const issued = VECTORS.flatMap(({ pdf, name }) => (pdf ? name.slice('pdf/'.length) : []))
    .filter(isIssued)
    .map((name): readonly [string, Paper] => {
      const isLogged = name !== 'unknown-issuer';
      return [name, { ...ledger.of(name), proof: isLogged ? ledger.proofOf(name) : undefined }];
    });
  const wrong = Object.entries(wrongProofs(ledger, proof)).map(
    ([name, text]): readonly [string, Paper] => [`proof-${name}`, { ...good, proof: text }],
  );
  const extras = Object.entries(extrasOf(good)).map(
    ([name, extra]): readonly [string, Paper] => [name, { ...good, proof, ...extra }],
  );
  const swapped: Paper = { ...good, digits, proof };
  return new Map([...issued, ['attachments-swapped', swapped], ...wrong, ...extras]);
}

/** What not every file has, rightly and wrongly. */
function extrasOf({ content }: KitCertificate): Readonly<Record<string, Partial<Paper>>> {
  const bytes = credentialBytes(content);
  return {
    sm2: { sm2: sm2Text(bytes) },
    'sm2-wrong': { sm2: sm2Text(Buffer.from('something else')) },
    'sm2-unknown-key': { sm2: sm2Text(bytes, EXTRA_KEYS.otherSm2) },
    stamped: { stampOver: 'signature' },
    'stamp-of-another': { stampOver: 'nothing' },
  };
}

function wrongProofs(
  ledger: KitLedger,
  proof: string,
): Readonly<Record<string, string | undefined>> {
  const [, , , hash = ''] = proof.split('\n');
  const another = `${hash.startsWith('A') ? 'B' : 'A'}${hash.slice(1)}`;
  const size = `\n${ledger.size}\n`;
  return {
    absent: undefined,
    malformed: 'c2sp.org/tlog-proof@v9\nindex 0\n\n',
    'other-event': ledger.proofOf('revoked'),
    'not-included': proof.replace(hash, another),
    'bad-signature': proof.replace(size, `\n${ledger.size + 1}\n`),
    'unknown-log': ledger.proofOf('good', OTHER_LOG),
  };
}

function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
