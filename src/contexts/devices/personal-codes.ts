import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { type Instant, instantOf, millis } from '../../kernel/calendar.js';
import { keyedHash, sha256Hex } from '../../platform/ids.js';
import { MasterKey } from '../../platform/master-key.js';
import { WINDOW_SECONDS } from '../../platform/rotating-code.js';

const WINDOW_MS = WINDOW_SECONDS * 1_000;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 16;
/** Volunteer id, then the window. */
const PLAIN_BYTES = ID_BYTES + 6;
const CARD_BYTES = 16;
const ROTATING = new RegExp(
  `^P[\\w-]{${Math.ceil(((NONCE_BYTES + PLAIN_BYTES + TAG_BYTES) * 4) / 3)}}$`,
);
const CARD = /^C[\w-]{22}$/;

export type PersonalCode =
  | { readonly kind: 'rotating'; readonly volunteerId: string; readonly window: number }
  | { readonly kind: 'card'; readonly codeHash: string };

/**
 * Codes that stand for a person. On a phone `P…`: volunteer and half-minute window under AES-256-GCM,
 * so it says nothing to anybody else and two of them have nothing in common. On a card `C…`: 128
 * bits that mean nothing by themselves; the ledger knows their hash.
 */
@Injectable()
export class PersonalCodes {
  readonly #key: Buffer;

  constructor(masterKey: MasterKey) {
    this.#key = masterKey.for('personal-codes');
  }

  /** The same within a window: a page that is loaded again shows the same code. */
  issue(volunteerId: string, at: Instant): { readonly code: string; readonly refreshAt: Instant } {
    const window = Math.floor(millis(at) / WINDOW_MS);
    const plain = Buffer.alloc(PLAIN_BYTES);
    plain.write(volunteerId.replaceAll('-', ''), 'hex');
    plain.writeUIntBE(window, ID_BYTES, PLAIN_BYTES - ID_BYTES);
    // Derived from what it seals (as in SIV): one nonce never seals two texts.
    const nonce = Buffer.from(keyedHash(this.#key, 'nonce', plain.toString('hex')), 'hex');
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce.subarray(0, NONCE_BYTES));
    const box = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
    const bytes = Buffer.concat([nonce.subarray(0, NONCE_BYTES), ...box]);
    const refreshAt = instantOf((window + 1) * WINDOW_MS);
    return { code: `P${bytes.toString('base64url')}`, refreshAt };
  }

  cardCode(cardId: string): { readonly code: string; readonly codeHash: string } {
    const mac = createHmac('sha256', this.#key).update(`card\u001f${cardId}`).digest();
    const code = `C${mac.subarray(0, CARD_BYTES).toString('base64url')}`;
    return { code, codeHash: sha256Hex(code) };
  }

  /** Undefined for whatever we did not make. Age and revocation are for others to judge. */
  read(code: string): PersonalCode | undefined {
    if (CARD.test(code)) return { kind: 'card', codeHash: sha256Hex(code) };
    if (!ROTATING.test(code)) return undefined;
    const plain = this.#open(Buffer.from(code.slice(1), 'base64url'));
    if (!plain) return undefined;
    const hex = plain.toString('hex', 0, ID_BYTES);
    const volunteerId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const window = plain.readUIntBE(ID_BYTES, PLAIN_BYTES - ID_BYTES);
    return { kind: 'rotating', volunteerId, window };
  }

  #open(bytes: Buffer): Buffer | undefined {
    const end = bytes.length - TAG_BYTES;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce);
    decipher.setAuthTag(bytes.subarray(end));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}

/** When a window of a personal code began. */
export function windowBegan(window: number): Instant {
  return instantOf(window * WINDOW_MS);
}
