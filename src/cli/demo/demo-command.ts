import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../bootstrap.js';
import { notListening } from '../../operators-trouble.js';
import { SetupLink } from '../../contexts/access/security/setup-link.js';
import { EffectDeadlines } from '../../contexts/service-records/effect-deadlines.handlers.js';
import type { PublishedKey } from '../../contexts/certificates/signing/published-key.js';
import { type Verification, verifyPdf } from '../../contexts/certificates/verification.js';
import { addDays, localDateOf } from '../../kernel/calendar.js';
import { formatHours } from '../../kernel/centi-hours.js';
import { SteppableClock } from '../../platform/clock.js';
import { ConfigError, readConfig } from '../../platform/config.js';
import { createLogger } from '../../platform/logger.js';
import { fsckApp, settleApp } from '../open-app.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { DEMO_PASSWORD, type StoryEnd, tellStory } from './story.js';

/** The story spans nine days, some more over long holidays; it ends before today. */
const STORY_DAYS = 21;

/**
 * `shizhang demo`: the main job on a fresh folder with a clock that is turned forward through the
 * days of publicity, over the real HTTP API. Leaves the site running unless `--once`.
 */
export async function demoCommand(
  { once }: { once: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { app, clock, baseUrl, dataDir } = await startService();
  try {
    const end = await tellStory({
      baseUrl,
      setupToken: setupTokenOf(app),
      firstDay: addDays(localDateOf(new Date().toISOString()), -STORY_DAYS),
      setClock: (instant) => clock.set(instant),
      passDeadlines: async () => {
        await settleApp(app);
        return app
          .get(EffectDeadlines, { strict: false })
          .sweepNow()
          .finally(() => settleApp(app));
      },
      say: (text) => terminal.say(`· ${text}`),
    });
    clock.set(new Date().toISOString());
    const isGood = await showEnd({ app, end, dataDir, terminal });
    if (!once) await stayUntilStopped(baseUrl, terminal);
    return isGood ? EXIT.ok : EXIT.findings;
  } finally {
    await app.close();
  }
}

async function startService() {
  const dataDir = process.env['DATA_DIR'] || mkdtempSync(join(tmpdir(), 'shizhang-demo-'));
  const port = process.env['PORT'] ? Number(process.env['PORT']) : await freePort();
  const baseUrl = `http://localhost:${port}`;
  const config = readConfig({
    LOG_LEVEL: 'warn',
    PUBLIC_URL: baseUrl,
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
  });
  const clock = new SteppableClock();
  const logger = createLogger(config.logLevel);
  const app = await createApp({ config, clock, logger, apiDocs: true });
  const host = '127.0.0.1';
  await app.listen(port, host).catch((error: unknown) => notListening({ port, host }, error));
  return { app, clock, baseUrl: `http://127.0.0.1:${port}`, dataDir };
}

function setupTokenOf(app: NestFastifyApplication): string {
  const link = app.get(SetupLink, { strict: false }).current();
  const token = link && new URL(link).searchParams.get('token');
  if (!token)
    throw new ConfigError('DATA_DIR', 'is in use: the demonstration needs a fresh folder');
  return token;
}

interface End {
  readonly app: NestFastifyApplication;
  readonly end: StoryEnd;
  readonly dataDir: string;
  readonly terminal: Terminal;
}

/** Saves and verifies the certificate offline, checks the books, and says how it stands. */
async function showEnd({ app, end, dataDir, terminal }: End): Promise<boolean> {
  const file = join(dataDir, 'certificate.pdf');
  writeFileSync(file, end.pdf);
  const keys = end.keys as readonly PublishedKey[];
  const verification: Verification = verifyPdf(end.pdf, {
    keys,
    logKeys: end.logKeys,
    now: new Date().toISOString(),
    statusOf: () => (end.page.includes('✔') ? 'valid' : 'unknown'),
  });
  const { clean, findings } = await fsckApp(app);
  const state = clean ? 'clean' : `${findings.length} findings`;
  terminal.say('');
  terminal.say(`证明 certificate    ${file}`);
  terminal.say(`查验 verify         ${end.verifyUrl}`);
  terminal.say(`编号 number         ${verification.claims?.number ?? ''}  核验码 ${end.checkCode}`);
  terminal.say(`离线 offline        ${verification.verdict}`);
  const { verdict: inLog, index, size } = verification.log ?? {};
  terminal.say(`日志 log            ${inLog ?? ''}, event ${index ?? '?'} of ${size ?? '?'}`);
  terminal.say(`服务时间 hours      ${formatHours(end.hoursCenti)}`);
  terminal.say(`时间币 credit       ${formatHours(end.credit.available)} available`);
  terminal.say(`fsck: ${state}`);
  for (const { code, where, detail } of findings) terminal.say(`  ${code} ${where} ${detail}`);
  terminal.result({
    certificate: file,
    verifyUrl: end.verifyUrl,
    verdict: verification.verdict,
    log: inLog,
    fsck: state,
    hours: Number(formatHours(end.hoursCenti)),
    credit: Number(formatHours(end.credit.available)),
  });
  return clean && verification.verdict === 'valid';
}

function stayUntilStopped(baseUrl: string, terminal: Terminal): Promise<void> {
  terminal.say('');
  terminal.say(`站点运行中 running   ${baseUrl}/login`);
  terminal.say(`API                  ${baseUrl}/api/docs`);
  terminal.say(`离线查验 verifier    ${baseUrl}/v/offline-verifier.html`);
  terminal.say(
    `账号 accounts        admin, manager, manager2, officer, supervisor, volunteer1…3 / ${DEMO_PASSWORD}`,
  );
  terminal.say('Ctrl+C 结束 ends it');
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** A port nobody uses, asked of the system. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
