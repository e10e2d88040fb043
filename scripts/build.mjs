#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Compiles src to dist; what did not change is not compiled again. What the compiler says goes to
 * stderr, so that a command whose stdout is JSON may build first.
 */
export function build() {
  const tsc = compiler();
  if (!tsc) fail('shizhang: nothing to build with; run `npm ci` with development packages');
  const info = join(root, 'dist', '.tsbuildinfo');
  const args = [tsc, '-p', 'tsconfig.build.json', '--incremental', '--tsBuildInfoFile', info];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
  });
  if (status !== 0) fail('shizhang: the build failed');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

function compiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // `npm ci --omit=dev` runs the same script: a package that carries its dist needs no compiler.
  // The compiler alone proves nothing: a dependency of production brings it without our types.
  const optional = process.argv.includes('--if-possible');
  const possible = ['src', 'node_modules/@types/node'].every((path) =>
    existsSync(join(root, path)),
  );
  if (!optional || (possible && compiler())) build();
}
