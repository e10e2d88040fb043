import type { Decider } from '../../src/kernel/decider.js';
import type { Command, DomainEvent } from '../../src/kernel/message.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { aMeta, given } from './given.js';

type Bump = Command<'Bump', { by: number }>;
type Bumped = DomainEvent<'x.Bumped', { by: number }>;

const counter: Decider<Bump, number, Bumped> = {
  category: 'counter',
  streamId: () => '1',
  initialState: () => 0,
  decide({ data: { by } }, total) {
    if (total + by > 10) throw new Rejection('x/too-much', { total });
    return by === 0 ? [] : [{ type: 'x.Bumped', data: { by } }];
  },
  evolve: (total, { data }) => total + data.by,
};
const bumped = (by: number): Bumped => ({ type: 'x.Bumped', data: { by } });
const bump = (by: number): Bump => ({ type: 'Bump', data: { by }, meta: aMeta() });

describe('given', () => {
  it('compares whole events', () => {
    given(counter)
      .when(bump(3))
      .then([bumped(3)]);
    expect(() =>
      given(counter)
        .when(bump(3))
        .then([bumped(4)]),
    ).toThrow();
  });

  it('tells a refusal by its code and facts', () => {
    given(counter, [bumped(9)])
      .when(bump(2))
      .thenRefuses('x/too-much', { total: 9 });
    expect(() =>
      given(counter, [bumped(9)])
        .when(bump(2))
        .thenRefuses('x/other'),
    ).toThrow();
    expect(() => given(counter).when(bump(2)).thenRefuses('x/too-much')).toThrow(/x.Bumped/);
  });

  it('tells that nothing was left to do', () => {
    given(counter).when(bump(0)).thenNothing();
    expect(() => given(counter).when(bump(1)).thenNothing()).toThrow();
  });
});
