import type { AccountCommand } from './account.commands.js';
import {
  after,
  give,
  hold,
  issue,
  policy,
  receive,
  part,
  reverse,
  settle,
} from './account.fixture.js';
import { explain } from './explanations.js';
import { agreementWarning, warningsOf } from './warnings.js';

const why = (commands: readonly AccountCommand[]) => {
  const event = after(...commands).at(-1)!;
  return explain(event.type.slice('time-bank.'.length), event.data as never);
};

describe('a line of a statement says why', () => {
  it.each([
    [
      'what was earned',
      [issue(333)],
      '2026-03-07 的服务记录生效',
      'service of 2026-03-07 took effect',
    ],
    [
      'what went over a cap',
      [issue(1_000)],
      '2026-03-07 的服务记录生效，超出上限 2.00 小时待您选择捐赠或留作荣誉',
      'service of 2026-03-07 took effect; 2.00 h went over a cap and wait for your choice',
    ],
    [
      'what is owed',
      [issue(400), hold(300), settle(300), reverse()],
      '服务记录已作废，已用去的 3.00 小时记为欠账',
      'the record was voided; 3.00 h were spent already and are owed',
    ],
    [
      'what a service took',
      [issue(400), hold(300), settle(250)],
      '服务完成：用去 2.50 小时，退回 0.50 小时',
      'the service was given: 2.50 h used, 0.50 h returned',
    ],
    ['a gift given', [issue(400), give(100)], '转赠亲属', 'given to a relative'],
    ['a gift received', [receive([part(100)])], '亲属转赠', 'a gift of a relative'],
  ] as const)('%s', (_, commands, zh, en) => {
    expect(why(commands)).toEqual({ zh, en });
  });

  it('and a kind it does not know by its name', () => {
    expect(explain('SomethingNew', {})).toEqual({ zh: 'SomethingNew', en: 'SomethingNew' });
  });
});

describe('warnings come before limits', () => {
  const calm = { earned: 0, gifted: 0, held: 0, debt: 0, overflow: 0, parts: [] };
  const codes = (over: object) =>
    warningsOf({ ...calm, ...over }, { policy, now: '2026-03-20T00:00:00.000Z' }).map(
      ({ code }) => code,
    );
  const ending = { kind: 'granted', grantId: 'g', expiresAt: '2026-03-31T16:00:00.000Z' } as const;

  it.each([
    [{}, []],
    [{ earned: 139_000, held: 1_000 }, ['near-account-cap']],
    [{ earned: 138_999, held: 1_000 }, []],
    [{ overflow: 1 }, ['overflow-waits']],
    [{ debt: 1 }, ['in-debt']],
    [{ parts: [part(100, ending)] }, ['grant-ends-soon']],
    [{ parts: [part(100, { ...ending, expiresAt: '2026-06-30T16:00:00.000Z' })] }, []],
  ])('%j: %j', (over, expected) => {
    expect(codes(over)).toEqual(expected);
  });

  it.each([
    [{ owed: 500, held: 299 }, undefined],
    [{ owed: 500, held: 300 }, 'near-agreement-limit'],
    [{ owed: 1_000, held: -1 }, 'near-agreement-limit'],
    [{ owed: 900, held: 100 }, 'agreement-limit-reached'],
    [{ owed: 1_200, held: 0 }, 'agreement-limit-reached'],
    [{ owed: -500, held: 900 }, undefined],
  ])('of an agreement for 10 h, %j: %s', (use, code) => {
    expect(agreementWarning({ ...use, limit: 1_000, warnPercent: 80 })?.code).toBe(code);
  });

  it('an agreement says how much is used and how much room is left', () => {
    expect(agreementWarning({ owed: 700, held: 150, limit: 1_000, warnPercent: 80 })).toEqual({
      code: 'near-agreement-limit',
      zh: '互认额度 10.00 小时已用 8.50 小时，还可承接 1.50 小时；请考虑清算或重订协议。',
      en: '8.50 h of the agreed 10.00 h are used, room for 1.50 h: think of netting.',
    });
  });
});
