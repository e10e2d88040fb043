import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * A rule that never fires looks like a rule that holds. Here every rule of `.dependency-cruiser.cjs`
 * meets a planted break, and the imports the architecture wants meet none.
 */
interface Planted {
  readonly rule: string;
  readonly because: string;
  readonly from: string;
  readonly to: string;
}

const BREAKS: readonly Planted[] = [
  {
    rule: 'kernel-imports-nothing',
    because: 'node in the kernel',
    from: 'src/kernel/clocked.ts',
    to: 'node:fs',
  },
  {
    rule: 'domain-is-pure',
    because: 'Nest in a decider',
    from: 'src/contexts/a/domain/nest.decider.ts',
    to: '@nestjs/common',
  },
  {
    rule: 'domain-is-pure',
    because: 'node:crypto in a decider',
    from: 'src/contexts/a/domain/hash.decider.ts',
    to: 'node:crypto',
  },
  {
    rule: 'domain-is-pure',
    because: 'a decider that knows its own wiring',
    from: 'src/contexts/a/domain/wired.decider.ts',
    to: '../a.queries.js',
  },
  {
    rule: 'domain-is-pure',
    because: 'a decider that knows another context',
    from: 'src/contexts/a/domain/foreign.decider.ts',
    to: '../../b/index.js',
  },
  {
    rule: 'front-door-opens-what-is-pure',
    because: 'a front door that opens the wiring',
    from: 'src/contexts/c/index.ts',
    to: './c.queries.js',
  },
  {
    rule: 'context-keeps-to-itself',
    because: 'a controller that reaches into another context',
    from: 'src/contexts/a/reaching.controller.ts',
    to: '../b/index.js',
  },
  {
    rule: 'others-only-by-the-front-door',
    because: 'a projection that knows the decider of another context',
    from: 'src/contexts/a/reaching.projection.ts',
    to: '../b/domain/b.decider.js',
  },
  {
    rule: 'others-only-by-the-front-door',
    because: 'an import that knows the decider of another context',
    from: 'src/contexts/exchange/reaching.ts',
    to: '../b/domain/b.decider.js',
  },
  {
    rule: 'wiring-stands-on-the-platform',
    because: 'a handler that starts a process',
    from: 'src/contexts/a/starting.handlers.ts',
    to: '../../processes/when-a-do-b.process.js',
  },
  {
    rule: 'audit-shares-nothing',
    because: 'an audit that believes a decider',
    from: 'src/audit/believing.ts',
    to: '../contexts/a/domain/a.decider.js',
  },
  {
    rule: 'process-is-pure',
    because: 'a process that reads',
    from: 'src/processes/when-b-read-a.process.ts',
    to: '../contexts/a/a.queries.js',
  },
  {
    rule: 'event-store-port-knows-no-driver',
    because: 'a driver in the port',
    from: 'src/event-store/port.ts',
    to: 'better-sqlite3',
  },
  {
    rule: 'adapters-know-only-the-port',
    because: 'one adapter built on the other',
    from: 'src/event-store/esdb/borrowing.ts',
    to: '../sqlite/store.js',
  },
  {
    rule: 'adapters-are-chosen-at-the-root',
    because: 'a query that names an adapter',
    from: 'src/projections/choosing.ts',
    to: '../event-store/sqlite/store.js',
  },
  {
    rule: 'platform-stays-below-contexts',
    because: 'http that knows a context',
    from: 'src/http/knowing.ts',
    to: '../contexts/a/index.js',
  },
  {
    rule: 'nobody-imports-the-root',
    because: 'a service that starts the application',
    from: 'src/contexts/a/starting.queries.ts',
    to: '../../app.module.js',
  },
  {
    rule: 'nest-cqrs-in-its-seam',
    because: 'an event bus in a query',
    from: 'src/contexts/a/bus.queries.ts',
    to: '@nestjs/cqrs',
  },
  {
    rule: 'sqlite-behind-its-owners',
    because: 'a driver in a query',
    from: 'src/contexts/a/driver.queries.ts',
    to: 'better-sqlite3',
  },
  {
    rule: 'eventstoredb-client-in-its-adapter',
    because: 'the client in a runner',
    from: 'src/projections/client.ts',
    to: '@eventstore/db-client',
  },
  {
    rule: 'pdf-in-rendering',
    because: 'a controller that draws',
    from: 'src/contexts/certificates/drawing.controller.ts',
    to: 'pdfkit',
  },
  {
    rule: 'qr-behind-its-owners',
    because: 'a second place that draws codes',
    from: 'src/contexts/a/code.queries.ts',
    to: 'qrcode',
  },
  {
    rule: 'no-circular',
    because: 'two files that need each other, if only by type',
    from: 'src/platform/hen.ts',
    to: './egg.js',
  },
  {
    rule: 'no-dev-dependencies-in-src',
    because: 'a test tool in the product',
    from: 'src/platform/testing.ts',
    to: 'fast-check',
  },
  {
    rule: 'no-undeclared-packages',
    because: 'a package that came with another',
    from: 'src/platform/stowaway.ts',
    to: 'undeclared',
  },
  {
    rule: 'nothing-unresolved',
    because: 'an import of nothing',
    from: 'src/platform/lost.ts',
    to: './nowhere.js',
  },
  {
    rule: 'specs-are-never-imported',
    because: 'a spec used as a library',
    from: 'src/platform/specced.ts',
    to: '../kernel/words.spec.js',
  },
  {
    rule: 'product-never-imports-tests',
    because: 'a fixture in the product',
    from: 'src/platform/fixed.ts',
    to: '../../test/support/given.js',
  },
  {
    rule: 'web-speaks-http-only',
    because: 'a page that imports the server',
    from: 'web/page.ts',
    to: '../src/kernel/words.js',
  },
];

