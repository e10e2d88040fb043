import { readdirSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Refusal, RefusalCatalogue } from '../../src/kernel/rejection.js';

/**
 * Refusals are found, not listed: whatever exports a catalogue from a `*.rejections.ts` is held to
 * the same promises.
 */
const SRC = resolve('src');
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.rejections.ts'))
  .map((path) => join(SRC, path))
  .sort();

interface Entry {
  readonly file: string;
  readonly owner: string;
  readonly code: string;
  readonly refusal: Refusal;
}

async function entries(): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for (const file of FILES) {
    const module: Record<string, unknown> = await import(pathToFileURL(file).href);
    const catalogues = Object.values(module).filter(isCatalogue);
    for (const catalogue of catalogues) {
      for (const [code, refusal] of Object.entries(catalogue)) {
        all.push({ file: relative(SRC, file), owner: ownerOf(file), code, refusal });
      }
    }
  }
  return all;
}

/** The context a file belongs to; outside the contexts, the subject of the file's own name. */
function ownerOf(file: string): string {
  const [folder, context] = relative(SRC, file).split(sep);
  return folder === 'contexts' && context ? context : basename(file, '.rejections.ts');
}

function isCatalogue(value: unknown): value is RefusalCatalogue {
  if (typeof value !== 'object' || value === null) return false;
  const refusals: unknown[] = Object.values(value);
  return (
    refusals.length > 0 &&
    refusals.every((r) => typeof r === 'object' && r !== null && 'zh' in r && 'status' in r)
  );
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '').sort();
}

describe('the refusal catalogues', () => {
  let all: readonly Entry[] = [];
  beforeAll(async () => {
    all = await entries();
  });

  it('every *.rejections.ts exports a catalogue', () => {
    const found = new Set(all.map(({ file }) => file));
    expect(FILES.map((file) => relative(SRC, file)).filter((f) => !found.has(f))).toEqual([]);
  });

  it('a code starts with the name of its context and has one kebab-case reason', () => {
    const wrong = all.filter(({ owner, code }) => {
      const [context, reason, ...rest] = code.split('/');
      const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(reason ?? '');
      return context !== owner || !kebab || rest.length > 0;
    });
    expect(wrong.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
  });

  it('no code stands in two catalogues', () => {
    const codes = all.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('both texts are there, the Chinese one in Chinese and the English one without', () => {
    const wrong = all.filter(
      ({ refusal: { zh, en } }) =>
        !/\p{Script=Han}/u.test(zh) || en.trim() === '' || /\p{Script=Han}/u.test(en),
    );
    expect(wrong.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
  });

  it('both texts name the same facts, each a camelCase word', () => {
    const wrong = all.filter(({ refusal: { zh, en } }) => {
      const names = placeholders(zh);
      const same = new Set([...names, ...placeholders(en)]).size === new Set(names).size;
      const twins = new Set(placeholders(en)).size === new Set(names).size;
      return !same || !twins || names.some((name) => !/^[a-z][A-Za-z0-9]*(:[a-z]+)?$/.test(name));
    });
    expect(wrong.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
  });

  it('hours and instants are told as people read them', () => {
    const unread = /(entiHours|At)$|:(?!hundredths$|minute$)/;
    const wrong = all.filter(({ refusal: { zh, en } }) =>
      [...placeholders(zh), ...placeholders(en)].some((name) => unread.test(name)),
    );
    expect(wrong.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
  });

  it('the status is that of a refusal: 4xx, or 503 when it will pass by itself', () => {
    const wrong = all.filter(
      ({ refusal: { status } }) => status !== 503 && !(status >= 400 && status < 500),
    );
    expect(wrong.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
  });
});
