import { aMeta, given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import {
  type AcceptanceCommand,
  ClearSpend,
  ConfirmAcceptance,
  EndAcceptance,
  NetAcceptance,
  ProposeAcceptance,
} from './acceptance.commands.js';
import { acceptance, pairOf } from './acceptance.decider.js';
import type { AcceptanceEvent } from './acceptance.events.js';
import { balancesOf, NOW, posting } from './account.fixture.js';

const meta = aMeta();
const terms = { limitCentiHours: 1_000, everyMonths: 3, firstNettingOn: '2026-04-01' };
const between = (stationId: string, otherId: string) => ({ stationId, otherId, at: NOW });
const propose = (by = 's-1', to = 's-2') =>
  new ProposeAcceptance({ ...between(by, to), ...terms }, meta);
const confirm = (by = 's-2', to = 's-1') => new ConfirmAcceptance(between(by, to), meta);
const end = () => new EndAcceptance(between('s-1', 's-2'), meta);
/** Credit of `issuer` was spent at `stationId`. */
const clear = (stationId: string, issuer: string, [centiHours, transferId]: [number, string]) =>
  new ClearSpend({ ...between(stationId, issuer), centiHours, transferId }, meta);
const net = (on: string) => new NetAcceptance({ stationId: 's-1', otherId: 's-2', on }, meta);

function after(...commands: readonly AcceptanceCommand[]): AcceptanceEvent[] {
  return commands.reduce<AcceptanceEvent[]>(
    (events, command) => [...events, ...acceptance.decide(command, fold(acceptance, events))],
    [],
  );
}

describe('mutual acceptance', () => {
  it('has one stream for a pair, whoever comes first', () => {
    expect(pairOf('s-2', 's-1')).toBe(pairOf('s-1', 's-2'));
    expect(acceptance.streamId(propose())).toBe(acceptance.streamId(confirm()));
  });

  it('is agreed by both: the one that proposed can’t agree for the other', () => {
    given(acceptance, after(propose()))
      .when(confirm('s-1', 's-2'))
      .thenRefuses('time-bank/own-proposal');
    const [agreed] = given(acceptance, after(propose())).when(confirm()).events;
    expect(agreed?.data).toMatchObject({ pair: 's-1.s-2', agreedBy: 's-2', ...terms });
    given(acceptance).when(confirm()).thenRefuses('time-bank/agreement-not-proposed');
    given(acceptance, after(propose(), confirm()))
      .when(propose())
      .thenRefuses('time-bank/agreement-in-force');
    given(acceptance).when(propose('s-1', 's-1')).thenRefuses('time-bank/same-account');
    given(acceptance)
      .when(new ProposeAcceptance({ ...propose().data, limitCentiHours: 0 }, meta))
      .thenRefuses('time-bank/amount-not-positive');
  });

  it('ends for what comes, not for what was', () => {
    const ended = after(propose(), confirm(), clear('s-1', 's-2', [300, 'h-1']), end());
    given(acceptance, ended).when(end()).thenRefuses('time-bank/agreement-unknown');
    expect(given(acceptance, ended).when(net('2026-04-01')).events).toHaveLength(1);
    expect(given(acceptance, ended).when(propose()).events).toHaveLength(1);
  });
});

describe('clearing', () => {
  it('makes the issuer owe the station that served, once for each hold and issuer', () => {
    const [event] = given(acceptance, after(propose(), confirm())).when(
      clear('s-2', 's-1', [300, 'h-1']),
    ).events;
    expect(event?.data).toMatchObject({ issuer: 's-1', stationId: 's-2', overLimitCentiHours: 0 });
    expect(event?.data.postings).toEqual([posting('clearing:s-1.s-2', 'clearing:s-2.s-1', 300)]);
    given(acceptance, after(clear('s-2', 's-1', [300, 'h-1'])))
      .when(clear('s-2', 's-1', [300, 'h-1']))
      .thenNothing();
    given(acceptance)
      .when(clear('s-2', 's-1', [0, 'h-1']))
      .thenRefuses('time-bank/amount-not-positive');
  });

  it('is recorded beyond the limit too, and says by how much', () => {
    const before = after(propose(), confirm(), clear('s-2', 's-1', [900, 'h-1']));
    const over = (command: AcceptanceCommand) =>
      given(acceptance, before).when(command).events[0]?.data;
    expect(over(clear('s-2', 's-1', [300, 'h-2']))).toMatchObject({ overLimitCentiHours: 200 });
    expect(over(clear('s-1', 's-2', [300, 'h-2']))).toMatchObject({ overLimitCentiHours: 0 });
    expect(given(acceptance).when(clear('s-2', 's-1', [50, 'h-1'])).events[0]?.data).toMatchObject({
      overLimitCentiHours: 50,
    });
  });

  it('is netted on its day: what both spent is set off, the difference named', () => {
    const before = after(
      ...[propose(), confirm()],
      ...[clear('s-2', 's-1', [500, 'h-1']), clear('s-1', 's-2', [200, 'h-2'])],
    );
    given(acceptance, before)
      .when(net('2026-03-31'))
      .thenRefuses('time-bank/netting-not-due', { nextNettingOn: '2026-04-01' });
    const { events } = given(acceptance, before).when(net('2026-04-02'));
    expect(events[0]?.data).toMatchObject({
      ...{ debtor: 's-1', creditor: 's-2', centiHours: 300, nextNettingOn: '2026-07-01' },
    });
    expect(balancesOf([...before, ...events])).toEqual({});
    given(acceptance, [...before, ...events])
      .when(net('2026-04-02'))
      .thenRefuses('time-bank/netting-not-due', { nextNettingOn: '2026-07-01' });
    given(acceptance).when(net('2026-04-02')).thenRefuses('time-bank/agreement-unknown');
  });

  it('with nothing owed nets nothing and moves on to the next day, also over the year', () => {
    const late = { ...propose().data, firstNettingOn: '2026-11-15' };
    const before = after(new ProposeAcceptance(late, meta), confirm());
    const [event] = given(acceptance, before).when(net('2026-11-15')).events;
    expect(event?.data).toMatchObject({ centiHours: 0, nextNettingOn: '2027-02-15', postings: [] });
  });
});
