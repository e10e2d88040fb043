import { RetentionDesk } from '../contexts/privacy/retention.handlers.js';
import { settleApp, withApp } from './open-app.js';
import { EXIT, type ExitCode, type Terminal } from './terminal.js';

/** `shizhang retention [--dry-run]`: what the policy `retention` lets go, deleted or only counted. */
export async function retentionCommand(dryRun: boolean, terminal: Terminal): Promise<ExitCode> {
  const report = await withApp(async (app) => {
    await settleApp(app);
    const desk = app.get(RetentionDesk, { strict: false });
    return dryRun ? desk.rehearse() : desk.run();
  });
  for (const [name, count] of Object.entries(report)) terminal.say(`${name}: ${count}`);
  terminal.result({ dryRun, ...report });
  return EXIT.ok;
}
