import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkpointOf,
  testLeaves,
  testSigner,
  writeLogFolder,
} from '../../test/support/log-folder.js';
import { parseCheckpoint } from '../log/checkpoint.js';
import { cosignedAt } from '../log/cosignature.js';
import { formatKey, parseKey } from '../log/signed-note.js';
import { Terminal, UsageError } from './terminal.js';
import { witnessCommand, type WitnessOptions } from './witness-command.js';

/** Shipped, so that everybody can see a witness refuse: `test/fixtures/log/README.md`. */
const FIXTURE = 'test/fixtures/log';
const signer = testSigner('hours.example.cn/log', 'ed25519', 1);
const honest = testLeaves(600);
const forged = testLeaves(640, { 123: 'event 123, back-dated' });
const KEPT = 300;

class QuietTerminal extends Terminal {
  readonly said: string[] = [];
  constructor() {
    super(false);
  }
  override say(text: string): void {
    this.said.push(text);
  }
}

let folder: string;
let kept: string;
let terminal: QuietTerminal;

function writeFixture(to: string): void {
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, 'log.vkey'), `${formatKey(signer.key)}\n`);
  writeFileSync(join(to, 'kept.checkpoint'), checkpointOf(honest.slice(0, KEPT), signer));
  writeLogFolder(join(to, 'honest'), honest, signer);
  writeLogFolder(join(to, 'forked'), forged, signer);
  writeLogFolder(join(to, 'rolled-back'), honest.slice(0, 250), signer);
}

beforeAll(() => {
  if (process.env['WRITE_FIXTURES']) writeFixture(FIXTURE);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-cli-'));
  kept = join(folder, 'kept');
  cpSync(join(FIXTURE, 'kept.checkpoint'), kept);
  terminal = new QuietTerminal();
});
afterEach(() => rmSync(folder, { recursive: true }));

const logKeys = [formatKey(signer.key)];
const run = (args: readonly string[], options: Partial<WitnessOptions> = {}) =>
  witnessCommand(args, { logKeys, ...options }, terminal);
const check = (log: string, options: Partial<WitnessOptions> = {}) =>
  run(['check'], { checkpoint: kept, log: join(FIXTURE, log), ...options });
const sizeKept = () => parseCheckpoint(readFileSync(kept, 'utf8'))!.size;

it('the fixture is what this key and these events make (WRITE_FIXTURES=1 makes it anew)', () => {
  writeFixture(join(folder, 'again'));
  const files = readdirSync(join(folder, 'again'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    const shipped = path.replace(join(folder, 'again'), FIXTURE);
    expect(readFileSync(shipped).equals(readFileSync(path))).toBe(true);
  }
  expect(files.length).toBeGreaterThan(15);
});

describe('shizhang witness check', () => {
  it('keeps the newer checkpoint of a log that has grown', async () => {
    expect(await check('honest')).toBe(0);
    expect(terminal.said[0]).toContain('consistent');
    expect(terminal.said[0]).toContain('(300 → 600 entries)');
    expect(sizeKept()).toBe(600);
    expect(await check('honest')).toBe(0);
    expect(terminal.said[1]).toContain('unchanged');
  });

  it('refuses a forked log, keeps what it had and what it was shown', async () => {
    expect(await check('forked')).toBe(1);
    expect(terminal.said[0]).toContain('FORKED');
    expect(sizeKept()).toBe(KEPT);
    expect(parseCheckpoint(readFileSync(`${kept}.refused`, 'utf8'))!.size).toBe(640);
  });

  it('refuses a log that shows less than it has shown', async () => {
    expect(await check('rolled-back')).toBe(1);
    expect(terminal.said[0]).toContain('ROLLED BACK');
    expect(sizeKept()).toBe(KEPT);
  });

  it('begins with what it is shown first', async () => {
    rmSync(kept);
    expect(await check('honest')).toBe(0);
    expect(terminal.said[0]).toContain('the first checkpoint is kept');
    expect(sizeKept()).toBe(600);
    expect(await check('honest')).toBe(0);
    expect(terminal.said.slice(2)).toEqual(['unchanged (600 → 600 entries)']);
  });

  it('knows damage from forgery, and another key from the log’s', async () => {
    cpSync(join(FIXTURE, 'honest'), join(folder, 'damaged'), { recursive: true });
    writeFileSync(join(folder, 'damaged/tile/0/001'), Buffer.alloc(8192));
    expect(await run(['check'], { checkpoint: kept, log: join(folder, 'damaged') })).toBe(1);
    expect(terminal.said[0]).toContain('DAMAGED');
    const other = [formatKey(testSigner('hours.example.cn/log', 'ed25519', 9).key)];
    expect(await check('honest', { logKeys: other })).toBe(1);
    expect(terminal.said[1]).toContain('UNKNOWN');
    rmSync(join(folder, 'damaged/tile/0/001'));
    await expect(
      run(['check'], { checkpoint: kept, log: join(folder, 'damaged') }),
    ).rejects.toThrow('lacks tile/0/001');
  });

  it('cosigns with the key of a witness, which remembers by itself', async () => {
    const dir = join(folder, 'w1');
    await run(['init'], { dir, name: 'witness.example.cn/w1' });
    const vkey = parseKey(terminal.said[0]!)!;
    await run(['watch'], { dir });
    expect(await check('honest', { dir })).toBe(0);
    const { note } = parseCheckpoint(readFileSync(kept, 'utf8'))!;
    expect(cosignedAt(note, vkey)).toBeGreaterThan(0);
    // Another file with a forked past does not make the witness forget.
    writeFileSync(kept, checkpointOf(forged.slice(0, 200), signer));
    await expect(check('forked', { dir })).rejects.toThrow(UsageError);
  });
});

describe('shizhang witness compare', () => {
  it('holds two saved checkpoints against each other', async () => {
    const [old, now] = [join(FIXTURE, 'kept.checkpoint'), join(FIXTURE, 'honest/checkpoint')];
    expect(await run(['compare', old, now], { log: join(FIXTURE, 'honest') })).toBe(0);
    const forked = join(FIXTURE, 'forked/checkpoint');
    expect(await run(['compare', old, forked], { log: join(FIXTURE, 'forked') })).toBe(1);
    expect(await run(['compare', now, old], { log: join(FIXTURE, 'honest') })).toBe(1);
    expect(terminal.said[2]).toContain('ROLLED BACK');
  });
});

it.each<[readonly string[], Partial<WitnessOptions>]>([
  [[], {}],
  [['dance'], {}],
  [['check'], { log: 'x' }],
  [['check'], { checkpoint: 'x' }],
  [['check'], { checkpoint: 'x', log: FIXTURE, logKeys: ['no key'] }],
  [['compare', 'one'], { log: 'x' }],
  [['init'], { dir: FIXTURE, name: 'w' }],
])('says how it is called: %j %j', async (args, options) => {
  await expect((async () => run(args, options))()).rejects.toThrow();
  expect(existsSync('x')).toBe(false);
});
