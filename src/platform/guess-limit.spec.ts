import { instantOf } from '../kernel/calendar.js';
import { Rejection } from '../kernel/rejection.js';
import { GuessLimit } from './guess-limit.js';

const T = Date.parse('2026-03-02T01:00:00.000Z');
const MINUTE = 60_000;
const wrong = (): Promise<never> => Promise.reject(new Rejection('test/wrong'));
const right = (): Promise<string> => Promise.resolve('right');

const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'right',
    (error: Rejection) => error.code,
  );

describe('the limit on guesses', () => {
  it('looks at nothing any more after so many wrong ones, until ten minutes are over', async () => {
    const limit = new GuessLimit(3);
    const ask = (ms: number, work: () => Promise<string>, who = 'a') =>
      codeOf(limit.guard(who, instantOf(T + ms), work));
    for (let n = 0; n < 3; n += 1) expect(await ask(n, wrong)).toBe('test/wrong');
    expect(await ask(5, right)).toBe('request/too-many');
    expect(await ask(5, right, 'b')).toBe('right');
    expect(await ask(10 * MINUTE - 1, right)).toBe('request/too-many');
    expect(await ask(10 * MINUTE, right)).toBe('right');
    expect(await ask(10 * MINUTE, wrong)).toBe('test/wrong');
  });

  it('what is right costs nothing, and neither does what breaks', async () => {
    const limit = new GuessLimit(1);
    const ask = (work: () => Promise<string>) => limit.guard('a', instantOf(T), work);
    for (let n = 0; n < 5; n += 1) expect(await ask(right)).toBe('right');
    const broken = (): Promise<never> => Promise.reject(new Error('broken'));
    await expect(ask(broken)).rejects.toThrow('broken');
    expect(await ask(right)).toBe('right');
  });
});
