import { playedLedger } from '../../test/support/played-ledger.js';
import type { BootedApp } from '../../test/support/boot-app.js';
import { BankQueries } from '../contexts/time-bank/bank.queries.js';
import { PointsQueries } from '../contexts/points/points.queries.js';
import { audit, type AuditOptions, type AuditReport } from './audit.js';

/** An event as somebody may have changed it. */
interface Line {
  id: string;
  stream: string;
  revision: number;
  position: string;
  type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a forger changes anything
  data: any;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a forger changes anything
  meta: any;
}

let booted: BootedApp;
let header: string;
let ledger: readonly Line[];

beforeAll(async () => {
  const { lines, app } = await playedLedger();
  booted = app;
  header = lines[0]!;
  ledger = lines.slice(1).map((line) => JSON.parse(line) as Line);
});
afterAll(() => booted.close());

async function* each(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines;
}

function auditOf(events: readonly Line[], options: AuditOptions = {}): Promise<AuditReport> {
  return audit(each([header, ...events.map((event) => JSON.stringify(event))]), options);
}

const codes = ({ findings }: AuditReport) => [...new Set(findings.map(({ code }) => code))];

/** A copy with its events numbered as if nothing had happened: what a careful forger hands in. */
function renumbered(events: readonly Line[]): Line[] {
  const next = new Map<string, number>();
  const last = ledger.at(-1)!.position;
  return events.map((event, index) => {
    const revision = next.get(event.stream) ?? 0;
    next.set(event.stream, revision + 1);
    const position = index === events.length - 1 ? last : String(index);
    return { ...event, revision, position };
  });
}

const copy = (): Line[] => structuredClone(ledger) as Line[];
const nth = (events: readonly Line[], type: string, n = 0): number => {
  const found = events.flatMap((event, index) => (event.type.endsWith(`.${type}`) ? [index] : []));
  const index = found.at(n);
  if (index === undefined) throw new Error(`no ${type} number ${n} was played`);
  return index;
};
const change =
  (type: string, how: (event: Line) => void, n = 0) =>
  (): Line[] => {
    const events = copy();
    how(events[nth(events, type, n)]!);
    return events;
  };
const drop =
  (type: string, n = 0) =>
  (): Line[] => {
    const events = copy();
    events.splice(nth(events, type, n), 1);
    return renumbered(events);
  };
const repeat =
  (type: string, n = 0) =>
  (): Line[] => {
    const events = copy();
    const index = nth(events, type, n);
    events.splice(index, 0, structuredClone(events[index]!));
    return renumbered(events);
  };
/** The first of one type to before the first of another. */
const advance = (type: string, before: string) => (): Line[] => {
  const events = copy();
  const [moved] = events.splice(nth(events, type), 1);
  events.splice(nth(events, before), 0, moved!);
  return renumbered(events);
};

describe('the audit of an honest ledger', () => {
  it('finds nothing, and comes to the totals that the service shows', async () => {
    const { issued, available, held, debt } = booted.app
      .get(BankQueries, { strict: false })
      .supply();
    const points = booted.app.get(PointsQueries, { strict: false });
    const published = {
      credit: { issued, available, held, debt },
      points: { green: points.supply('green'), volunteer: points.supply('volunteer') },
      events: ledger.length,
    };
    const report = await auditOf(ledger, { published });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ clean: true, events: ledger.length, found: 0 });
    expect(report.totals['points.green.available']).toBe(18);
    expect(report.totals['hours.centiHours']).toBeGreaterThan(0);
    expect(report.totals['points.volunteer.issued']).toBeGreaterThan(0);
  });

  it('finds published figures that differ, and those that nobody recomputes', async () => {
    const published = { credit: { issued: 1 }, points: { green: { held: 0 } }, visitors: 7 };
    const report = await auditOf(ledger, { published });
    expect(report.findings.map(({ code, where }) => [code, where])).toEqual([
      ['totals/differ', 'credit.issued'],
      ['totals/not-recomputed', 'visitors'],
    ]);
  });

  it('lets a type pass that it does not know, if its postings balance', async () => {
    const events = copy();
    const last = events.at(-1)!;
    events.splice(-1, 0, {
      ...{ ...last, stream: 'newBook-1', revision: 0, type: 'time-bank.SomethingNew' },
      position: String(BigInt(last.position) - 1n),
      data: { postings: [{ debit: 'issuance:x', credit: 'pool:y', centiHours: 5 }] },
    });
    expect(codes(await auditOf(renumbered(events)))).toEqual([]);
  });
});

