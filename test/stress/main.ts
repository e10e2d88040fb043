import { parseArgs } from 'node:util';
import { crowd } from './crowd.js';
import { importLoop } from './import-loop.js';
import { killLoop } from './kill-loop.js';

const USAGE = `npm run stress -- <proof>

  kill   [--times 200]   SIGKILL the service under mixed writes, start, compare, fsck
  import [--times 10]    SIGKILL an import of the sample, finish it, compare with expected.json
  crowd  [--people 500]  so many volunteers sign in to one activity at once`;

const { values, positionals } = parseArgs({
  options: { times: { type: 'string' }, people: { type: 'string' } },
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
    case 'crowd':
      return crowd({ people: Number(values.people ?? 500) });
    default:
      console.error(USAGE);
      process.exit(2);
  }
}

const report = await run(positionals[0]);
console.log(JSON.stringify(report));
process.exitCode = report.faults.length === 0 ? 0 : 1;
