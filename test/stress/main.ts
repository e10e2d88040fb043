import { parseArgs } from 'node:util';
import { batch } from './batch.js';
import { books } from './books.js';
import { crowd } from './crowd.js';
import { fuzz } from './fuzz.js';
import { importLoop } from './import-loop.js';
import { killLoop } from './kill-loop.js';

const USAGE = `npm run stress -- <proof>

  kill   [--times 200]   SIGKILL the service under mixed writes, start, compare, fsck
  import [--times 10]    SIGKILL an import of the sample, finish it, compare with expected.json
  batch  [--people 1000] [--stops 2] [--kills 3]   certificates for all, stopped and SIGKILLed, then fsck
  crowd  [--people 500]  so many volunteers sign in to one activity at once
  fuzz   [--requests 100000] [--seed 1]   wrong and hostile requests of every role, then fsck
  books  [--commands 1000000] [--accounts 1000] [--seed 1]   the time bank against a model`;

const { values, positionals } = parseArgs({
  options: {
    times: { type: 'string' },
    requests: { type: 'string' },
    people: { type: 'string' },
    stops: { type: 'string' },
    kills: { type: 'string' },
    commands: { type: 'string' },
    accounts: { type: 'string' },
    seed: { type: 'string' },
  },
  allowPositionals: true,
});

async function run(proof: string | undefined): Promise<{ readonly faults: readonly string[] }> {
  const times = values.times === undefined ? undefined : Number(values.times);
  switch (proof) {
    case 'kill':
      return killLoop({
        times: times ?? 200,
        onRound: (report) => {
          if (report.rounds % 10 === 0) console.error(JSON.stringify(report));
        },
      });
    case 'import':
      return importLoop({ times: times ?? 10, onKill: (text) => console.error(text) });
    case 'batch':
      return batch({
        ...{ people: Number(values.people ?? 1_000), stops: Number(values.stops ?? 2) },
        ...{ kills: Number(values.kills ?? 3), pdfs: 100 },
        onProgress: (text) => console.error(text),
      });
    case 'crowd':
      return crowd({ people: Number(values.people ?? 500) });
    case 'fuzz':
      return fuzz({ requests: Number(values.requests ?? 100_000), seed: Number(values.seed ?? 1) });
    case 'books': {
      const commands = Number(values.commands ?? 1_000_000);
      const step = Math.ceil(commands / 20);
      let said = 0;
      return books({
        ...{ commands, accounts: Number(values.accounts ?? 1_000), seed: Number(values.seed ?? 1) },
        onProgress: (done) => {
          if (done < said) return;
          said += step;
          console.error(`${done} of ${commands}`);
        },
      });
    }
    default:
      console.error(USAGE);
      process.exit(2);
  }
}

const report = await run(positionals[0]);
console.log(JSON.stringify(report));
process.exitCode = report.faults.length === 0 ? 0 : 1;
