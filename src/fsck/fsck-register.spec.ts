import { StoreDouble } from '../../test/support/store-double.js';
import type { EventStore } from '../event-store/event-store.js';
import type { EventMeta, Recorded } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { fsck } from './fsck.js';
import {
  and,
  assigned,
  BANK,
  certified,
  changed,
  check,
  codes,
  databases,
  held,
  HISTORY,
  instead,
  number,
  open,
  type Planted,
  processes,
  projector,
  settled,
  stageAudit,
  store,
  vault,
  without,
} from './fsck.fixture.js';

stageAudit();

describe('the audit of certificates names', () => {
  const totals = { centiHours: 333, services: 1, byGrade: { 'A+': 0, A: 333, B: 0, C: 0, D: 0 } };

  it.each<[string, readonly Planted[]]>([
    ['number-gap', and(assigned(3, 'c-3'))],
    ['number-twice', and(assigned(2, 'c-2', number(1)))],
    ['number-not-assigned', without('NumberAssigned')],
    ['number-not-assigned', changed('NumberAssigned', { certificateId: 'c-9' })],
    [
      'total-differs',
      instead('CertificateIssued', certified({ totals: { ...totals, centiHours: 334 } })),
    ],
    [
      'rows-differ',
      instead('CertificateIssued', certified({ totals: { ...totals, services: 2 } })),
    ],
    [
      'hours-differ',
      instead(
        'CertificateIssued',
        certified({
          totals: { ...totals, byGrade: { ...totals.byGrade, 'A+': 333, A: 0 } },
        }),
      ),
    ],
    [
      'row-not-effective',
      instead(
        'CertificateIssued',
        certified({
          records: [
            { recordId: 'r-1', version: 1 },
            { recordId: 'r-2', version: 1 },
          ],
        }),
      ),
    ],
    ['row-not-effective', instead('CertificateIssued', certified({ organisationId: 'o-2' }))],
    ['row-not-effective', instead('CertificateIssued', certified({ from: '2026-03-08' }))],
    ['row-not-effective', instead('CertificateIssued', certified({ volunteerId: 'v-2' }))],
    ['row-not-effective', instead('CertificateIssued', certified({ logPosition: '1' }))],
    [
      'row-missing',
      instead(
        'CertificateIssued',
        certified({ records: [], totals: { centiHours: 0, services: 0, byGrade: { A: 0 } } }),
      ),
    ],
  ])('register/%s', async (reason, history) => {
    const report = await check(history);
    expect(codes(report)).toContain(`register/${reason}`);
  });
});

describe('the audit of the ledger names', () => {
  /** Tampers with one event on its way to the audit; followers see the real store. */
  const tampered = (revision: number, alter: (event: Recorded) => readonly Recorded[]) =>
    new StoreDouble(store, (page) => [
      {
        ...page,
        events: page.events.flatMap((event) =>
          event.stream === BANK && event.revision === revision ? alter(event) : [event],
        ),
      },
    ]);
  const meta = (over: Partial<EventMeta>) => (event: Recorded) => [
    { ...event, meta: { ...event.meta, ...over } },
  ];
  /** What the audit sees of revision 3 when it claims the command of revision 2 or 1. */
  const claiming = (from: number, over: Partial<EventMeta> = {}) => {
    let claimed: EventMeta | undefined;
    return new StoreDouble(store, (page) => [
      {
        ...page,
        events: page.events.map((event) => {
          if (event.stream !== BANK) return event;
          if (event.revision === from) claimed = event.meta;
          if (event.revision !== 3 || !claimed) return event;
          return { ...event, meta: { ...claimed, ...over } };
        }),
      },
    ]);
  };

  it.each<[string, () => EventStore]>([
    ['revision-gap', () => tampered(2, () => [])],
    ['revision-gap', () => tampered(2, (event) => [{ ...event, revision: 7 }])],
    ['position-order', () => tampered(2, (event) => [{ ...event, position: '1' }])],
    ['event-id-twice', () => tampered(2, (event) => [event, { ...event, revision: 3 }])],
    ['metadata-missing', () => tampered(2, meta({ nonce: '' }))],
    ['metadata-missing', () => tampered(2, meta({ recordedAt: '' }))],
    ['metadata-missing', () => tampered(2, meta({ actor: { accountId: '', role: 'x' } }))],
    ['command-executed-twice', () => claiming(1)],
    ['command-hash-differs', () => claiming(2, { inputHash: 'other' })],
  ])('ledger/%s', async (reason, from) => {
    expect(codes(await check(HISTORY, from()))).toContain(`ledger/${reason}`);
  });

  it('two events of one command side by side are sound', async () => {
    expect(codes(await check(HISTORY, claiming(2)))).toEqual([]);
  });

  it('the stream and revision it is about', async () => {
    const { findings } = await check(HISTORY, tampered(2, meta({ nonce: '' })));
    expect(findings).toEqual([
      { code: 'ledger/metadata-missing', where: `${BANK}#2`, detail: 'nonce' },
    ]);
  });
});

describe('the audit of what stands beside the ledger names', () => {
  it('a profile that is missing, but not one that was erased', async () => {
    vault.discard('v-1');
    expect(codes(await check(HISTORY))).toEqual(['vault/profile-missing']);
    vault.put({ subject: 'v-1', kind: 'profile', id: 'current' }, {});
    vault.erase('v-1', '2026-03-20T01:00:00.000Z');
    const sources = { store, databases, vault, projector, processes };
    expect(codes(await fsck(sources))).toEqual([]);
  });

  it('a profile of nobody', async () => {
    vault.put({ subject: 'v-9', kind: 'profile', id: 'current' }, {});
    expect((await check(HISTORY)).findings).toEqual([
      { code: 'vault/profile-of-nobody', where: 'v-9', detail: '' },
    ]);
  });

  it.each([
    ['UPDATE service_records_hours SET centi_hours = centi_hours + 1', 'service_records_hours'],
    ['DELETE FROM service_records_hours', 'service_records_hours'],
    [
      `UPDATE time_bank_balance SET centi_hours = 84 WHERE account = 'available:v-1'`,
      'time_bank_balance: available:v-1',
    ],
    [`INSERT INTO time_bank_balance VALUES ('available:v-9', 1)`, 'time_bank_balance'],
  ])('a read model that was changed by hand: %s', async (statement, where) => {
    await check(HISTORY);
    databases.read.exec(statement);
    const report = await fsck({ store, databases, vault, projector, processes });
    expect(codes(report)).toEqual(['read-model/differs']);
    expect(report.findings[0]?.where).toContain(where);
  });

  it('an event that a read model could not take', async () => {
    const report = await check(and(held('h-1', 50), settled('h-1', 50)));
    expect(codes(report)).toContain('projection/parked');
  });

  it('a reaction that was refused', async () => {
    await Promise.all([projector.stop(), processes.stop()]);
    open([
      {
        ...{ name: 'when-registered-refuse', on: ['volunteers.VolunteerRegistered'] },
        react: () => {
          throw new Rejection('x/never');
        },
      },
    ]);
    const { findings } = await check(HISTORY);
    expect(findings).toMatchObject([{ code: 'process/parked', detail: 'x/never' }]);
  });

  it('a loop that stopped', async () => {
    databases.read.exec(`CREATE TRIGGER crash BEFORE UPDATE ON projection_checkpoints
                         BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    const report = await check(HISTORY);
    expect(codes(report)).toContain('loop/stopped');
    expect(report.findings.find((f) => f.code === 'loop/stopped')).toMatchObject({
      ...{ where: 'projector', detail: expect.stringContaining('disk full') },
    });
  });
});
