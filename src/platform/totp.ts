import { createHmac } from 'node:crypto';

/** Seconds one code counts for. */
export const STEP_SECONDS = 30;
const DIGITS = 6;
/** Clocks of phones go wrong by a little: the code before and the code after count too. */
const DRIFT_STEPS = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of one step: HOTP (RFC 4226 §5.3) over the step's number, as RFC 6238 says. */
export function totpAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, '0');
}

/**
 * The step whose code this is, among those that count now and come after the last one used: a code
 * works once (RFC 6238 §5.2). Undefined when there is none.
 */
export function stepOf(
  secret: Uint8Array,
  code: string,
  { nowMs, usedStep }: { readonly nowMs: number; readonly usedStep: number },
): number | undefined {
  const now = Math.floor(nowMs / 1_000 / STEP_SECONDS);
  for (let step = now - DRIFT_STEPS; step <= now + DRIFT_STEPS; step += 1) {
    if (step > usedStep && totpAt(secret, step) === code) return step;
  }
  return undefined;
}

/** RFC 4648 base32 without padding: how authenticators take a secret. */
export function base32(bytes: Uint8Array): string {
  let [text, value, bits] = ['', 0, 0];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(value >> bits) & 31];
    }
  }
  return bits > 0 ? text + BASE32[(value << (5 - bits)) & 31] : text;
}

/** What the QR code of an authenticator says (Key URI format). No name of a person. */
export function otpauthUri(issuer: string, label: string, secret: Uint8Array): string {
  const query = new URLSearchParams({ secret: base32(secret), issuer });
  const place = `${encodeURIComponent(issuer)}:${encodeURIComponent(label)}`;
  return `otpauth://totp/${place}?${query.toString()}`;
}
