import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Independent readers of PDFs (Debian packages), run on files. */
export function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A test that runs when its tools are here, and else says that it did not. */
export function withTools(
  tools: readonly string[],
  name: string,
  test: () => void | Promise<unknown>,
): void {
  const missing = tools.filter((tool) => !has(tool));
  if (missing.length === 0) return it(name, async () => void (await test()));
  const why = `NOT RUN: ${missing.join(', ')} not installed`;
  console.warn(`${why}: ${name}`);
  it.skip(`${name} (${why})`, () => undefined);
}

function has(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((path) => existsSync(join(path, tool)));
}
