import fc from 'fast-check';
import { categoryOf, fold, idOf, streamName } from './decider.js';
import { isDivisionCode, isUuid } from './identifier.js';

describe('stream names', () => {
  it('the category ends at the first hyphen, whatever the id holds', () => {
    expect(categoryOf('account-a-b')).toBe('account');
    expect(idOf('account-a-b')).toBe('a-b');
    expect(categoryOf('account')).toBe('account');
  });

  it('what was joined comes apart again', () => {
    const category = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,20}$/);
    fc.assert(
      fc.property(category, fc.string({ minLength: 1 }), (name, id) => {
        const stream = streamName(name, id);
        expect([categoryOf(stream), idOf(stream)]).toEqual([name, id]);
      }),
    );
  });
});

describe('a fold', () => {
  const sum = {
    initialState: () => 0,
    evolve: (state: number, { data }: { type: 'added'; data: number }) => state + data,
  };

  it('starts at the initial state and takes every event in order', () => {
    expect(fold(sum, [])).toBe(0);
    expect(
      fold(
        sum,
        [1, 2, 3].map((data) => ({ type: 'added', data }) as const),
      ),
    ).toBe(6);
  });
});

describe('identifiers', () => {
  it('a UUID is lower case, of a version and a variant of RFC 9562', () => {
    expect(isUuid('6f1d0c0e-5a5b-4b0e-9a3f-2f6f7e4d9c21')).toBe(true);
    expect(isUuid('6F1D0C0E-5A5B-4B0E-9A3F-2F6F7E4D9C21')).toBe(false);
    expect(isUuid('6f1d0c0e-5a5b-9b0e-9a3f-2f6f7e4d9c21')).toBe(false);
    expect(isUuid('6f1d0c0e-5a5b-4b0e-1a3f-2f6f7e4d9c21')).toBe(false);
    expect(isUuid(undefined)).toBe(false);
  });

  it('a division code has twelve digits', () => {
    expect(isDivisionCode('150102001001')).toBe(true);
    expect(isDivisionCode('15010200100')).toBe(false);
    expect(isDivisionCode(150102001001)).toBe(false);
  });
});
