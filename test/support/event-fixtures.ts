import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { EventCodec } from '../../src/event-store/codec.js';
import type { Decider } from '../../src/kernel/decider.js';
import type { Command, DomainEvent, EventMeta, Json, Recorded } from '../../src/kernel/message.js';

const CONTEXTS = resolve('src/contexts');
const FOLDER = resolve('test/fixtures/events');

/** A type as the sources declare it. */
export interface DeclaredEvent {
  readonly context: string;
  readonly type: string;
  /** Name of the TypeScript type and the file that exports it. */
  readonly alias: string;
  readonly file: string;
}

export interface Fixture {
  readonly name: string;
  /** What is in the file. */
  readonly stored: Recorded & { readonly data: Json };
  /** What the code of today makes of it. */
  readonly event: Recorded;
}

export interface ShapeError {
  readonly id: string;
  readonly type: string;
  readonly message: string;
}

export type AnyDecider = Decider<Command, unknown, DomainEvent>;

export function declaredEvents(): readonly DeclaredEvent[] {
  return sources('.events.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const found = text.matchAll(/^export type (\w+) =\s+DomainEvent<\s*'([^']+)'/gm);
    return [...found].map(([, alias = '', type = '']) => ({
      ...{ type, alias, file },
      context: contextOf(file),
    }));
  });
}

/** Every fixture, through the codec of the product, which knows no old schema yet. */
export function fixtures(): readonly Fixture[] {
  const codec = new EventCodec();
  const names = readdirSync(FOLDER).filter((name) => name !== 'README.md');
  return names.sort().map((name) => {
    const stored = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Fixture['stored'];
    const { data, meta } = stored;
    const text = { data: JSON.stringify(data), meta: JSON.stringify(meta satisfies EventMeta) };
    return { name, stored, event: codec.decode({ ...stored, ...text }) };
  });
}

/** `stream category` → its decider, and the context it stands in. */
export async function decidersByCategory(): Promise<
  ReadonlyMap<string, { readonly context: string; readonly decider: AnyDecider }>
> {
  const found = new Map<string, { context: string; decider: AnyDecider }>();
  for (const file of sources('.decider.ts')) {
    const module: Record<string, unknown> = await import(pathToFileURL(file).href);
    for (const decider of Object.values(module).filter(isDecider)) {
      found.set(decider.category, { context: contextOf(file), decider });
    }
  }
  return found;
}

/**
 * What the compiler has against the data as values of their types: a field that was renamed, added
 * or dropped without an upcaster is found here even when no fold and no read model looks at it.
 */
export function shapeErrors(
  events: readonly Recorded[],
  declared: readonly DeclaredEvent[],
): readonly ShapeError[] {
  const at = resolve('test/support/fixtures-as-code.ts');
  const lines = events.map(({ type, data }) => {
    const { file = '', alias = '' } = declared.find((d) => d.type === type) ?? {};
    const path = `./${relative(resolve('test/support'), file).replace(/ts$/, 'js')}`;
    return `({ type: '${type}', data: ${JSON.stringify(data)} }) satisfies import('${path}').${alias};`;
  });
  const program = programOf(at, lines.join('\n'));
  const source = program.getSourceFile(at);
  return program.getSemanticDiagnostics(source).map(({ start = 0, messageText }) => {
    const line = source?.getLineAndCharacterOfPosition(start).line ?? 0;
    const { id = '', type = '' } = events[line] ?? {};
    return { id, type, message: ts.flattenDiagnosticMessageText(messageText, ' ') };
  });
}

/** A program around one file that stands nowhere. */
function programOf(path: string, text: string): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file));
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, resolve('.'));
  const options: ts.CompilerOptions = { ...parsed.options, noEmit: true, types: [] };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2023) : read(name, ...rest);
  return ts.createProgram([path], options, host);
}

function sources(suffix: string): readonly string[] {
  return readdirSync(CONTEXTS, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(suffix))
    .map((path) => join(CONTEXTS, path))
    .sort();
}

function contextOf(file: string): string {
  return relative(CONTEXTS, file).split(/[\\/]/)[0] ?? '';
}

function isDecider(value: unknown): value is AnyDecider {
  return typeof value === 'object' && value !== null && 'category' in value && 'evolve' in value;
}
