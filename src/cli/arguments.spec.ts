import { parse, requireWhatItTakes } from './arguments.js';
import { UsageError } from './terminal.js';

function check(line: string): void {
  const { positionals, values } = parse(line.split(' '));
  const [command = '', ...args] = positionals;
  requireWhatItTakes(command, args, values);
}

describe('the arguments of a command', () => {
  it.each([
    'fsck --json',
    'rebuild',
    'verify a.pdf --keys k.json --log-key one --log-key two',
    'import --kind volunteers roster.csv --dry-run --json',
    'export events.jsonl',
    'witness compare old new --log folder --log-key key',
    'log-keys retire key',
    'demo --once --json',
  ])('are taken: %s', (line) => {
    expect(() => check(line)).not.toThrow();
  });

  it.each([
    ['fsck /srv/data', /fsck: what is "\/srv\/data"[?]/],
    ['import --kind volunteers a.csv b.csv', /what is "b[.]csv"/],
    ['rebuild --dry-run', /rebuild knows no --dry-run/],
    ['export --kind volunteers', /export knows no --kind/],
    ['fsck --log-key x', /fsck knows no --log-key/],
    ['fsck --port 80', /fsck knows no --port/],
    ['import --frobnicate', /frobnicate/],
  ])('that a command does not look at are refused, not passed over: %s', (line, words) => {
    expect(() => check(line)).toThrow(UsageError);
    expect(() => check(line)).toThrow(words);
  });
});
