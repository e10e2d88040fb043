import { phrase, Rejection } from '../kernel/rejection.js';
import { refusals } from '../app.module.js';
import { sentenceOf } from '../operators-trouble.js';
import { type Options, parse, requireWhatItTakes } from './arguments.js';
import { auditCommand } from './audit-command.js';
import { breachReportCommand } from './breach-report-command.js';
import { demoCommand } from './demo/demo-command.js';
import { exportCommand } from './export-command.js';
import { fsckCommand } from './fsck-command.js';
import { importCommand } from './import-command.js';
import { keysCommand } from './keys-command.js';
import { logKeysCommand } from './log-keys-command.js';
import { proofCommand } from './proof-command.js';
import { rebuildCommand } from './rebuild-command.js';
import { recoverAccountCommand } from './recover-account-command.js';
import { retentionCommand } from './retention-command.js';
import { EXIT, type ExitCode, Terminal, UsageError } from './terminal.js';
import { verifyCommand, type VerifyOptions } from './verify-command.js';
import { witnessCommand } from './witness-command.js';

const USAGE = `shizhang — the service-hour ledger

  shizhang fsck                                 recompute everything, find what is wrong
  shizhang rebuild                              make the read models again from the events
  shizhang verify FILE.pdf [--keys FILE] [--log-keys FILE | --log-key VKEY]
                                                verify a certificate offline, and that it is in the log
  shizhang verify --qr TEXT [--keys FILE] [--host HOST]
                                                verify the text of a QR code offline
  shizhang proof FILE --log-key VKEY            verify that an event is in the log, offline
  shizhang log-keys [add | retire VKEY]         keys that sign the log; takes effect at the next start
  shizhang keys rotate-master                   a new master key; NEW_MASTER_KEY where MASTER_KEY is set
  shizhang recover-account LOGIN_NAME           a one-time link, where nobody is left to vouch for its owner
  shizhang retention [--dry-run]                delete what is kept no longer; the service does so by itself
  shizhang breach-report [--reader ID] [--person ID] [--from DATE] [--until DATE]
                                                who read personal data of whom; no values
  shizhang witness check|compare|init|watch|serve
                                                see that a log only grows (docs/guides/verify-the-log.md)
  shizhang import --kind KIND FILE [--dry-run]  KIND: volunteers or service-records
  shizhang export [FILE]                        all events as JSON lines, no personal data
  shizhang audit EXPORT [--totals FILE]         a stranger's audit of an export, and of published figures
  shizhang demo [--once]                        the main job, end to end, on a fresh folder

  --json      end with one JSON line instead of text
  DATA_DIR    chooses the data folder (default: ./data)

  exit: 0 clean or valid · 1 findings or not valid · 2 usage`;

interface Call {
  readonly file: string | undefined;
  /** What stands behind the command, the file first. */
  readonly args: readonly string[];
  readonly options: Options;
  readonly terminal: Terminal;
}

const COMMANDS: Readonly<Record<string, (call: Call) => ExitCode | Promise<ExitCode>>> = {
  fsck: ({ terminal }) => fsckCommand(terminal),
  rebuild: ({ terminal }) => rebuildCommand(terminal),
  verify: ({ file, options, terminal }) => verifyCommand(file, verifyOptions(options), terminal),
  proof: ({ file, options, terminal }) =>
    proofCommand(
      file,
      { logKeys: options['log-key'] ?? [], witnessKeys: options['witness-key'] ?? [] },
      terminal,
    ),
  'log-keys': ({ args, terminal }) => logKeysCommand(args, terminal),
  'recover-account': ({ file, terminal }) => recoverAccountCommand(file, terminal),
  retention: ({ options, terminal }) => retentionCommand(options['dry-run'], terminal),
  'breach-report': ({ options: { reader, person, from, until }, terminal }) =>
    breachReportCommand({ reader, person, from, until }, terminal),
  keys: ({ args, terminal }) => keysCommand(args, terminal),
  witness: ({ args, options: { 'log-key': logKeys = [], ...options }, terminal }) =>
    witnessCommand(args, { ...options, logKeys }, terminal),
  import: ({ file, options, terminal }) =>
    importCommand({ file, kind: options.kind, dryRun: options['dry-run'] }, terminal),
  export: ({ file, terminal }) => exportCommand(file, terminal),
  audit: ({ file, options, terminal }) => auditCommand(file, options.totals, terminal),
  demo: ({ options, terminal }) => demoCommand({ once: options.once }, terminal),
};

function verifyOptions({ keys, qr, host, ...log }: Call['options']): VerifyOptions {
  const [logKeys, witnessKeys] = [log['log-key'] ?? [], log['witness-key'] ?? []];
  return { keysFile: keys, qr, host, logKeysFile: log['log-keys'], logKeys, witnessKeys };
}

async function run(argv: readonly string[]): Promise<ExitCode> {
  const { values: options, positionals } = parse(argv);
  const [command = 'help', ...args] = positionals;
  if (options.help || command === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return options.help || positionals.length > 0 ? EXIT.ok : EXIT.usage;
  }
  const handler = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!handler) throw new UsageError(`no such command: ${command}`);
  requireWhatItTakes(command, args, options);
  return handler({ file: args[0], args, options, terminal: new Terminal(options.json) });
}

/** What a person can do something about is told in a sentence; anything else with its stack. */
function explain(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    return EXIT.usage;
  }
  if (error instanceof Rejection) {
    const words = refusals[error.code];
    const text = words ? `${phrase(words.zh, error.facts)} ${phrase(words.en, error.facts)}` : '';
    process.stderr.write(`${error.code}: ${text}\n`);
    return EXIT.findings;
  }
  process.stderr.write(`${sentenceOf(error) ?? textOf(error)}\n`);
  return EXIT.findings;
}

/** A file or an address somebody named, and the system refused: its words say which and why. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'syscall' in error ? error.message : String(error.stack);
}

process.exitCode = await run(process.argv.slice(2)).catch(explain);
