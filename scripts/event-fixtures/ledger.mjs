import { Writable } from 'node:stream';
import { compiled } from '../docs/sources.mjs';
import { playTheRest } from './the-rest.mjs';

/** A Monday with working days after it, so that publicity passes within the story. */
const FIRST_DAY = '2026-03-02';
/** The morning after the story's last day. */
const AFTERWARDS = '2026-03-12T02:00:00.000Z';

/** Every event of a ledger in which everything happens that can happen, as it is exported. */
export async function recordedEvents() {
  const { SteppableClock } = await compiled('src/platform/clock.ts');
  const { settleApp } = await compiled('src/cli/open-app.ts');
  const clock = new SteppableClock(() => 0);
  const app = await startService(clock);
  const settle = () => settleApp(app);
  try {
    await tellStory({ app, clock, settle });
    clock.set(AFTERWARDS);
    await playTheRest({ app, at: clock.now(), events: await exported(app), settle });
    return await exported(app);
  } finally {
    await app.close();
  }
}

/** All in memory: nothing of an operator's data is opened, nothing is left behind. */
async function startService(clock) {
  const { createApp } = await compiled('src/bootstrap.ts');
  const { createLogger } = await compiled('src/platform/logger.ts');
  const { readConfig } = await compiled('src/platform/config.ts');
  const config = { ...readConfig({}), dataDir: null, logLevel: 'silent' };
  clock.set(`${FIRST_DAY}T00:00:00.000Z`);
  const app = await createApp({ config, clock, logger: createLogger('silent') });
  await app.listen(0, '127.0.0.1');
  return app;
}

async function tellStory({ app, clock, settle }) {
  const { tellStory } = await compiled('src/cli/demo/story.ts');
  const { SetupLink } = await compiled('src/contexts/access/security/setup-link.ts');
  const deadlines = await compiled('src/contexts/service-records/effect-deadlines.handlers.ts');
  const link = new URL(app.get(SetupLink, { strict: false }).current());
  await tellStory({
    baseUrl: await app.getUrl(),
    setupToken: link.searchParams.get('token'),
    firstDay: FIRST_DAY,
    setClock: (instant) => clock.set(instant),
    passDeadlines: async () => {
      await settle();
      const effective = await app.get(deadlines.EffectDeadlines, { strict: false }).sweepNow();
      await settle();
      return effective;
    },
    say: () => undefined,
  });
  await settle();
}

async function exported(app) {
  const { ExportService } = await compiled('src/contexts/exchange/export-service.ts');
  const lines = [];
  const out = new Writable({
    write(chunk, _, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  await app.get(ExportService, { strict: false }).events(out);
  // The first line is the header of the export.
  return lines.slice(1).map((line) => JSON.parse(line));
}
