import { explain } from './explanations.js';

const basis = { centiHours: 333, pointsPerHour: 10, coefficientHundredths: 120 };

describe('a line of a points statement says why', () => {
  it.each([
    [
      'PointsAwarded',
      'green',
      { on: '2026-03-12', repaidDebt: 0, basis: null },
      ['2026-03-12 投放合格', 'a drop that passed, 2026-03-12'],
    ],
    [
      'PointsAwarded',
      'volunteer',
      { on: '2026-03-12', repaidDebt: 4, basis },
      [
        '2026-03-12 志愿服务生效（3.33 小时 × 10 × 1.20），其中 4 分抵扣待扣还积分',
        'service that took effect, 2026-03-12 (3.33 h × 10 × 1.20); 4 repaid what was owed',
      ],
    ],
    [
      'AwardVoided',
      'green',
      { becameDebt: 6, lapsed: 2 },
      [
        '原记录作废，积分收回，已用去的 6 分记为待扣还，其中 2 分此前已失效，不再扣',
        'Annulled: the points are taken back; 6 were spent already and are owed; ' +
          '2 had lapsed before and need not come back',
      ],
    ],
    [
      'PointsReturned',
      'green',
      { repaidDebt: 1, lapsed: 2, forfeited: 3 },
      [
        '未取货，预留积分退回，其中 1 分抵扣待扣还积分，其中 2 分已到期失效，账户已注销，3 分不再退回',
        'Not picked up: the points come back; 1 repaid what was owed; 2 lapsed meanwhile; ' +
          '3 are forfeited, the account is closed',
      ],
    ],
  ] as const)('%s in %s, %j', (kind, book, detail, [zh, en]) => {
    expect(explain(kind, detail, book)).toEqual({ zh, en });
  });

  it('a kind it does not know by its name', () => {
    expect(explain('SomethingNew', {}, 'green')).toEqual({
      zh: 'SomethingNew',
      en: 'SomethingNew',
    });
  });
});
