import { instantOf, millis } from '../../kernel/calendar.js';
import { newId } from '../../platform/ids.js';
import { MasterKey } from '../../platform/master-key.js';
import { PersonalCodes, windowBegan } from './personal-codes.js';

const AT = '2026-03-02T01:00:00.000Z';
const codes = new PersonalCodes(new MasterKey(Buffer.alloc(32, 1)));
const others = new PersonalCodes(new MasterKey(Buffer.alloc(32, 2)));
const volunteerId = newId();

describe('a code on a phone', () => {
  it('is the same for half a minute and says when it began', () => {
    const { code, refreshAt } = codes.issue(volunteerId, AT);
    expect(refreshAt).toBe('2026-03-02T01:00:30.000Z');
    expect(codes.issue(volunteerId, '2026-03-02T01:00:29.999Z').code).toBe(code);
    const read = codes.read(code);
    expect(read).toEqual({ kind: 'rotating', volunteerId, window: millis(AT) / 30_000 });
    expect(windowBegan(millis(AT) / 30_000)).toBe(AT);
  });

  it('says nothing of the person and has nothing in common with the next one', () => {
    const series = Array.from(
      { length: 50 },
      (_, n) => codes.issue(volunteerId, instantOf(millis(AT) + n * 30_000)).code,
    );
    expect(new Set(series.map((code) => code.slice(1, 9))).size).toBe(series.length);
    const id = Buffer.from(volunteerId.replaceAll('-', ''), 'hex');
    for (const code of series) {
      expect(Buffer.from(code.slice(1), 'base64url').includes(id)).toBe(false);
    }
  });

  it('can’t be made by anybody else: a thousand changes, and another installation', () => {
    const { code } = codes.issue(volunteerId, AT);
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    for (let n = 0; n < 1_000; n += 1) {
      const place = 1 + (n % (code.length - 2));
      const sign = signs.charAt(n % signs.length);
      const forged = code.slice(0, place) + sign + code.slice(place + 1);
      if (forged !== code) expect(codes.read(forged)).toBeUndefined();
    }
    expect(others.read(code)).toBeUndefined();
    for (const text of ['', 'P', code.slice(1), `${code}A`, `C${code.slice(1)}`]) {
      expect(codes.read(text)).toBeUndefined();
    }
  });
});

describe('a code on a card', () => {
  it('is the same for one card, and known by its hash', () => {
    const { code, codeHash } = codes.cardCode('c-1');
    expect(code).toMatch(/^C[\w-]{22}$/);
    expect(codes.cardCode('c-1').code).toBe(code);
    expect(codes.cardCode('c-2').code).not.toBe(code);
    expect(codes.read(code)).toEqual({ kind: 'card', codeHash });
  });
});
