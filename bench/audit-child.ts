import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { audit } from '../src/audit/audit.js';

/** Audits one export and tells how fast, and how large the process became. */
const input = createReadStream(process.argv[2] ?? '', 'utf8');
const started = performance.now();
const { clean, events, findings } = await audit(createInterface({ input, crlfDelay: Infinity }));
const seconds = (performance.now() - started) / 1_000;
for (const { code, where, detail } of findings.slice(0, 5)) console.error(code, where, detail);
const megabytes = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ clean, perSecond: events / seconds, megabytes }));
