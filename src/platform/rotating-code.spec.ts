import fc from 'fast-check';
import { instantOf } from '../kernel/calendar.js';
import { RotatingCodes, WINDOW_SECONDS } from './rotating-code.js';

const codes = new RotatingCodes(Buffer.alloc(32, 7));
const WINDOW_MS = WINDOW_SECONDS * 1000;
const AT = '2026-03-07T00:00:00.000Z';
const later = (ms: number) => instantOf(Date.parse(AT) + ms);
const verdict = (code: string, over = {}, at = AT) =>
  codes.check({ subject: 'a-1', purpose: 'in', code, ...over }, at);
const shown = codes.issue('a-1', 'in', AT);

const instant = fc
  .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2090-01-01') })
  .map(instantOf);

describe('a rotating code', () => {
  it('proves that its screen was seen, and when it was shown', () => {
    expect(verdict(shown)).toEqual({
      ...{ ok: true, window: Date.parse(AT) / WINDOW_MS, shownAt: AT },
    });
  });

  it('stays the same for its window and changes with the next', () => {
    expect(codes.issue('a-1', 'in', later(WINDOW_MS - 1))).toBe(shown);
    expect(codes.issue('a-1', 'in', later(WINDOW_MS))).not.toBe(shown);
  });

  it('counts two windows before and after, for slow phones and slow clocks, and no third', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -4, max: 4 }), (at, windows) => {
        const code = codes.issue('a-1', 'in', at);
        const then = instantOf(Date.parse(at) + windows * WINDOW_MS);
        const answer = codes.check({ subject: 'a-1', purpose: 'in', code }, then);
        if (Math.abs(windows) <= 2) expect(answer.ok).toBe(true);
        else expect(answer).toEqual({ ok: false, why: 'expired' });
      }),
    );
  });

  it('is of one activity, one direction and one installation', () => {
    fc.assert(
      fc.property(instant, fc.uuid(), fc.uuid(), (at, activity, other) => {
        fc.pre(activity !== other);
        const code = codes.issue(activity, 'in', at);
        const forged = { ok: false, why: 'forged' };
        expect(codes.check({ subject: other, purpose: 'in', code }, at)).toEqual(forged);
        expect(codes.check({ subject: activity, purpose: 'out', code }, at)).toEqual(forged);
        const elsewhere = new RotatingCodes(Buffer.alloc(32, 8));
        expect(elsewhere.check({ subject: activity, purpose: 'in', code }, at)).toEqual(forged);
      }),
    );
  });

  it('can’t be carried over to another window', () => {
    const [, mac] = shown.split('.');
    const [next] = codes.issue('a-1', 'in', later(WINDOW_MS)).split('.');
    expect(verdict(`${next}.${mac}`)).toEqual({ ok: false, why: 'forged' });
  });

  it('is never any other text', () => {
    const near = fc
      .tuple(fc.nat({ max: shown.length - 1 }), fc.constantFrom(...'abcXYZ019-_. ￿'))
      .map(([place, symbol]) => shown.slice(0, place) + symbol + shown.slice(place + 1));
    const shaped = fc
      .tuple(fc.stringMatching(/^[0-9a-z]{4,9}$/), fc.stringMatching(/^[\w-]{14}$/))
      .map(([window, mac]) => `${window}.${mac}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), near, shaped), (text) => {
        fc.pre(text !== shown);
        expect(verdict(text).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has one spelling: no zeros in front, no other last letter for the spare bits', () => {
    expect(verdict(`0${shown}`)).toEqual({ ok: false, why: 'malformed' });
    const twins = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map((last) => shown.slice(0, -1) + last)
      .filter((text) => text !== shown);
    expect(twins.filter((text) => verdict(text).ok)).toEqual([]);
  });

  it.each([
    '',
    '.',
    'abcd',
    'abcd.',
    '.aaaaaaaaaaaaaa',
    'abc.aaaaaaaaaaaaaa',
    `${shown}a`,
    ` ${shown}`,
  ])('is malformed as "%s"', (text) => {
    expect(verdict(text)).toEqual({ ok: false, why: 'malformed' });
  });
});
