import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { type ExportResult, ExportService } from '../contexts/exchange/export-service.js';
import { withApp } from './open-app.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

/** `shizhang export [FILE]`: all events as JSON lines; to stdout without a file. */
export async function exportCommand(
  file: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    if (file === undefined) {
      await exportTo(process.stdout, terminal);
      return EXIT.ok;
    }
    const result = await exportToFile(file, terminal);
    terminal.say(`export: ${result.events} events to ${file}`);
    terminal.result(result);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    terminal.error(`export: ${error.message}`);
    return EXIT.findings;
  }
}

/** The whole export or no file: half of one would be audited, and found clean, as a whole. */
async function exportToFile(file: string, terminal: Terminal): Promise<ExportResult> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  await once(out, 'open').catch((cause: unknown) => {
    throw new UsageError(`export: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  try {
    const result = await exportTo(out, terminal);
    out.end();
    await once(out, 'close');
    return result;
  } catch (error) {
    out.destroy();
    rmSync(file, { force: true });
    throw error;
  }
}

/** @throws Error of the system: a full disk, or a reader of stdout who has seen enough */
async function exportTo(out: Writable, terminal: Terminal): Promise<ExportResult> {
  const failed = new Promise<never>((_, reject) => out.once('error', reject));
  failed.catch(() => undefined);
  const result = await withApp((app) => {
    const onProgress = (events: number): void => terminal.progress(`export: ${events} events`);
    const exporting = app.get(ExportService, { strict: false }).events(out, onProgress);
    return Promise.race([failed, exporting]);
  });
  terminal.progressDone();
  return result;
}
