import { fsckApp, withApp } from './open-app.js';
import { EXIT, type ExitCode, type Terminal } from './terminal.js';

const PROGRESS_EVERY = 20_000;

/** `shizhang fsck`: recompute everything from the events; 0 = clean, 1 = findings. */
export async function fsckCommand(terminal: Terminal): Promise<ExitCode> {
  let shown = 0;
  const report = await withApp((app) =>
    fsckApp(app, (events) => {
      if (events - shown < PROGRESS_EVERY) return;
      shown = events;
      terminal.progress(`fsck: ${events} events`);
    }),
  );
  terminal.progressDone();
  for (const { code, where, detail } of report.findings) {
    terminal.say(`${code}  ${where}  ${detail}`);
  }
  terminal.say(
    report.clean
      ? `fsck: clean (${report.events} events)`
      : `fsck: ${report.findings.length} findings (${report.events} events)`,
  );
  terminal.result({ clean: report.clean, findings: report.findings, events: report.events });
  return report.clean ? EXIT.ok : EXIT.findings;
}
