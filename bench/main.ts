import { parseArgs } from 'node:util';
import { appends, appendsSlow } from './appends.bench.js';
import { auditBench } from './audit.bench.js';
import { certificates } from './certificates.bench.js';
import { commands } from './commands.bench.js';
import { log } from './log.bench.js';
import type { Bench } from './measure.js';
import { rebuild } from './rebuild.bench.js';
import { startUp } from './start-up.bench.js';
import { streamLoad } from './stream-load.bench.js';
import { timeBank } from './time-bank.bench.js';
import { verificationPage } from './verification-page.bench.js';

const BENCHES: readonly Bench[] = [
  ...[
    appends,
    appendsSlow,
    commands,
    rebuild,
    streamLoad,
    certificates,
    log,
    verificationPage,
    startUp,
  ],
  timeBank,
  auditBench,
];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const chosen = BENCHES.filter(({ name }) => !values.only || name === values.only);
if (values.help || chosen.length === 0) {
  console.error('npm run -s bench -- [--quick] [--only NAME]   JSON lines on stdout\n');
  for (const { name, about } of BENCHES) console.error(`  ${name.padEnd(18)} ${about}`);
  process.exit(values.help ? 0 : 2);
}

const say = (text: string): void => console.error(`· ${text}`);
const scale = values.quick
  ? { quick: true, rounds: 3, seconds: 0.5, say }
  : { quick: false, rounds: 5, seconds: 2, say };

for (const bench of chosen) {
  say(`${bench.name}: ${bench.about}`);
  for (const result of await bench.run(scale)) console.log(JSON.stringify(result));
}
