import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync } from 'node:fs';
import { refusals } from '../app.module.js';
import { IMPORT_KINDS, type ImportKind, type ImportReport } from '../contexts/exchange/index.js';
import type { OnProgress } from '../contexts/exchange/import-runner.js';
import { type ImportRequest, ImportService } from '../contexts/exchange/import-service.js';
import { formatHours } from '../kernel/centi-hours.js';
import type { Actor } from '../kernel/message.js';
import { settleApp, withApp } from './open-app.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

export interface ImportOptions {
  readonly file: string | undefined;
  readonly kind: string | undefined;
  readonly dryRun: boolean;
}

/** Whoever may run a command on the data folder may do anything with it. */
const OPERATOR: Actor = { accountId: 'operator', role: 'administrator', scope: '*' };
/** Refused rows shown to a person; all of them stand in the ledger, by row number and code. */
const ROWS_SHOWN = 20;

/**
 * `shizhang import`: a spreadsheet into the books. First finishes what was killed. Exit code 0 also
 * when rows were refused: that is what the report is for.
 */
export async function importCommand(
  { file, kind, dryRun }: ImportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!file) throw new UsageError('import needs a file');
  if (!isKind(kind)) throw new UsageError(`--kind is one of ${IMPORT_KINDS.join(', ')}`);
  if (!existsSync(file)) throw new UsageError(`no such file: ${file}`);
  const request = { kind, file: { path: file }, dryRun, actor: OPERATOR };
  const report = await withApp((app) => taken(app, request, terminal), { mayBeNew: true });
  terminal.progressDone();
  show(report, terminal);
  return EXIT.ok;
}

async function taken(
  app: NestFastifyApplication,
  request: Omit<ImportRequest, 'onProgress'>,
  terminal: Terminal,
): Promise<ImportReport> {
  const imports = app.get(ImportService, { strict: false });
  const onProgress: OnProgress = (done, total) => {
    terminal.progress(`import: ${done} of ${total} rows`);
  };
  await imports.resumeUnfinished(onProgress);
  await settleApp(app);
  const report = await imports.run({ ...request, onProgress });
  await settleApp(app);
  return report;
}

function isKind(kind: string | undefined): kind is ImportKind {
  return IMPORT_KINDS.some((known) => known === kind);
}

function show(report: ImportReport, terminal: Terminal): void {
  const { accepted, alreadyThere, rejected, acceptedCentiHours, dryRun, ignoredColumns } = report;
  const title = dryRun ? '试导入 dry run' : '导入 import';
  terminal.say(`${title}: ${accepted} accepted (${alreadyThere} there before)`);
  if (acceptedCentiHours !== undefined) terminal.say(`hours: ${formatHours(acceptedCentiHours)}`);
  if (ignoredColumns.length > 0) terminal.say(`ignored columns: ${ignoredColumns.join(', ')}`);
  for (const [code, rows] of Object.entries(rejected)) {
    terminal.say(`${String(rows).padStart(6)}  ${code}  ${refusals[code]?.zh ?? ''}`);
  }
  const refused = report.rows.filter(({ verdict }) => verdict.includes('/'));
  for (const { row, verdict } of refused.slice(0, ROWS_SHOWN)) {
    terminal.say(`  row ${row}: ${verdict}`);
  }
  if (refused.length > ROWS_SHOWN) terminal.say(`  … and ${refused.length - ROWS_SHOWN} more`);
  const hours = acceptedCentiHours === undefined ? {} : { acceptedCentiHours };
  terminal.result({ accepted, rejected, ...hours, alreadyThere, dryRun });
}
