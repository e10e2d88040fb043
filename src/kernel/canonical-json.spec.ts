import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe('canonical JSON (RFC 8785)', () => {
  it('the example of section 3.2.2 has the text of section 3.2.4', () => {
    const value = JSON.parse(`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`) as unknown;
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('members sort by UTF-16 code units, as the example of section 3.2.3', () => {
    const names = ['€', '\r', '\ufb33', '1', '😀', '\u0080', 'ö'];
    const text = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
    const parsed = [...text.matchAll(/"((?:[^"\\]|\\.)*)":/g)].map(([, name]) => name);
    expect(parsed).toEqual(['\\r', '1', '\u0080', 'ö', '€', '😀', '\ufb33']);
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [-5e-324, '-5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [1e21, '1e+21'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [333333333.3333332, '333333333.3333332'],
    [0.000001, '0.000001'],
    [-0.0000033333333333333333, '-0.0000033333333333333333'],
  ])('the number %p prints as %s (appendix B)', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('members without a value are left out, holes and undefined in a list are null', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
    // eslint-disable-next-line no-sparse-arrays
    expect(canonicalJson([undefined, , 1])).toBe('[null,null,1]');
  });

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    undefined,
    () => 1,
    Symbol('s'),
    '\ud800',
    { '\udc00': 1 },
    { at: new Date(0) },
    new Map(),
    new Set([1]),
  ])('%p has no canonical text', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('means the value: what is parsed back is what was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const again: unknown = JSON.parse(canonicalJson(value));
        expect(canonicalJson(again)).toBe(canonicalJson(value));
        expect(again).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order in which members were set', () => {
    const record = fc.dictionary(fc.string(), fc.integer());
    fc.assert(
      fc.property(record, (value) => {
        const backwards = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(backwards)).toBe(canonicalJson(value));
      }),
    );
  });
});
