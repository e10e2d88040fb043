import { Injectable } from '@nestjs/common';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.js';
import { sha256Hex } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';

/** A statement and the Ed25519 signature over its canonical JSON (RFC 8785, RFC 8032). */
export interface SignedStatement<Content> {
  readonly statement: Content;
  readonly signature: { readonly alg: 'Ed25519'; readonly kid: string; readonly value: string };
}

/** An RFC 8037 public key; `kid` is its RFC 7638 thumbprint in hex. */
export interface StatementKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
}

/** Signs what a holder takes along: another bank can check it without asking this one. */
@Injectable()
export class StatementSigner {
  constructor(private readonly vault: Vault) {}

  sign<Content extends object>(statement: Content): SignedStatement<Content> {
    const key = this.#privateKey();
    const value = sign(null, Buffer.from(canonicalJson(statement)), key).toString('base64url');
    return { statement, signature: { alg: 'Ed25519', kid: this.publicKey().kid, value } };
  }

  publicKey(): StatementKey {
    const { x = '' } = createPublicKey(this.#privateKey()).export({ format: 'jwk' });
    const members = { crv: 'Ed25519', kty: 'OKP', x } as const;
    return { ...members, kid: sha256Hex(canonicalJson(members)) };
  }

  /** Made when it is first needed, kept for ever: old statements must stay checkable. */
  #privateKey(): KeyObject {
    const document = documentKeys.timeBankKeys();
    const kept = this.vault.get(document, 'not-personal') as { pkcs8: string } | undefined;
    if (kept) {
      const key = Buffer.from(kept.pkcs8, 'base64');
      return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    }
    const { privateKey } = generateKeyPairSync('ed25519');
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    this.vault.put(document, { pkcs8 });
    return privateKey;
  }
}
