import type { Signer } from '../signing/published-key.js';

/** A JSON value with members. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * A credential secured as a JWT (RFC 7519; W3C Securing Verifiable Credentials using JOSE and COSE),
 * signed with Ed25519, so that the same claims give the same text.
 */
export async function signedJwt(
  claims: Claims,
  by: { readonly signer: Signer; readonly kid: string; readonly typ: 'JWT' | 'vc+jwt' },
): Promise<string> {
  if (by.signer.algorithm !== 'Ed25519') throw new Error('credentials are signed with Ed25519');
  const header = { alg: 'EdDSA', kid: by.kid, typ: by.typ };
  const signed = `${segment(header)}.${segment(claims)}`;
  const signature = await by.signer.sign(Buffer.from(signed, 'latin1'));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}

function segment(value: Claims): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}