describe('the audit names', () => {
  const green = 'available:green.';
  it.each<[string, () => Line[]]>([
    ['order/revision-gap', () => copy().filter((_, i) => i !== nth(ledger, 'DropInspected'))],
    ['order/revision-gap', () => [ledger[0]!, ...ledger]],
    ['order/position-order', () => [ledger[1]!, ledger[0]!, ...ledger.slice(2)]],
    ['order/cut-short', () => ledger.slice(0, -1) as Line[]],
    ['order/metadata-missing', change('CreditIssued', ({ meta }) => delete meta.inputHash)],
    [
      'entry/posting-malformed',
      change('CreditIssued', ({ data }) => (data.postings[0].centiHours = -5)),
    ],
    [
      'entry/posting-malformed',
      change('PointsAwarded', ({ data }) => (data.postings[0].points = 0.5)),
    ],
    [
      'entry/posting-malformed',
      change('PointsAwarded', ({ data }) => (data.postings[0].debit = 'issuance:hours.s')),
    ],
    [
      'entry/account-of-another',
      change('PointsHeld', ({ data }) => (data.postings[0].debit = `${green}somebody-else`)),
    ],
    [
      'entry/account-of-another',
      change('CreditHeld', ({ data }) => (data.postings[0].debit = 'available:somebody-else')),
    ],
    ['entry/overdrawn', change('CreditHeld', ({ data }) => (data.postings[0].centiHours += 1e6))],
    [
      'entry/debt-overpaid',
      change('PointsAwarded', ({ data }) => {
        const [{ credit: debit, points }] = data.postings;
        data.postings.push({ debit, credit: debit.replace('available', 'debt'), points });
      }),
    ],
    ['hours/effect-differs', change('RecordTookEffect', ({ data }) => (data.centiHours += 1))],
    ['hours/volunteer-differs', change('RecordTookEffect', ({ data }) => (data.volunteerId = 'x'))],
    ['hours/exceed-interval', change('RecordSubmitted', ({ data }) => (data.centiHours += 900))],
    ['hours/took-effect-twice', repeat('RecordTookEffect')],
    ['hours/effect-without-record', drop('RecordSubmitted')],
    ['credit/hour-without-credit', drop('CreditIssued', -1)],
    ['credit/without-hour', drop('RecordTookEffect', -1)],
    ['credit/issued-twice', repeat('CreditIssued')],
    ['credit/differs-from-hours', change('CreditIssued', ({ data }) => (data.centiHours += 1))],
    [
      'credit/postings-differ',
      change('CreditIssued', ({ data }) => (data.postings[0].centiHours += 1)),
    ],
    ['credit/hold-not-open', repeat('HoldSettled')],
    ['credit/hold-differs', change('HoldSettled', ({ data }) => (data.centiHours += 1))],
    ['credit/held-twice', repeat('CreditHeld')],
    ['points/differ-from-drop', change('DropInspected', ({ data }) => (data.points += 1))],
    ['points/differ-from-drop', drop('DropAnnulled')],
    ['points/without-cause', drop('DropInspected', -1)],
    ['points/record-without-points', change('PointsAwarded', ({ data }) => (data.causeId = 'x'))],
    ['points/awarded-twice', repeat('PointsAwarded')],
    [
      'points/coefficient-differs',
      change('PointsAwarded', ({ data }) => (data.basis.coefficientHundredths *= 3)),
    ],
    ['points/of-other-hours', change('PointsAwarded', ({ data }) => (data.basis.centiHours += 1))],
    ['points/lot-differs', change('PointsAwarded', ({ data }) => (data.lot.points -= 1))],
    ['points/lots-out-of-order', change('PointsHeld', ({ data }) => data.lots.reverse())],
    [
      'points/lots-out-of-order',
      change('PointsHeld', ({ data }) => {
        data.lots[0].points -= 1;
        data.lots[1].points += 1;
      }),
    ],
    [
      'points/lapsed-lot-spent',
      change('PointsHeld', ({ data }) => (data.at = '2031-01-01T00:00:00.000Z')),
    ],
    [
      'points/lots-differ-from-balance',
      change('PointsHeld', ({ data }) => (data.postings[0].points -= 1)),
    ],
    ['points/hold-not-open', repeat('PointsSpent')],
    ['points/hold-differs', change('PointsReturned', ({ data }) => (data.lapsed += 1))],
    ['points/debt-differs', change('AwardVoided', ({ data }) => (data.becameDebt += 3))],
    ['points/correction-differs', change('AwardVoided', ({ data }) => (data.before += 1))],
    ['points/correction-differs', change('AwardCorrected', ({ data }) => (data.before += 1))],
    ['points/correction-differs', repeat('AwardCorrected')],
    ['points/debt-differs', change('AwardCorrected', ({ data }) => (data.becameDebt += 1))],
    ['points/lapsed-differs', change('AwardCorrected', ({ data }) => (data.lapsed += 1))],
    ['points/lots-out-of-order', change('AwardCorrected', ({ data }) => data.taken.pop())],
    ['points/lot-differs', change('AwardCorrected', ({ data }) => (data.lot.points += 1), -1)],
    ['points/differ-from-drop', drop('AwardCorrected', -1)],
    ['points/differ-from-drop', change('DropCorrected', ({ data }) => (data.points -= 1), -1)],
    ['points/debt-not-repaid', change('AwardCorrected', ({ data }) => (data.repaidDebt += 1), -1)],
    ['stock/negative', change('StockHandedOut', ({ data }) => (data.count = 99))],
    ['stock/promised-too-much', change('StockReserved', ({ data }) => (data.count += 9))],
    ['stock/promise-differs', change('StockHandedOut', ({ data }) => (data.count -= 1))],
    ['stock/count-differs', change('StockCounted', ({ data }) => (data.before += 1))],
    ['stock/redemption-ends-differ', drop('StockHandedOut')],
    [
      'stock/redemption-ends-differ',
      change('RedemptionEnded', (e) => (e.type = 'points.GoodsPickedUp')),
    ],
    ['points/hold-not-open', advance('PointsSpent', 'PointsHeld')],
  ])('%s', async (code, forge) => {
    const report = await auditOf(forge());
    expect(report.clean).toBe(false);
    expect(codes(report)).toContain(code);
  });

  it('a line that is none, and a file that is no export', async () => {
    const lines = ledger.map((event) => JSON.stringify(event));
    const broken = await audit(each([header, '{"id":', ...lines]));
    expect(codes(broken)).toEqual(['order/line-malformed']);
    const headless = await audit(each(lines));
    expect(codes(headless)).toEqual(['order/header-missing']);
    const empty = await audit(each([]));
    expect(empty).toMatchObject({ clean: true, events: 0 });
  });

  it('a thousand findings at most, and how many there were', async () => {
    const report = await audit(each([header, ...Array<string>(5_000).fill('nonsense')]));
    expect([report.findings.length, report.found]).toEqual([1_000, 5_001]);
  });
});
