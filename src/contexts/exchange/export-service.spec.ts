import { Writable } from 'node:stream';
import { allEvents, bootExchange } from '../../../test/support/boot-exchange.js';
import type { Booted } from '../../../test/support/boot-module.js';
import { ExportService } from './export-service.js';
import { ImportService } from './import-service.js';

const ROSTER = [
  '姓名,证件类型,证件号码,性别,出生日期,联系电话,居住社区代码,服务类别',
  '乌云娜,居民身份证,150105199510034659,男,1995-10-03,15295655913,150602001003,便民利民',
].join('\n');

let booted: Booted;
beforeEach(async () => {
  booted = await bootExchange();
});
afterEach(() => booted.app.close());

async function exported(): Promise<{ lines: unknown[]; events: number }> {
  let text = '';
  const out = new Writable({
    // So small that writing has to wait for the reader.
    highWaterMark: 16,
    write(chunk, _encoding, done) {
      text += String(chunk);
      setImmediate(done);
    },
  });
  const { events } = await booted.app.get(ExportService).events(out);
  await new Promise<void>((resolve) => out.end(resolve));
  return {
    events,
    lines: text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  };
}

describe('an export of the ledger', () => {
  it('has a header that names the last event, then one event a line in store order', async () => {
    await booted.app.get(ImportService).run({
      ...{ kind: 'volunteers', dryRun: false, file: { bytes: Buffer.from(ROSTER) } },
      actor: { accountId: 'tester', role: 'station-manager' },
    });
    const events = await allEvents(booted);
    const { lines, events: count } = await exported();
    const [header, ...rest] = lines;
    expect(header).toEqual({
      format: 'shizhang-events',
      version: 1,
      exportedAt: booted.clock.now(),
      through: events.at(-1)?.position,
    });
    expect(rest).toEqual(events);
    expect(count).toBe(events.length);
    expect(JSON.stringify(lines)).not.toMatch(/乌云娜|150105|15295655913/);
  });

  it('of an empty ledger is a header', async () => {
    expect(await exported()).toMatchObject({ events: 0, lines: [{ through: null }] });
  });
});
