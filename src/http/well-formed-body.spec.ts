import { InvalidInput } from './invalid-input.js';
import { requireWellFormedBody } from './well-formed-body.js';

function faultsOf(body: unknown): readonly (readonly [field: string, rule: string])[] {
  try {
    requireWellFormedBody({ body });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.errors.map(({ field, rule }) => [field, rule]);
  }
}

describe('a well-formed body', () => {
  it.each([
    [undefined],
    [null],
    ['text'],
    [{ name: '李𬶍', list: [{ a: 1.5 }, { b: [true, null] }], empty: {} }],
    [{ emoji: '👩‍👩‍👧', newline: 'a\r\n\tb' }],
  ])('%j passes', (body) => expect(faultsOf(body)).toEqual([]));

  it('names text that is none by its path', () => {
    const body = { a: 'x\u0000', b: [{ c: '\ud800' }], d: '\udc00y', fine: '𠮷' };
    expect(faultsOf(body).toSorted()).toEqual([
      ['a', 'text'],
      ['b.0.c', 'text'],
      ['d', 'text'],
    ]);
  });

  it('refuses numbers that JSON can write and nothing can hold', () => {
    expect(faultsOf(JSON.parse('{"hours": 1e400, "minus": -1e999}')).toSorted()).toEqual([
      ['hours', 'number'],
      ['minus', 'number'],
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'a\ud800'])(
    'refuses a field named %s, at any depth',
    (name) => {
      const field = JSON.stringify(name);
      expect(faultsOf(JSON.parse(`{${field}: 1}`))).toEqual([['', 'name']]);
      expect(faultsOf(JSON.parse(`{"a": [{${field}: {}}]}`))).toEqual([['a.0', 'name']]);
    },
  );

  it('refuses lists of lists', () => {
    expect(faultsOf({ shifts: [[]] })).toEqual([['shifts', 'list']]);
  });

  it('refuses what is nested too deeply without falling over', () => {
    const bomb = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    expect(faultsOf(JSON.parse(bomb))).toEqual([['a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a', 'depth']]);
    const sixteen = `${'{"a":'.repeat(16)}1${'}'.repeat(16)}`;
    expect(faultsOf(JSON.parse(sixteen))).toEqual([]);
  });

  it('tells a bounded number of faults', () => {
    expect(faultsOf(Array.from({ length: 5_000 }, () => '\u0000'))).toHaveLength(20);
  });
});
