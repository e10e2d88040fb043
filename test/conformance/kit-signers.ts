import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { OrganisationKeySet } from '../../src/contexts/certificates/signing/key-sets.js';
import type { DocumentSigner } from '../../src/contexts/certificates/signing/pdf-signature.js';
import { signerOf } from '../../src/contexts/certificates/signing/signers.js';
import { type NoteKind, noteSigner } from '../../src/log/signed-note.js';

export type Party = 'community' | 'leakedEarly' | 'leakedLate' | 'lapsed' | 'stranger';

interface KitKeys {
  readonly organisations: Readonly<Record<Party, OrganisationKeySet>>;
  readonly log: string;
  readonly otherLog: string;
  readonly witness: string;
  /** Private halves of SM2 pairs, hexadecimal: the community's, and one that nobody published. */
  readonly sm2: string;
  readonly otherSm2: string;
  readonly timestamps: { readonly privatePem: string; readonly certificate: string };
}

/** From the root of the clone, where tests and npm scripts run. */
const KEYS = JSON.parse(readFileSync('test/conformance/kit-keys.json', 'utf8')) as KitKeys;

export const PARTIES = KEYS.organisations;
export const EXTRA_KEYS: Pick<KitKeys, 'sm2' | 'otherSm2' | 'timestamps'> = KEYS;
export const LOG = seedSigner('shizhang.example.org.cn/log', 'ed25519', KEYS.log);
export const OTHER_LOG = seedSigner('elsewhere.example/log', 'ed25519', KEYS.otherLog);
export const WITNESS = seedSigner('witness.example/w1', 'cosignature', KEYS.witness);

/** The document key of a party, with ECDSA as RFC 6979 has it: the same signature every time. */
export function documentSignerOf({ document, authority }: OrganisationKeySet): DocumentSigner {
  const { keyId } = signerOf(document.privatePem);
  const { d = '' } = createPrivateKey(document.privatePem).export({ format: 'jwk' });
  const secret = Buffer.from(d, 'base64url');
  const sign = async (bytes: Uint8Array): Promise<Uint8Array> =>
    p256.sign(sha256(bytes), secret, { lowS: false }).toBytes('der');
  return {
    signer: { keyId, algorithm: 'ES256', sign },
    certificates: [document.published.certificate ?? '', authority.certificate],
  };
}

function seedSigner(name: string, kind: NoteKind, pkcs8: string) {
  const key = Buffer.from(pkcs8, 'base64');
  return noteSigner(name, kind, createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
}
