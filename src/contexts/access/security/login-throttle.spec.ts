import { Rejection } from '../../../kernel/rejection.js';
import { SteppableClock } from '../../../platform/clock.js';
import { type LoginKeys, LoginThrottle, networkOf } from './login-throttle.js';

const OWNER: LoginKeys = { nameHash: 'n', address: '10.0.0.1', device: undefined };
const HOUR = 3_600_000;

describe('log-in throttle', () => {
  let clock: SteppableClock;
  let throttle: LoginThrottle;
  beforeEach(() => {
    clock = new SteppableClock(() => Date.parse('2026-03-02T01:00:00Z'));
    throttle = new LoginThrottle(clock);
  });

  /** Seconds to wait, or 0 when the attempt was let through (and failed). */
  const fail = (keys: LoginKeys): number => {
    try {
      throttle.begin(keys);
      return 0;
    } catch (error) {
      const { code, facts } = error as Rejection;
      expect(code).toBe('request/too-many');
      return Number(facts['seconds']);
    }
  };
  const failThrough = (keys: LoginKeys, times: number): void => {
    for (let i = 0; i < times; i += 1) {
      const wait = fail(keys);
      if (wait > 0) {
        clock.advance(wait * 1_000);
        expect(fail(keys)).toBe(0);
      }
    }
  };

  it('lets five through, then asks to wait, longer each time, up to five minutes', () => {
    const waits: number[] = [];
    for (let i = 0; i < 30; i += 1) {
      const wait = fail(OWNER);
      if (wait > 0) waits.push(wait);
      clock.advance(wait * 1_000);
    }
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8]);
    expect(fail(OWNER) === 0 ? fail(OWNER) : 0).toBe(300);
  });

  it('counts attempts from their start, so that many at once gain nothing', () => {
    const through = Array.from({ length: 50 }, () => fail(OWNER)).filter((wait) => wait === 0);
    expect(through).toHaveLength(5);
  });

  it('forgets the failures of a name and address when the password was right', () => {
    failThrough(OWNER, 4);
    throttle.begin(OWNER).succeeded();
    expect(Array.from({ length: 5 }, () => fail(OWNER))).toEqual([0, 0, 0, 0, 0]);
  });

  it('counts nothing for an attempt that was not decided', () => {
    for (let i = 0; i < 50; i += 1) throttle.begin(OWNER).cancelled();
    expect(fail(OWNER)).toBe(0);
  });

  it('a storm from elsewhere leaves the owner a try from a fresh address', () => {
    for (let i = 0; i < 1_000; i += 1) fail({ ...OWNER, address: `10.1.${i >> 8}.${i & 255}` });
    expect(fail(OWNER)).toBe(0);
    expect(fail(OWNER)).toBe(1);
  });

  it('a storm even from the same address leaves a known browser alone', () => {
    for (let i = 0; i < 1_000; i += 1) fail(OWNER);
    expect(fail(OWNER)).toBeGreaterThan(0);
    expect(fail({ ...OWNER, device: 'known' })).toBe(0);
  });

  it('a stolen device cookie has a limit too', () => {
    const thief = { ...OWNER, device: 'stolen' };
    expect(Array.from({ length: 12 }, () => fail(thief)).filter((w) => w === 0)).toHaveLength(10);
  });

  it('an address that tries many names has to wait as well', () => {
    const waits = Array.from({ length: 101 }, (_, i) => fail({ ...OWNER, nameHash: `n${i}` }));
    expect(waits.slice(0, 100).every((wait) => wait === 0)).toBe(true);
    expect(waits[100]).toBeGreaterThan(0);
  });

  it('forgives with the hours', () => {
    for (let i = 0; i < 6; i += 1) fail(OWNER);
    clock.advance(3 * HOUR);
    expect([fail(OWNER), fail(OWNER), fail(OWNER)]).toEqual([0, 0, 0]);
  });

  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::abcd:1', '2001:db8:0:0'],
    ['2001:db8::beef:2', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is of the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
