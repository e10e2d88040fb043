import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKey } from '../../platform/master-key.js';

const DIGITS = 6;
const CARD_BYTES = 12;

/**
 * Codes that nobody stores: the six digits of a redemption, and the seal on the address of a card
 * that shows a balance. Both follow from ids and a key that never leaves the service.
 */
@Injectable()
export class PickUpCodes {
  readonly #key: Buffer;

  constructor(masterKey: MasterKey) {
    this.#key = masterKey.for('pick-up-codes');
  }

  codeOf(redemptionId: string): string {
    const number = this.#mac('redemption', redemptionId).readUInt32BE(0) % 10 ** DIGITS;
    return String(number).padStart(DIGITS, '0');
  }

  isCodeOf(redemptionId: string, code: string): boolean {
    return isSame(code, this.codeOf(redemptionId));
  }

  sealOf(accountId: string): string {
    return this.#mac('card', accountId).toString('base64url', 0, CARD_BYTES);
  }

  isSealOf(accountId: string, seal: string): boolean {
    return isSame(seal, this.sealOf(accountId));
  }

  #mac(what: string, id: string): Buffer {
    return createHmac('sha256', this.#key).update(`${what}|${id}`).digest();
  }
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
