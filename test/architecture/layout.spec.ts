import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where a thing stands and what it is called: see `docs/STYLE.md`, 1 to 7. */
const ROLES = [
  'commands',
  'contract',
  'controller',
  'decider',
  'dto',
  'events',
  'fixture',
  'handlers',
  'module',
  'pages',
  'policy',
  'process',
  'projection',
  'queries',
  'rejections',
  'spec',
  'state',
  'views',
];
/** Roles that only one folder has. */
const MORE_ROLES: Readonly<Record<string, readonly string[]>> = {
  fsck: ['check'],
  http: ['filter', 'guard', 'interceptor', 'pipe'],
};
const PURE_ROLES = ['commands', 'decider', 'events', 'policy', 'rejections', 'state'];
const WIRED_ROLES = [
  'controller',
  'dto',
  'handlers',
  'module',
  'pages',
  'projection',
  'queries',
  'views',
];
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .sort();
const contexts = files.filter((path) => /^contexts\/[^/]+\/index\.ts$/.test(path));

/** `reserve-credit.decider.spec.ts` → `['reserve-credit', 'decider', 'spec']` */
function parts(path: string): readonly string[] {
  return basename(path, '.ts').split('.');
}

describe('the layout', () => {
  it('files and folders are kebab-case', () => {
    const wrong = files.filter((path) => {
      const [subject = '', ...roles] = parts(path);
      const folders = path.split('/').slice(0, -1);
      return ![...folders, subject, ...roles].every((name) => KEBAB.test(name));
    });
    expect(wrong).toEqual([]);
  });

  it('a role is one of the closed set', () => {
    const wrong = files.filter((path) => {
      const known = [...ROLES, ...(MORE_ROLES[path.split('/')[0] ?? ''] ?? [])];
      return !parts(path)
        .slice(1)
        .every((role) => known.includes(role));
    });
    expect(wrong).toEqual([]);
  });

  it('what decides stands in a domain folder, what is wired does not', () => {
    const wrong = files.filter((path) => {
      const role = parts(path)[1] ?? '';
      if (!path.startsWith('contexts/')) return false;
      return (path.includes('/domain/') ? WIRED_ROLES : PURE_ROLES).includes(role);
    });
    expect(wrong).toEqual([]);
  });

  it('a process is named by the sentence it says', () => {
    const processes = files.filter((path) => parts(path)[1] === 'process');
    expect(processes.filter((path) => !/^processes\/when-[a-z-]+\.process\./.test(path))).toEqual(
      [],
    );
  });

  it('a context has a front door', () => {
    const names = new Set(
      files.filter((path) => path.startsWith('contexts/')).map((path) => path.split('/')[1] ?? ''),
    );
    expect(
      [...names].filter((name) => !existsSync(join('src/contexts', name, 'index.ts'))),
    ).toEqual([]);
  });

  it('a stored event type begins with the name of its context and is past tense by form', () => {
    const wrong = files
      .filter((path) => path.endsWith('.events.ts'))
      .flatMap((path) => {
        const context = path.split('/')[1] ?? '';
        const text = readFileSync(join('src', path), 'utf8');
        const types = [...text.matchAll(/DomainEvent<\s*'([^']+)'/g)].map(([, type]) => type ?? '');
        const form = new RegExp(`^${context}\\.[A-Z][A-Za-z]+$`);
        return types.filter((type) => !form.test(type)).map((type) => `${path}: ${type}`);
      });
    expect(wrong).toEqual([]);
  });

  it('a stream category is camelCase without a hyphen, and belongs to one decider', () => {
    const owners = new Map<string, string[]>();
    for (const path of files.filter((p) => p.endsWith('.decider.ts'))) {
      const text = readFileSync(join('src', path), 'utf8');
      for (const [, category] of text.matchAll(/^\s*category: '([^']*)'/gm)) {
        const name = category ?? '';
        owners.set(name, [...(owners.get(name) ?? []), path]);
      }
    }
    const wrong = [...owners].filter(
      ([name, paths]) => !/^[a-z][A-Za-z0-9]*$/.test(name) || paths.length > 1,
    );
    expect(wrong).toEqual([]);
    expect(contexts.length === 0 || owners.size > 0).toBe(true);
  });
});
