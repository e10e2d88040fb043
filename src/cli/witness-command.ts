import { existsSync, readFileSync } from 'node:fs';
import { parseCheckpoint } from '../log/checkpoint.js';
import { continuityOf, type ContinuityResult } from '../log/continuity.js';
import { formatAddition } from '../log/add-checkpoint.js';
import { LogSource } from '../log/log-source.js';
import { type NoteKey, parseKey } from '../log/signed-note.js';
import { WitnessFolder } from '../log/witness-folder.js';
import { witnessServer } from '../log/witness-server.js';
import { Witness } from '../log/witness.js';
import { writeWhole } from '../log/whole-file.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

export interface WitnessOptions {
  /** The folder of a witness: its key, the logs it watches, what it has seen. */
  readonly dir?: string | undefined;
  readonly name?: string | undefined;
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  /** A file that keeps the last checkpoint. */
  readonly checkpoint?: string | undefined;
  /** `https://…/log`, or a folder with the same files. */
  readonly log?: string | undefined;
  readonly logKeys: readonly string[];
}

interface WitnessCall {
  readonly args: readonly string[];
  readonly options: WitnessOptions;
  readonly terminal: Terminal;
}

const ACTIONS: Readonly<Record<string, (call: WitnessCall) => Promise<ExitCode>>> = {
  init: initWitness,
  watch: watchLog,
  serve: serveWitness,
  check: checkLog,
  compare: compareFiles,
};

/** `shizhang witness …`: whoever wants to can see that a log only ever grows. No data folder. */
export function witnessCommand(
  args: readonly string[],
  options: WitnessOptions,
  terminal: Terminal,
) {
  const [action = '', ...rest] = args;
  const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (!run) throw new UsageError(`witness ${Object.keys(ACTIONS).join(' | ')}`);
  return run({ args: rest, options, terminal });
}

async function initWitness({ options, terminal }: WitnessCall): Promise<ExitCode> {
  const [dir, name] = [needed(options.dir, '--dir'), needed(options.name, '--name')];
  if (existsSync(dir)) throw new UsageError(`${dir} is there already`);
  const { vkey } = WitnessFolder.create(dir, name);
  terminal.say(vkey);
  terminal.result({ vkey });
  return EXIT.ok;
}

async function watchLog({ options, terminal }: WitnessCall): Promise<ExitCode> {
  const folder = WitnessFolder.open(needed(options.dir, '--dir'));
  for (const { name } of keysOf(options)) terminal.say(`watching ${name}`);
  for (const vkey of options.logKeys) folder.watch(vkey);
  terminal.result({ watching: keysOf(options).map(({ name }) => name) });
  return EXIT.ok;
}

/** Until somebody stops it. */
async function serveWitness({ options, terminal }: WitnessCall): Promise<ExitCode> {
  const folder = WitnessFolder.open(needed(options.dir, '--dir'));
  const server = witnessServer(folder, (text) => terminal.say(text));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(portOf(options.port ?? '8765'), options.host ?? '127.0.0.1', resolve);
  });
  terminal.say(`witness ${folder.vkey} at ${JSON.stringify(server.address())}`);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  server.close();
  return EXIT.ok;
}

/** Compares the log with the checkpoint kept in a file, and keeps the newer one if all is well. */
async function checkLog({ options, terminal }: WitnessCall): Promise<ExitCode> {
  const [file, source] = [needed(options.checkpoint, '--checkpoint'), sourceOf(options)];
  const now = await source.checkpoint();
  const isFirst = !existsSync(file);
  const old = isFirst ? now : readFileSync(file, 'utf8');
  const result = await continuityOf({ old, now }, keysOf(options), source);
  const isFine = result.verdict === 'consistent' || result.verdict === 'unchanged';
  if (!isFine && result.old !== undefined) writeWhole(`${file}.refused`, now);
  if (!isFine) return report(result, terminal, undefined);
  const cosignature = options.dir === undefined ? '' : cosigned(options.dir, now, result);
  writeWhole(file, now + cosignature);
  if (isFirst) terminal.say(`the first checkpoint is kept in ${file}: there is nothing before it`);
  return report(result, terminal, cosignature);
}

async function compareFiles({ args, options, terminal }: WitnessCall): Promise<ExitCode> {
  const [old, now] = args;
  if (!old || !now) throw new UsageError('witness compare needs two files');
  const texts = { old: readFileSync(old, 'utf8'), now: readFileSync(now, 'utf8') };
  const result = await continuityOf(texts, keysOf(options), sourceOf(options));
  return report(result, terminal, undefined);
}

/** The cosignature of the witness in a folder; it decides by what itself has seen. */
function cosigned(dir: string, now: string, { proof = [], old = 0 }: ContinuityResult): string {
  const folder = WitnessFolder.open(dir);
  const witness = new Witness(folder.signer, folder);
  const origin = parseCheckpoint(now)?.origin ?? '';
  const isFirst = folder.latest(origin) === undefined;
  const addition = { old: isFirst ? 0 : old, proof: isFirst ? [] : proof, checkpoint: now };
  const answer = witness.addCheckpoint(formatAddition(addition), Math.floor(Date.now() / 1000));
  if (answer.status !== 200) throw new UsageError(`${dir}: ${answer.why}`);
  return answer.body;
}

const WORDS: Readonly<Record<ContinuityResult['verdict'], string>> = {
  consistent: 'consistent: the log has grown, and everything that was there is there',
  unchanged: 'unchanged',
  'rolled-back': 'ROLLED BACK: the log shows less than it has shown; entries were taken away',
  forked: 'FORKED: entries that had been signed were changed, dropped, inserted or reordered',
  'tiles-differ': 'DAMAGED: the tiles of the log do not add up to its checkpoint',
  'unknown-log': 'UNKNOWN: no key given has signed this checkpoint',
  'bad-signature': 'BAD SIGNATURE: the checkpoint was not signed like this',
  malformed: 'MALFORMED: this is no checkpoint',
};

function report(
  { verdict, old, now }: ContinuityResult,
  terminal: Terminal,
  cosignature: string | undefined,
): ExitCode {
  const sizes = old === undefined ? '' : ` (${old} → ${now} entries)`;
  terminal.say(`${WORDS[verdict]}${sizes}`);
  if (cosignature) terminal.say(cosignature.trimEnd());
  terminal.result({ verdict, old, now, ...(cosignature && { cosignature }) });
  return verdict === 'consistent' || verdict === 'unchanged' ? EXIT.ok : EXIT.findings;
}

function sourceOf({ log }: WitnessOptions): LogSource {
  return LogSource.at(needed(log, '--log'));
}

function keysOf({ logKeys }: WitnessOptions): readonly NoteKey[] {
  const keys = logKeys.map(parseKey).filter((key) => key !== undefined);
  if (keys.length === 0 || keys.length !== logKeys.length) {
    throw new UsageError('--log-key: a verifier key, as /log/keys shows it');
  }
  return keys;
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined) throw new UsageError(`witness needs ${option}`);
  return value;
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port: "${text}" is not a port (0 to 65535)`);
}
