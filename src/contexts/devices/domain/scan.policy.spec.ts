import fc from 'fast-check';
import { instantOf, millis } from '../../../kernel/calendar.js';
import { judgeScan, type ScanFacts, scanPolicyOn, type ScannedCode } from './scan.policy.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const T = Date.parse('2026-03-02T02:00:00.000Z');
const policy = scanPolicyOn('2026-03-02');

/** Scanned at T by all clocks; moved by so many milliseconds. */
interface Moved {
  readonly deviceAt?: number;
  readonly sentAt?: number;
  readonly receivedAt?: number;
  readonly shownAt?: number;
  readonly previousAt?: number;
  readonly by?: 'station' | 'phone';
  readonly direction?: 'in' | 'out';
  readonly code?: ScannedCode;
}

function facts(moved: Moved): ScanFacts {
  const { deviceAt = 0, sentAt = 0, receivedAt = 0, shownAt = 0, previousAt } = moved;
  const { by = 'station', direction = 'in' } = moved;
  const at = (ms: number): string => instantOf(T + ms);
  return {
    ...{ by, direction, deviceAt: at(deviceAt), sentAt: at(sentAt), receivedAt: at(receivedAt) },
    previousAt: previousAt === undefined ? null : at(previousAt),
    code: moved.code ?? { kind: 'rotating', shownAt: at(shownAt) },
  };
}

const judged = (moved: Moved): unknown => {
  const verdict = judgeScan(facts(moved), policy);
  return verdict.ok ? [millis(verdict.at) - T, verdict.doubts] : verdict.reason;
};
const later = (ms: number): Moved => ({ sentAt: ms, receivedAt: ms });
const card = (over: Partial<Extract<ScannedCode, { kind: 'card' }>> = {}): ScannedCode => ({
  ...{ kind: 'card', revokedAt: null, witnessed: true, ...over },
});

describe('what a scan is worth', () => {
  it.each<[string, Moved, unknown]>([
    ['at once', {}, [0, []]],
    ['two seconds of network', { receivedAt: 2 * SECOND }, [0, []]],
    ['a day later', later(DAY), [0, []]],
    ['a little more than a day', later(DAY + 1), [0, ['synced-late']]],
    ['ten days later', later(10 * DAY), [0, ['synced-late']]],
    ['more than ten days', later(10 * DAY + 1), 'devices/too-late'],
    ['after its sending', { deviceAt: 1 }, 'devices/scanned-after-sending'],
    ['a phone after a quarter', { ...later(15 * MINUTE), by: 'phone' }, [0, []]],
    ['a phone after more', { ...later(15 * MINUTE + 1), by: 'phone' }, [0, ['synced-late']]],
  ])('%s', (_, moved, expected) => {
    expect(judged(moved)).toEqual(expected);
  });

  it.each<[string, Moved, unknown]>([
    ['two minutes behind', { receivedAt: 120 * SECOND, shownAt: 30 * SECOND }, [0, []]],
    [
      ...(['more behind: put right', { receivedAt: 5 * MINUTE, shownAt: 5 * MINUTE }] as const),
      [5 * MINUTE, ['clock-off']],
    ],
    [
      ...(['an hour ahead', { receivedAt: -HOUR, shownAt: -HOUR }] as const),
      [-HOUR, ['clock-off']],
    ],
    ['a minute ahead: now at most', { receivedAt: -MINUTE }, [-MINUTE, []]],
    ['backwards by two minutes', { previousAt: 120 * SECOND }, [0, []]],
    ['backwards by more', { previousAt: 120 * SECOND + 1 }, [0, ['clock-went-back']]],
  ])('a clock: %s', (_, moved, expected) => {
    expect(judged(moved)).toEqual(expected);
  });

  it.each<[string, Moved, unknown]>([
    ['shown to its end', { shownAt: -120 * SECOND }, [0, []]],
    ['a screenshot, at once', { shownAt: -120 * SECOND - 1 }, 'devices/code-old'],
    ['from the future, at once', { shownAt: 90 * SECOND + 1 }, 'devices/code-old'],
    [
      ...([
        'differs, offline, in: the later counts',
        { ...later(HOUR), shownAt: 5 * MINUTE },
      ] as const),
      [5 * MINUTE, ['code-time-differs']],
    ],
    [
      ...([
        'differs, offline, out: the earlier counts',
        { ...later(HOUR), shownAt: 5 * MINUTE, direction: 'out' },
      ] as const),
      [0, ['code-time-differs']],
    ],
    ['an old screenshot, offline', { ...later(HOUR), shownAt: -11 * MINUTE }, 'devices/code-old'],
  ])('a rotating code: %s', (_, moved, expected) => {
    expect(judged(moved)).toEqual(expected);
  });

  it.each<[string, Moved, unknown]>([
    ['looked at', { code: card() }, [0, []]],
    ['nobody looked', { code: card({ witnessed: false }) }, [0, ['card-unwitnessed']]],
    ['revoked', { code: card({ revokedAt: instantOf(T) }) }, 'devices/card-revoked'],
    [
      ...([
        'revoked since',
        { ...later(HOUR), code: card({ revokedAt: instantOf(T + 1) }) },
      ] as const),
      [0, ['card-revoked-since']],
    ],
  ])('a card: %s', (_, moved, expected) => {
    expect(judged(moved)).toEqual(expected);
  });

  it('never counts a time that has not come, and never more time than the clocks allow', () => {
    const span = fc.integer({ min: -2 * DAY, max: 2 * DAY });
    const some = fc.record({
      ...{ deviceAt: span, sentAt: span, receivedAt: span, shownAt: span, previousAt: span },
      direction: fc.constantFrom('in' as const, 'out' as const),
    });
    fc.assert(
      fc.property(some, (moved) => {
        const given = facts(moved);
        const verdict = judgeScan(given, policy);
        if (!verdict.ok) return;
        const slack = policy.codeSkewSeconds * SECOND;
        expect(millis(verdict.at)).toBeLessThanOrEqual(millis(given.receivedAt) + slack);
        if (verdict.doubts.length === 0) {
          expect(Math.abs(millis(verdict.at) - millis(given.deviceAt))).toBeLessThanOrEqual(
            policy.clockSkewSeconds * SECOND,
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
