#!/usr/bin/env node
/** Builds the one-file verifier: `npm run verifier` writes it, `-- --check` compares. */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = join(dirname(dirname(fileURLToPath(import.meta.url))), 'verifier');
export const VERIFIER = join(SOURCES, 'offline-verifier.html');
const shim = (name) => join(SOURCES, 'shims', `${name}.ts`);

/** The page as one text: no part of it is fetched, and its policy allows no other script. */
export async function offlineVerifier() {
  const script = await bundled('page.ts');
  const style = (
    await build({ ...plain(), entryPoints: [join(SOURCES, 'page.css')] })
  ).outputFiles[0].text.trim();
  const template = readFileSync(join(SOURCES, 'page.html'), 'utf8');
  return template
    .replace('{{script-hash}}', hashOf(script))
    .replace('{{style-hash}}', hashOf(style))
    .replace('<style></style>', () => `<style>${style}</style>`)
    .replace('<script></script>', () => `<script>${script}</script>`);
}

/** A script of the verifier for any engine since 2020, with nothing of node in it. */
export async function bundled(entry, options = {}) {
  const { outputFiles } = await build({
    ...plain(),
    entryPoints: [join(SOURCES, entry)],
    bundle: true,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    alias: { crypto: shim('crypto'), 'node:crypto': shim('crypto'), 'node:zlib': shim('zlib') },
    inject: [shim('buffer')],
    ...options,
  });
  // The script stands inside HTML: nothing in it may look like its end.
  return outputFiles[0].text.trim().replaceAll('</script', '<\\/script');
}

function plain() {
  return { write: false, minify: true, logLevel: 'error', absWorkingDir: dirname(SOURCES) };
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = await offlineVerifier();
  if (!process.argv.includes('--check')) writeFileSync(VERIFIER, page);
  else if (readFileSync(VERIFIER, 'utf8') !== page) {
    console.error('verifier/offline-verifier.html is not what its sources make: npm run verifier');
    process.exit(1);
  }
}
