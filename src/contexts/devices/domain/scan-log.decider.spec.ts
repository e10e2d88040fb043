import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { LogScan } from './scan-log.commands.js';
import { firstOfLog, scanLog, SCANS_PER_LOG } from './scan-log.decider.js';
import type { ScanAccepted, ScanLogEvent, ScanRefused } from './scan-log.events.js';

const AT = '2026-03-02T01:00:00.000Z';
const scanned = (sequence: number, scanHash: string) =>
  ({
    deviceId: 'd-1',
    sequence,
    scanHash,
    direction: 'in',
    activityId: 'a-1',
    deviceAt: AT,
  }) as const;

const accepted = (sequence = 1, scanHash = 'x'): ScanAccepted => ({
  type: 'devices.ScanAccepted',
  data: {
    ...{ ...scanned(sequence, scanHash), volunteerId: 'v-1', at: AT },
    ...{ doubts: [], recordId: 'r-1' },
  },
});
const refused = (sequence = 1, scanHash = 'x'): ScanRefused => ({
  type: 'devices.ScanRefused',
  data: { ...scanned(sequence, scanHash), reason: 'devices/code-old' },
});
const log = (event: ScanAccepted | ScanRefused) =>
  new LogScan(
    event.type === 'devices.ScanAccepted'
      ? { verdict: 'accepted', scan: event.data }
      : { verdict: 'refused', scan: event.data },
    aMeta(),
  );
const reused = (sequence = 1, scanHash = 'y'): ScanLogEvent => ({
  type: 'devices.SequenceReused',
  data: { deviceId: 'd-1', sequence, scanHash },
});

describe('the log of a device', () => {
  it('holds what was accepted and what was refused', () => {
    given(scanLog).when(log(accepted())).then([accepted()]);
    given(scanLog, [accepted()])
      .when(log(refused(2)))
      .then([refused(2)]);
  });

  it('is quiet when the same scan comes again, whatever would be made of it now', () => {
    given(scanLog, [accepted()]).when(log(accepted())).thenNothing();
    given(scanLog, [refused()]).when(log(accepted())).thenNothing();
  });

  it('tells of a number that comes with another scan, once', () => {
    given(scanLog, [accepted()])
      .when(log(refused(1, 'y')))
      .then([reused()]);
    given(scanLog, [accepted(), reused()])
      .when(log(refused(1, 'z')))
      .thenRefuses('devices/sequence-reused', { sequence: 1 });
  });

  it('is cut into streams of a thousand, and knows where one begins', () => {
    const stream = (sequence: number) => scanLog.streamId(log(accepted(sequence)));
    expect([1, 999, 1_000, 2_500].map(stream)).toEqual(['d-1.0', 'd-1.0', 'd-1.1', 'd-1.2']);
    expect([1, 999, 1_000, 2_500].map(firstOfLog)).toEqual([1, 1, SCANS_PER_LOG, 2_000]);
  });

  it('answers each number once, in whatever order and however often scans come', () => {
    const scan = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('x', 'y'), fc.boolean())
      .map(([sequence, hash, good]) =>
        log(good ? accepted(sequence, hash) : refused(sequence, hash)),
      );
    fc.assert(
      fc.property(fc.array(scan), (commands) => {
        const events: ScanLogEvent[] = [];
        for (const command of commands) {
          try {
            events.push(...scanLog.decide(command, fold(scanLog, events)));
          } catch {
            continue;
          }
        }
        const answered = events
          .filter(({ type }) => type !== 'devices.SequenceReused')
          .map(({ data }) => data.sequence);
        expect(new Set(answered).size).toBe(answered.length);
      }),
    );
  });
});
