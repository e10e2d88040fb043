import type { Role } from '../../http/permissions.js';
import { approverLevelOf } from './approver-level.js';

const PLACE = { divisionCode: '150602001003', organisationId: 'o-1', stationId: 's-1' };
const levelOf = (...grants: (readonly [Role, string])[]) =>
  approverLevelOf(
    grants.map(([role, scope]) => ({ role, scope })),
    PLACE,
  );

describe('the level of an approver', () => {
  it.each<[Role, string, string | null]>([
    ['station-manager', 'station:s-1', 'organisation'],
    ['station-manager', 'organisation:o-1', 'organisation'],
    ['station-manager', 'division:150602001003', 'organisation'],
    ['station-manager', 'division:150602001', 'organisation'],
    ['supervisor', 'division:150602', 'county'],
    ['supervisor', 'division:1506', 'prefecture'],
    ['supervisor', 'division:15', 'province'],
    ['administrator', '*', 'province'],
    ['supervisor', 'division:16', null],
    ['station-manager', 'station:s-2', null],
    ['station-staff', '*', null],
    ['auditor', '*', null],
  ])('%s of %s: %s', (role, scope, level) => {
    expect(levelOf([role, scope])).toBe(level);
  });

  it('is the widest of all that reach the place', () => {
    expect(levelOf(['station-manager', 'station:s-1'], ['supervisor', 'division:1506'])).toBe(
      'prefecture',
    );
    expect(levelOf()).toBeNull();
  });
});
