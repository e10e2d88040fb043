import { type Policy, policyOn, withPolicies } from './policy.js';

interface Cap extends Policy {
  readonly dailyCap: number;
}

const first: Cap = { version: 'cap/1', effectiveFrom: '2021-02-01', dailyCap: 800 };
const second: Cap = { version: 'cap/2', effectiveFrom: '2026-01-01', dailyCap: 400 };

describe('the policy in force', () => {
  it.each([
    ['2020-01-01', 'cap/1'],
    ['2025-12-31', 'cap/1'],
    ['2026-01-01', 'cap/2'],
  ])('on %s is %s', (date, version) => {
    expect(policyOn(date, [first, second]).version).toBe(version);
  });

  it('is never missing', () => {
    expect(() => policyOn('2026-01-01', [])).toThrow(/no policy/);
  });
});

describe('policies an operator adds', () => {
  it('stand behind those the product ships with', () => {
    expect(withPolicies([first], [second])).toEqual([first, second]);
    expect(withPolicies([first], undefined)).toEqual([first]);
  });

  it('may hold lists of words, and nothing else in them', () => {
    const kin = { version: 'kin/1', effectiveFrom: '2021-02-01', relations: ['child'] };
    const added = { ...kin, version: 'kin/2', effectiveFrom: '2026-01-01' };
    expect(withPolicies([kin], [{ ...added, relations: [] }])).toHaveLength(2);
    for (const relations of [{}, 'child', [7], ['']]) {
      expect(() => withPolicies([kin], [{ ...added, relations }])).toThrow(/"relations"/);
    }
  });

  it.each([
    ['no list', {}, /must be a list/],
    ['no object', [7], /entry 1 is not an object/],
    ['a figure missing', [{ ...second, dailyCap: undefined }], /entry 1: "dailyCap"/],
    ['a fraction', [{ ...second, dailyCap: 1.5 }], /entry 1: "dailyCap"/],
    ['a negative figure', [{ ...second, dailyCap: -1 }], /entry 1: "dailyCap"/],
    ['a figure nobody knows', [{ ...second, price: 40 }], /entry 1: "price" is not known/],
    ['a version that was used', [{ ...second, version: 'cap/1' }], /"cap\/1" is there already/],
    ['a date that is none', [{ ...second, effectiveFrom: '2026-02-30' }], /must be a date after/],
    ['an earlier date', [{ ...second, effectiveFrom: '2021-02-01' }], /after 2021-02-01/],
  ])('are refused with %s', (_, added, message) => {
    expect(() => withPolicies([first], added)).toThrow(message);
  });
});

describe('a policy with a table', () => {
  const rates = { tea: { price: 1 }, rice: { price: 2 } };
  const menu = { version: 'menu/1', effectiveFrom: '2021-02-01', rates };
  const later = { version: 'menu/2', effectiveFrom: '2026-01-01' };

  it('keeps its rows and may have more of them', () => {
    const added = { ...later, rates: { ...rates, soup: { price: 3 } } };
    expect(withPolicies([menu], [added])).toEqual([menu, added]);
  });

  it.each([
    ['a row missing', { tea: { price: 1 } }],
    ['a row without its figure', { ...rates, soup: {} }],
    ['a fraction in a row', { ...rates, tea: { price: 1.5 } }],
    ['a list', [1]],
    ['a figure', 7],
  ])('is refused with %s', (_, wrong) => {
    expect(() => withPolicies([menu], [{ ...later, rates: wrong }])).toThrow(/entry 1: "rates"/);
  });
});
