import { InvalidInput } from './invalid-input.js';
import { LocalDatePipe } from './local-date.pipe.js';

const read = (value: unknown) =>
  new LocalDatePipe().transform(value, { type: 'query', data: 'on' });

describe('a day in an address', () => {
  it.each(['2026-11-30', '2028-02-29', undefined])('%s is taken as it is', (value) => {
    expect(read(value)).toBe(value);
  });

  it.each(['2026-11-31', '30.11.2026', '', ['2026-11-30', '2026-12-01']])(
    '%j is refused by the name of its parameter, never taken for today',
    (value) => {
      expect(() => read(value)).toThrow(InvalidInput);
      try {
        read(value);
      } catch (error) {
        expect(error).toMatchObject({ errors: [{ field: 'on', rule: 'date' }] });
      }
    },
  );
});
