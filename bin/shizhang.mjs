#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A clone in which `npm ci --ignore-scripts` ran has no dist yet.
const main = new URL('../dist/cli/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('shizhang: building once …');
  const { build } = await import('../scripts/build.mjs');
  build();
}
await import(main.href);