/** What the architecture wants: none of these may be reported. */
const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ['src/contexts/a/domain/a.decider.ts', '../../../kernel/words.js'],
  ['src/contexts/a/index.ts', './domain/a.decider.js'],
  ['src/contexts/a/foreign.projection.ts', '../b/index.js'],
  ['src/contexts/d/index.ts', './d.projection.js'],
  ['src/contexts/d/d.projection.ts', '../../projections/rows.js'],
  ['src/core.module.ts', './event-store/sqlite/store.js'],
  ['src/contexts/exchange/import.ts', '../b/index.js'],
  ['src/contexts/a/a.handlers.ts', '@nestjs/cqrs'],
  ['src/contexts/a/a.module.ts', '../../http/token.js'],
  ['src/contexts/a/stored.queries.ts', '../../event-store/words.js'],
  ['src/contexts/a/a.spec.ts', '../b/b.queries.js'],
  ['src/contexts/certificates/rendering/pdf.ts', 'pdfkit'],
  ['src/event-store/sqlite/driver.ts', 'better-sqlite3'],
  ['src/event-store/event-store.module.ts', './sqlite/store.js'],
  ['src/processes/when-a-tell-b.process.ts', '../contexts/b/index.js'],
  ['src/projections/rows.ts', 'better-sqlite3'],
  ['src/cli/check.ts', '../event-store/sqlite/store.js'],
];

/** Modules the plants point at. */
const GROUND: Readonly<Record<string, string>> = {
  'src/kernel/words.ts': '',
  'src/kernel/words.spec.ts': "import './words.js';",
  'src/contexts/a/a.queries.ts': "import '../../kernel/words.js';",
  'src/contexts/b/b.queries.ts': "import '../../kernel/words.js';",
  'src/contexts/c/c.queries.ts': "import '../../kernel/words.js';",
  'src/contexts/b/index.ts': "export * from './domain/b.decider.js';",
  'src/contexts/b/domain/b.decider.ts': "import '../../../kernel/words.js';",
  'src/event-store/words.ts': "import '../kernel/words.js';",
  'src/event-store/sqlite/store.ts': "import '../words.js';",
  'src/http/token.ts': "import '../kernel/words.js';",
  'src/platform/egg.ts': "import type { Hen } from './hen.js'; export type Egg = Hen;",
  'src/platform/orphan.ts': '',
  'src/processes/when-a-do-b.process.ts': "import '../kernel/words.js';",
  'test/support/given.ts': "import '../../src/kernel/words.js';",
};

