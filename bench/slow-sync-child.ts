import { measureAll } from './appends.bench.js';

/** Started by `slow-sync.ts` with slow syncs preloaded; answers with the results as JSON. */
const [rounds = 3, seconds = 1] = process.argv.slice(2).map(Number);
const say = (text: string): void => console.error(text);
const scale = { quick: false, rounds, seconds, say };
const results = await measureAll('durable appends, 1 ms sync', scale);
process.stdout.write(JSON.stringify(results));
