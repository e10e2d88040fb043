#!/usr/bin/env node
/**
 * Keeps what the service writes today for the code of tomorrow: plays the demonstration and what it
 * leaves out on a service in memory, and writes one recorded event of every stored type and schema
 * to test/fixtures/events. A fixture that exists is never written again: it stands for the ledgers
 * of the operators, which nobody can edit either.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { storedEvents } from './docs/events.mjs';
import { ROOT } from './docs/sources.mjs';
import { recordedEvents } from './event-fixtures/ledger.mjs';

const FOLDER = join(ROOT, 'test/fixtures/events');

build();
mkdirSync(FOLDER, { recursive: true });
const recorded = await recordedEvents();
for (const event of recorded) keep(event);
const missing = storedEvents().filter(({ type }) => !recorded.some((event) => event.type === type));
for (const { type } of missing) console.error(`${type}: nothing that is played records it`);
process.exit(missing.length > 0 ? 1 : 0);

/** The first event of its type and schema: `wx` refuses every other one, and every old fixture. */
function keep(event) {
  const name = `${event.type}.v${event.meta.schema}.json`;
  try {
    writeFileSync(join(FOLDER, name), `${JSON.stringify(event, null, 2)}\n`, { flag: 'wx' });
    console.log(`written: test/fixtures/events/${name}`);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
}
