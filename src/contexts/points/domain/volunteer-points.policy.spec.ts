import fc from 'fast-check';
import {
  pointsForHours,
  VOLUNTEER_POINTS_POLICIES,
  type VolunteerPointsPolicy,
} from './volunteer-points.policy.js';

const [shipped] = VOLUNTEER_POINTS_POLICIES;
const next: VolunteerPointsPolicy = {
  ...{ version: 'volunteer-points/test', effectiveFrom: '2026-07-01', validMonths: 12 },
  classes: { other: { pointsPerHour: 1, coefficientHundredths: 100 } },
};
const served = { centiHours: 333, category: 'health', date: '2026-03-07', on: '2026-03-13' };

describe('points for hours', () => {
  it('are hours × unit × coefficient of the class, rounded down once: 3.33 × 10 × 1.20 = 39', () => {
    expect(pointsForHours(served)).toEqual({
      points: 39,
      basis: {
        ...{ centiHours: 333, serviceClass: 'health' },
        ...{ pointsPerHour: 10, coefficientHundredths: 120 },
      },
      version: shipped.version,
      expiresOn: '2028-03-13',
    });
  });

  it('follow the version of the day of the service, and of another class the common rate', () => {
    const policies = [shipped, next];
    const late = { ...served, date: '2026-07-01', on: '2026-07-06' };
    expect(pointsForHours(late, policies)).toMatchObject({ points: 3, expiresOn: '2027-07-06' });
    expect(pointsForHours({ ...late, date: '2026-06-30' }, policies).points).toBe(39);
    expect(pointsForHours({ ...served, category: 'toString' }).basis.serviceClass).toBe('other');
  });

  it('never exceed the exact product, and miss it by less than one', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2_400 }),
        fc.nat({ max: 1_000 }),
        fc.nat({ max: 500 }),
        (h, u, c) => {
          const classes = { other: { pointsPerHour: u, coefficientHundredths: c } };
          const policy = { ...next, effectiveFrom: '2021-01-01', classes };
          const { points } = pointsForHours({ ...served, centiHours: h }, [policy]);
          const exact = BigInt(h) * BigInt(u) * BigInt(c);
          expect(BigInt(points)).toBe(exact / 10_000n);
        },
      ),
    );
  });
});
