import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { ExportService } from '../contexts/exchange/export-service.js';
import { withApp } from './open-app.js';
import { EXIT, type ExitCode, type Terminal } from './terminal.js';

/** `shizhang export [FILE]`: all events as JSON lines; to stdout without a file. */
export async function exportCommand(
  file: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const out = file ? createWriteStream(file, { flags: 'wx', mode: 0o600 }) : process.stdout;
  if (file) await once(out, 'open');
  const result = await withApp((app) =>
    app
      .get(ExportService, { strict: false })
      .events(out, (events) => terminal.progress(`export: ${events} events`)),
  );
  terminal.progressDone();
  if (file) {
    out.end();
    await once(out, 'close');
    terminal.say(`export: ${result.events} events to ${file}`);
    terminal.result(result);
  }
  return EXIT.ok;
}
