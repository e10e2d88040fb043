import { Bitstring } from '@digitalbazaar/bitstring';
import { formatCertificateNumber } from '../domain/certificate-number.js';
import { encodedList, LIST_BITS, statusEntries, statusIndexOf } from './status-list.js';

const key = Buffer.alloc(32, 7);
const numberOf = (serial: number, year = 2026): string =>
  formatCertificateNumber({ divisionCode: '150602001003', year, serial });

/** Read by another implementation of the standard. */
async function setBits(encoded: string): Promise<readonly number[]> {
  expect(encoded.charAt(0)).toBe('u');
  const buffer = await Bitstring.decodeBits({ encoded: encoded.slice(1) });
  const bits = new Bitstring({ buffer, leftToRightIndexing: true });
  expect(bits.length).toBe(LIST_BITS);
  const touched = [...buffer.entries()].filter(([, byte]) => byte !== 0);
  return touched.flatMap(([byte]) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => byte * 8 + bit).filter((index) => bits.get(index)),
  );
}

describe('a status list', () => {
  it('says of every place what was set, to another implementation', async () => {
    const places = [0, 7, 8, 94_567, LIST_BITS - 1];
    expect(await setBits(encodedList(places))).toEqual(places);
    expect(await setBits(encodedList([]))).toEqual([]);
  });

  it('is as long as the standard asks at least', () => {
    expect(LIST_BITS).toBeGreaterThanOrEqual(131_072);
    expect(LIST_BITS).toBeGreaterThan(999_999);
  });
});

describe('the place of a certificate', () => {
  it('is its own: no two serials of a year share one', () => {
    const places = Array.from({ length: 4000 }, (_, n) => statusIndexOf(numberOf(n + 1), key));
    expect(new Set(places).size).toBe(4000);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...places)).toBeLessThan(LIST_BITS);
    expect(statusIndexOf(numberOf(999_999), key)).toBeLessThan(LIST_BITS);
  });

  it('tells nothing of the order: neighbours lie far apart, and differ by year and key', () => {
    const places = Array.from({ length: 200 }, (_, n) => statusIndexOf(numberOf(n + 1), key));
    const steps = places.slice(1).map((place, n) => place - (places[n] ?? 0));
    const rising = steps.filter((step) => step > 0).length;
    expect(rising).toBeGreaterThan(60);
    expect(rising).toBeLessThan(140);
    const spread = Math.max(...places) - Math.min(...places);
    expect(spread).toBeGreaterThan(LIST_BITS * 0.9);
    expect(statusIndexOf(numberOf(1, 2027), key)).not.toBe(places[0]);
    expect(statusIndexOf(numberOf(1), Buffer.alloc(32, 8))).not.toBe(places[0]);
  });

  it('is the same for both purposes, in the list of the issuer and year', () => {
    const at = { publicUrl: 'https://s.example', organisationId: 'o-1', key };
    const [revocation, suspension] = statusEntries(numberOf(5), at);
    expect(revocation).toMatchObject({
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListCredential: 'https://s.example/status-lists/o-1/2026/revocation',
    });
    expect(suspension?.['statusListIndex']).toBe(revocation?.['statusListIndex']);
    expect(revocation?.['statusListIndex']).toMatch(/^\d+$/);
  });

  it('is of certificate numbers only', () => {
    expect(() => statusIndexOf('1', key)).toThrow(RangeError);
  });
});