const PACKAGES = [
  '@eventstore/db-client',
  '@nestjs/common',
  '@nestjs/cqrs',
  'better-sqlite3',
  'pdfkit',
  'qrcode',
];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

describe('the dependency rules', () => {
  const root = mkdtempSync(join(tmpdir(), 'shizhang-arch-'));
  const roots = ['src/app.module.ts', 'src/main.ts', 'src/cli/main.ts'];
  let violations: readonly Violation[] = [];

  const plant = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\nexport {};\n`);
  };

  beforeAll(() => {
    for (const [path, text] of Object.entries(GROUND)) plant(path, text);
    for (const { from, to } of BREAKS) plant(from, `import ${JSON.stringify(to)};`);
    for (const [from, to] of ALLOWED) plant(from, `import ${JSON.stringify(to)};`);
    const reached = [
      ...Object.keys(GROUND),
      ...BREAKS.map((b) => b.from),
      ...ALLOWED.map(([f]) => f),
    ]
      .filter((path) => path.startsWith('src/') && !path.endsWith('.spec.ts'))
      .filter((path) => path !== 'src/platform/orphan.ts');
    plant('src/app.module.ts', '');
    plant('src/cli/main.ts', reached.map((path) => `import '../../${js(path)}';`).join('\n'));
    plant('src/main.ts', "import './app.module.js';");
    plantPackages(root);
    violations = cruise(root);
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(BREAKS)('$rule reports $because', ({ rule, from }) => {
    const names = violations.filter((v) => [v.from, v.to].includes(from)).map((v) => v.rule.name);
    expect(names).toContain(rule);
  });

  it('no-orphans and no-dead-files report a file that nobody needs', () => {
    const about = violations.filter(({ from, to }) =>
      [from, to].includes('src/platform/orphan.ts'),
    );
    expect(about.map((v) => v.rule.name)).toEqual(
      expect.arrayContaining(['no-orphans', 'no-dead-files']),
    );
  });

  it.each(ALLOWED)('%s may import %s', (from) => {
    expect(violations.filter((v) => v.from === from)).toEqual([]);
  });

  it('every rule has a planted break', async () => {
    const config = await import(resolve('.dependency-cruiser.cjs'));
    const rules = config.default.forbidden as readonly { name: string; comment?: string }[];
    const planted = new Set([...BREAKS.map((b) => b.rule), 'no-orphans', 'no-dead-files']);
    expect(rules.filter(({ name }) => !planted.has(name))).toEqual([]);
    expect(rules.filter(({ comment }) => !comment)).toEqual([]);
  });

  it('reports nothing but what was planted', () => {
    const planted = new Set([...BREAKS.map((b) => b.from), 'src/platform/egg.ts', ...roots]);
    const others = violations.filter(({ from }) => !planted.has(from));
    expect(new Set(others.map(({ from }) => from))).toEqual(new Set(['src/platform/orphan.ts']));
  });
});

function js(path: string): string {
  return path.replace(/[.]ts$/, '.js');
}

function plantPackages(root: string): void {
  const manifest = {
    name: 'planted',
    type: 'module',
    dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '1.0.0'])),
    devDependencies: { 'fast-check': '1.0.0' },
  };
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
  const options = { module: 'NodeNext', moduleResolution: 'NodeNext' };
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  for (const name of [...PACKAGES, 'fast-check', 'undeclared']) {
    const folder = join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
    writeFileSync(join(folder, 'index.js'), '');
  }
}

function cruise(root: string): readonly Violation[] {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = resolve('.dependency-cruiser.cjs');
  const args = [program, '--config', config, '--output-type', 'json', 'src', 'web'];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout) throw new Error(stderr);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}
