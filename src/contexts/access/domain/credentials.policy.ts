import { reject } from './access.rejections.js';

/** NIST SP 800-63B §3.1.1.2: length counts, rules of composition do not. */
export const PASSWORD_MIN = 10;
/** Argon2 takes any length; a bound keeps a request from buying computing time. */
const PASSWORD_MAX = 128;
const DISTINCT_MIN = 5;

const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._+@-]{1,63}$/u;

/** One spelling for one name: full-width and half-width, capitals and small letters are the same. */
export function normaliseLoginName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** RFC 8265 OpaqueString: a password typed on another keyboard stays the same password. */
export function normalisePassword(text: string): string {
  return text.normalize('NFC');
}

/** @throws Rejection `access/login-name-malformed` */
export function checkLoginName(normalised: string): void {
  if (!NAME.test(normalised)) reject('access/login-name-malformed');
}

/** @throws Rejection `access/password-too-short`, `-too-long`, `-too-simple` */
export function checkPassword(password: string, loginName?: string): void {
  const length = [...password].length;
  if (length < PASSWORD_MIN) reject('access/password-too-short', { least: PASSWORD_MIN });
  if (length > PASSWORD_MAX) reject('access/password-too-long', { most: PASSWORD_MAX });
  const named = loginName !== undefined && password.toLowerCase().includes(loginName);
  if (named || new Set(password).size < DISTINCT_MIN)
    reject('access/password-too-simple', { distinct: DISTINCT_MIN });
}
