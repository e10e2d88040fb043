import { validateSync } from 'class-validator';
import { IsLocalDate } from './is-local-date.js';

class Until {
  @IsLocalDate()
  validUntil: unknown;
}

function isTaken(validUntil: unknown): boolean {
  return validateSync(Object.assign(new Until(), { validUntil })).length === 0;
}

describe('a date in a request', () => {
  it.each(['2026-11-30', '2028-02-29'])('%s is taken', (date) => expect(isTaken(date)).toBe(true));

  it.each(['2026-11-31', '2026-02-29', '2026-13-01', '2026-1-1', '2026-11-30T00:00:00Z', 20261130])(
    '%s is no day that there is',
    (date) => expect(isTaken(date)).toBe(false),
  );
});
