import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { cell, NOTICE, ROOT, sources } from './sources.mjs';

/** Every event type that is stored: what it says, what it carries, and who reacts to it. */
export function eventsPage() {
  const events = storedEvents();
  const readers = readersOf(events);
  const contexts = [...new Set(events.map(({ type }) => type.split('.')[0]))];
  return [
    NOTICE,
    '# Events',
    '',
    'The storage contract. A stored type is never renamed; a change of its data raises its schema',
    'version and adds an upcaster. Metadata of every event: `EventMeta` in `src/kernel/message.ts`.',
    '',
    ...contexts.flatMap((context) => [
      `## ${context}`,
      '',
      ...events
        .filter(({ type }) => type.startsWith(`${context}.`))
        .flatMap((event) => entry(event, readers.get(event.type) ?? [])),
    ]),
  ].join('\n');
}

/** Every type that the sources declare, in order of name. */
export function storedEvents() {
  const events = sources('.events.ts').flatMap(eventsOf);
  return events.sort((a, b) => (a.type < b.type ? -1 : 1));
}

function entry({ type, note, data }, readers) {
  return [
    `### ${type}`,
    '',
    ...(note ? [note, ''] : []),
    '```ts',
    data,
    '```',
    '',
    ...(readers.length > 0 ? [`Read by ${readers.map((r) => `\`${r}\``).join(', ')}.`, ''] : []),
  ];
}

/** Type aliases of the form `DomainEvent<'context.Event', Data>`. */
function eventsOf(path) {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.statements.filter(ts.isTypeAliasDeclaration).flatMap((alias) => {
    const { type } = alias;
    if (!ts.isTypeReferenceNode(type) || type.typeName.getText() !== 'DomainEvent') return [];
    const [name, data] = type.typeArguments ?? [];
    if (!name || !ts.isLiteralTypeNode(name) || !ts.isStringLiteral(name.literal)) return [];
    return [{ type: name.literal.text, note: noteOf(alias), data: data ? dataText(data) : 'null' }];
  });
}

function noteOf(node) {
  const notes = ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment));
  return notes.map((note) => cell(note ?? '').replaceAll('\\|', '|')).join(' ');
}

/** The data as it stands in the source, with its own comments, moved to the left margin. */
function dataText(node) {
  const lines = node.getText().replaceAll('readonly ', '').split('\n');
  const margin = Math.min(
    ...lines.slice(1).map((line) => (line.trim() ? line.search(/\S/) : Number.MAX_SAFE_INTEGER)),
  );
  return lines.map((line, index) => (index === 0 ? line : line.slice(margin))).join('\n');
}

/** Projections and processes that name a type. */
function readersOf(events) {
  const readers = new Map(events.map(({ type }) => [type, []]));
  for (const path of [...sources('.projection.ts'), ...sources('.process.ts')]) {
    const named = new Set(readFileSync(join(ROOT, path), 'utf8').match(/[\w-]+\.[A-Z]\w+(?=')/g));
    for (const type of named) readers.get(type)?.push(path.replace(/^src\/(contexts\/)?/, ''));
  }
  return readers;
}
