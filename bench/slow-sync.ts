import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result, Scale } from './measure.js';

const MEMORY = '/dev/shm';
/** Adds a millisecond to each sync, as an ordinary cloud disk takes. */
const SHIM = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_ms(void) {
  struct timespec t = {0, 1000000};
  nanosleep(&t, 0);
}
int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_ms();
  return real(fd);
}
int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_ms();
  return real(fd);
}
`;

/**
 * Runs the appends once more in a process whose syncs are slow. This machine's disk may answer from
 * a cache in 40 µs and then says little about the disks a service runs on.
 */
export async function withSlowSync(scale: Scale): Promise<readonly Result[]> {
  if (process.platform !== 'linux' || !existsSync(MEMORY)) return notRun(scale, 'no tmpfs');
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-shim-'));
  try {
    const [source, shim] = [join(folder, 'slow-sync.c'), join(folder, 'slow-sync.so')];
    writeFileSync(source, SHIM);
    const args = ['-shared', '-fPIC', '-O2', '-o', shim, source, '-ldl'];
    if (spawnSync('gcc', args).status !== 0) return notRun(scale, 'no working gcc');
    return await inChild(shim, scale);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function inChild(shim: string, { rounds, seconds }: Scale): Promise<readonly Result[]> {
  const file = fileURLToPath(new URL('./slow-sync-child.js', import.meta.url));
  const child = spawn(process.execPath, [file, String(rounds), String(seconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LD_PRELOAD: shim, TMPDIR: MEMORY },
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the measurement with slow syncs ended with ${code}`);
  return JSON.parse(text) as Result[];
}

function notRun({ say }: Scale, why: string): readonly Result[] {
  say(`NOT RUN: appends with slow syncs: ${why}`);
  return [];
}
