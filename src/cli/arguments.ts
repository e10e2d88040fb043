import { parseArgs } from 'node:util';
import { UsageError } from './terminal.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  once: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  kind: { type: 'string' },
  keys: { type: 'string' },
  qr: { type: 'string' },
  dir: { type: 'string' },
  name: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  log: { type: 'string' },
  checkpoint: { type: 'string' },
  totals: { type: 'string' },
  'log-keys': { type: 'string' },
  reader: { type: 'string' },
  person: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  'log-key': { type: 'string', multiple: true },
  'witness-key': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type Options = ReturnType<typeof parse>['values'];

interface Takes {
  /** Words behind the command. */
  readonly words: number;
  readonly options: readonly (keyof typeof OPTIONS)[];
}

/** What each command looks at; `--json` and `--help` go with all of them. */
const TAKES: Readonly<Record<string, Takes>> = {
  fsck: { words: 0, options: [] },
  rebuild: { words: 0, options: [] },
  verify: { words: 1, options: ['keys', 'qr', 'host', 'log-keys', 'log-key', 'witness-key'] },
  proof: { words: 1, options: ['log-key', 'witness-key'] },
  'log-keys': { words: 2, options: [] },
  keys: { words: 1, options: [] },
  'recover-account': { words: 1, options: [] },
  retention: { words: 0, options: ['dry-run'] },
  'breach-report': { words: 0, options: ['reader', 'person', 'from', 'until'] },
  witness: {
    words: 3,
    options: ['dir', 'name', 'port', 'host', 'checkpoint', 'log', 'log-key'],
  },
  import: { words: 1, options: ['kind', 'dry-run'] },
  export: { words: 1, options: [] },
  audit: { words: 1, options: ['totals'] },
  demo: { words: 0, options: ['once'] },
};

/** @throws UsageError for an option that no command has */
export function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Nothing is passed over in silence: who writes `rebuild --dry-run` expects that nothing happens.
 *
 * @throws UsageError for a word or an option that this command does not look at
 */
export function requireWhatItTakes(
  command: string,
  args: readonly string[],
  { json: _json, help: _help, ...options }: Options,
): void {
  const { words, options: known } = TAKES[command] ?? { words: 0, options: [] };
  const extra = args[words];
  if (extra !== undefined) throw new UsageError(`${command}: what is "${extra}"?`);
  const given = Object.entries(options).filter(([, value]) => value !== false);
  const stray = given.find(([name]) => !known.some((option) => option === name));
  if (stray) throw new UsageError(`${command} knows no --${stray[0]}`);
}
