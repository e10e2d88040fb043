/** A value as it stands in the export: nothing about it is taken for granted. */
export type Fields = Readonly<Record<string, unknown>>;

export interface ExportedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly data: Fields;
  readonly meta: Fields;
}

export interface ExportHeader {
  /** Position of the last event, or null of an empty ledger. */
  readonly through: string | null;
}

/** The first line of an export; undefined when it is none. */
export function headerOf(line: string): ExportHeader | undefined {
  const fields = jsonOf(line);
  if (fields?.['format'] !== 'shizhang-events' || fields['version'] !== 1) return undefined;
  const { through } = fields;
  return { through: through === null || through === undefined ? null : String(through) };
}

/** One event of an export; undefined when the line is none. */
export function eventOf(line: string): ExportedEvent | undefined {
  const fields = jsonOf(line);
  if (!fields || !isFields(fields['data']) || !isFields(fields['meta'])) return undefined;
  const { data, meta } = fields;
  const revision = fields['revision'];
  if (typeof revision !== 'number') return undefined;
  const [id, stream, position] = [
    textOf(fields, 'id'),
    textOf(fields, 'stream'),
    textOf(fields, 'position'),
  ];
  const type = textOf(fields, 'type');
  if (!id || !stream || !position || !type) return undefined;
  return { id, stream, revision, position, type, data, meta };
}

export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** A whole number, or NaN: whatever is compared with it then differs. */
export function amountOf(fields: Fields, name: string): number {
  const value = fields[name];
  return Number.isSafeInteger(value) ? Number(value) : Number.NaN;
}

export function flagOf(fields: Fields, name: string): boolean {
  return fields[name] === true;
}

export function listOf(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** An object inside; undefined when there is none. */
export function partOf(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  return isFields(value) ? value : undefined;
}

function jsonOf(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
