import { metaOf as eventMeta } from '../../test/support/store-events.js';
import { CREDIT_POLICIES } from '../contexts/time-bank/index.js';
import type { DomainEvent, Recorded } from '../kernel/message.js';
import { metaOf } from '../projections/process-runner.js';
import { whenCreditLeavesABookLetItArrive } from './when-credit-leaves-a-book-let-it-arrive.process.js';

const process = whenCreditLeavesABookLetItArrive(CREDIT_POLICIES);
const part = (issuer: string, centiHours: number, kind = 'earned') => ({
  ...{ kind, issuer, grantId: null, expiresAt: null, centiHours },
});
const place = { id: 'e-1', stream: 'timeBankAccount-v-1', revision: 4, position: '9' };
const meta = eventMeta();
const told = ({ type, data }: DomainEvent): Recorded => ({
  ...{ ...place, type, data, meta },
});
const react = (type: string, data: object) => {
  const event = told({ type: `time-bank.${type}`, data });
  return process.react(event, (step) => metaOf(process.name, event, step));
};
const settled = (over: object) =>
  react('HoldSettled', {
    ...{ volunteerId: 'v-1', holdId: 'h-1', providerId: 'v-2', recordId: 'r-1', at: 'now' },
    ...{ stationId: null, spent: [part('s-1', 200), part('s-2', 100)], ...over },
  });

describe(process.name, () => {
  it('brings a gift to the relative, as something that can’t be given on', () => {
    const gift = { volunteerId: 'v-1', giftId: 'g-1', to: 'v-2', outOf: [part('s-1', 200)] };
    const [command, ...none] = react('CreditGifted', gift);
    expect(none).toEqual([]);
    expect(command?.data).toMatchObject({
      ...{ volunteerId: 'v-2', transferId: 'g-1', cause: 'gift', from: 'v-1' },
      parts: [part('s-1', 200, 'gifted')],
      policy: { version: 'time-bank/2021-02' },
    });
  });

  it('pays the provider, and the station of the service answers for it from now on', () => {
    const [paid] = settled({});
    expect(paid?.data).toMatchObject({
      ...{ volunteerId: 'v-2', transferId: 'h-1', cause: 'settlement', recordId: 'r-1' },
      parts: [part('s-1', 200), part('s-2', 100)],
    });
    const [here] = settled({ stationId: 's-9' });
    expect(here?.data).toMatchObject({ parts: [part('s-9', 200), part('s-9', 100)] });
  });

  it('clears what one station owes another, once for each issuer, whether or not anybody is paid', () => {
    const spent = [
      part('s-1', 50),
      part('s-2', 100),
      part('s-2', 20, 'gifted'),
      part('p', 9, 'granted'),
    ];
    const commands = settled({ providerId: null, stationId: 's-1', spent });
    expect(commands.map(({ type, data }) => [type, data])).toEqual([
      [
        'ClearSpend',
        {
          ...{ stationId: 's-1', otherId: 's-2', transferId: 'h-1', centiHours: 120, at: 'now' },
        },
      ],
    ]);
    expect(settled({ providerId: null })).toEqual([]);
  });

  it.each([
    ['CreditDonated', { donationId: 't-1', centiHours: 5 }, 'donation', 't-1'],
    ['GrantLapsed', { transferId: 't-1', centiHours: 5 }, 'lapsed-grant', 't-1'],
    ['CreditReceived', { transferId: 't-1', forwarded: 5 }, 'forwarded', 't-1.forwarded'],
    [
      'AccountClosed',
      { transferId: 't-1', centiHours: 5, rest: 'pool', to: null, outOf: [] },
      ...(['closed-account', 't-1'] as const),
    ],
  ])('fills the pool after %s', (type, data, cause, transferId) => {
    const [command] = react(type, { divisionCode: '15', ...data });
    expect([command?.type, command?.data]).toEqual([
      'PutIntoPool',
      { divisionCode: '15', transferId, cause, centiHours: 5 },
    ]);
  });

  it('does nothing where nothing left', () => {
    const nothing = { divisionCode: null, transferId: 't-1', forwarded: 0 };
    expect(react('CreditReceived', nothing)).toEqual([]);
    const closed = { transferId: 't-1', to: null, outOf: [] };
    expect(react('AccountClosed', { ...closed, centiHours: 0, rest: 'pool' })).toEqual([]);
    expect(react('AccountClosed', { ...closed, centiHours: 5, rest: 'statement' })).toEqual([]);
  });

  it('brings an estate to the relative and a grant to the one in need', () => {
    const estate = { volunteerId: 'v-1', transferId: 'c-1', centiHours: 200, rest: 'relative' };
    const [left] = react('AccountClosed', { ...estate, to: 'v-2', outOf: [part('s-1', 200)] });
    expect(left?.data).toMatchObject({ cause: 'estate', parts: [part('s-1', 200, 'gifted')] });
    const grant = { divisionCode: '15', grantId: 'g-1', volunteerId: 'v-3', centiHours: 100 };
    const [granted] = react('PoolGranted', { ...grant, expiresAt: 'then' });
    expect(granted?.data).toMatchObject({
      ...{ volunteerId: 'v-3', transferId: 'g-1', cause: 'grant', from: 'pool:15' },
      parts: [{ kind: 'granted', issuer: 'pool:15', grantId: 'g-1', expiresAt: 'then' }],
    });
  });

  it('gives the same command with the same id for the same event', () => {
    expect(settled({})).toEqual(settled({}));
  });
});
