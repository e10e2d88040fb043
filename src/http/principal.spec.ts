import { covers, Principal } from './principal.js';

const place = { stationId: 's1', organisationId: 'o1', divisionCode: '150602001003' };

describe('a scope', () => {
  it.each(['*', 'division:15', 'division:150602001003', 'organisation:o1', 'station:s1'])(
    '%s covers what lies in it',
    (scope) => expect(covers(scope, place)).toBe(true),
  );

  it.each(['division:16', 'organisation:o2', 'station:s2', 'division:', 'station:', '', 'other:x'])(
    '%j does not cover what lies elsewhere',
    (scope) => expect(covers(scope, place)).toBe(false),
  );

  it('of a part never covers what has no place', () => {
    expect(covers('division:15', {})).toBe(false);
    expect(covers('*', {})).toBe(true);
  });
});

describe('a principal', () => {
  const staff = new Principal('a', [{ role: 'station-staff', scope: 'station:s1' }], 'v1');

  it('may do at its place what its role carries, and nothing elsewhere', () => {
    expect(staff.may('records.enter', place)).toBe(true);
    expect(staff.may('records.enter', { ...place, stationId: 's2' })).toBe(false);
    expect(staff.may('records.decide', place)).toBe(false);
    expect(() => staff.require('records.decide', place)).toThrow(
      expect.objectContaining({ code: 'access/not-permitted' }),
    );
  });

  it('may do for itself what is open to oneself', () => {
    expect(() => staff.requireOrSelf('time-bank.read', {}, 'v1')).not.toThrow();
    expect(() => staff.requireOrSelf('time-bank.read', {}, 'v2')).toThrow();
  });

  it('through a token may do only what the token names, only in its scope', () => {
    const { accountId, grants, volunteerId } = staff;
    const limits = { tokenId: 't', permissions: ['records.enter'], scope: 'division:15' };
    const program = new Principal(accountId, grants, volunteerId, undefined, limits);
    expect(program.may('records.enter', place)).toBe(true);
    expect(program.may('records.enter', { ...place, divisionCode: '16' })).toBe(false);
    expect(program.may('volunteers.register', place)).toBe(false);
    expect(program.mayAnywhere('accounts.self')).toBe(false);
    expect(program.isSelf('time-bank.read', 'v1')).toBe(false);
  });
});
