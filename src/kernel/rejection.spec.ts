import { invariant, phrase, rejecting, Rejection, unreachable } from './rejection.js';

describe('a refusal', () => {
  const catalogue = {
    'tea/pot-empty': { status: 409, zh: '壶里只剩 {cups} 杯。', en: '{cups} cups are left.' },
  } as const;
  const reject = rejecting(catalogue);

  it('carries its code and its facts', () => {
    const refusal = thrownBy(() => reject('tea/pot-empty', { cups: 0 }));
    expect(refusal).toBeInstanceOf(Rejection);
    expect(refusal).toMatchObject({ code: 'tea/pot-empty', facts: { cups: 0 } });
  });

  it('has no facts where none were given', () => {
    expect(thrownBy(() => reject('tea/pot-empty'))).toMatchObject({ facts: {} });
  });

  it('keeps the error that caused it', () => {
    const cause = new Error('spill');
    expect(new Rejection('tea/pot-empty', {}, { cause }).cause).toBe(cause);
  });
});

describe('a phrase', () => {
  it('names the facts, as often as the text does', () => {
    expect(phrase('{a} of {b}, {a}!', { a: 1, b: true })).toBe('1 of true, 1!');
    expect(phrase('nothing: {a}', { a: null })).toBe('nothing: null');
  });

  it('says hundredths with two decimals, and an instant by the clocks of Shanghai', () => {
    const facts = { asked: 12_005, from: '2026-11-21T16:00:00.000Z' };
    expect(phrase('{asked:hundredths} h from {from:minute}', facts)).toBe(
      '120.05 h from 2026-11-22 00:00',
    );
  });

  it('leaves a placeholder that has no fact, and never reaches into the prototype', () => {
    expect(phrase('{a:minute} {constructor} {toString}', {})).toBe(
      '{a:minute} {constructor} {toString}',
    );
  });

  it('does not read placeholders inside facts', () => {
    expect(phrase('{a}', { a: '{b}', b: 'no' })).toBe('{b}');
  });
});

describe('a broken assumption', () => {
  it('is an error and no refusal', () => {
    expect(() => invariant(false, 'water is wet')).toThrow('invariant broken: water is wet');
    expect(thrownBy(() => invariant(0, 'x'))).not.toBeInstanceOf(Rejection);
    expect(() => invariant(1, 'x')).not.toThrow();
    expect(() => unreachable({ kind: 'new' } as never)).toThrow('{"kind":"new"}');
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
