/**
 * Requests made up from the description of the API: some as it wants them, most of them wrong in one
 * place or all over, some hostile. The same seed makes the same requests.
 */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly example?: unknown;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface ApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationSchema>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface OperationSchema {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
}

export interface Operation extends OperationSchema {
  readonly method: string;
  readonly path: string;
}

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  /** As it goes over the wire; undefined = no body. */
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Ends the session of whoever asks: every request after it would only hear 401. */
const LEFT_OUT = ['DELETE /api/v1/session', 'DELETE /api/v1/me/sessions'];
const DEPTH_MAX = 4;
const LONG = 70_000;
const HOSTILE: readonly unknown[] = [
  ...['', ' ', '\u0000', '\ud800', '\u202e文', '../../etc/passwd', '%00', '%ff', "' OR 1=1 --"],
  ...['<script>alert(1)</script>', '${7*7}', '{{7*7}}', 'a\r\nx: y', '𠮷𠮷', '1e999', '-0'],
  ...['__proto__', 'constructor', '9'.repeat(400), 'A'.repeat(5_000), '0000-00-00', '2026-02-30'],
  ...['2026-13-45T99:99:99Z', '+275760-09-13T00:00:00.000Z', 'null', 'NaN', '*', 'division:'],
  ...[null, true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e308, [], {}, [[]], [null]],
  ...[{ toString: 'x' }, { length: -1 }, { $gt: '' }, ['a', 'a'], { a: { a: { a: {} } } }],
];
const BROKEN_BODIES = [
  '{',
  '[]',
  'null',
  '"x"',
  '1',
  '{"a":1,"a":2}',
  '\u0000',
  '{"__proto__":{}}',
];
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  ...[{ 'idempotency-key': 'x' }, { 'idempotency-key': 'k'.repeat(300) }, { 'if-match': '"-1"' }],
  ...[
    { 'if-match': '"999999999999999"' },
    { 'content-type': 'text/plain' },
    { range: 'bytes=9-1' },
  ],
  ...[{ 'content-type': 'multipart/form-data; boundary=x' }, { 'accept-language': 'x;q=9,,;' }],
  ...[
    { cookie: 'a=;;;=b; lang=%%%' },
    { authorization: 'Bearer szt_' },
    { 'x-forwarded-for': 'x' },
  ],
  ...[{ 'sec-fetch-site': 'cross-site' }, { origin: 'null' }, { 'content-encoding': 'gzip' }],
];

export function operationsOf({ paths }: ApiDescription): readonly Operation[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, schema]) => {
        return { ...schema, method: method.toUpperCase(), path };
      }),
    )
    .filter(({ method, path }) => !LEFT_OUT.includes(`${method} ${path}`));
}

export class HostileInput {
  readonly #known: string[] = ['00000000-0000-4000-8000-000000000000'];
  readonly #operations: readonly Operation[];
  #state: number;

  constructor(
    private readonly api: ApiDescription,
    seed: number,
  ) {
    this.#operations = operationsOf(api);
    this.#state = seed;
  }

  /** Ids that answers named: a wrong request that meets something real goes deeper. */
  learn(text: string): void {
    const ids = text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
    for (const id of ids.slice(0, 3)) this.#known[this.#below(500)] = id;
  }

  next(): HostileRequest {
    const operation = this.#pick(this.#operations);
    const query = this.#query(operation);
    const hasBody = operation.requestBody !== undefined || this.#chance(0.05);
    return {
      method: operation.method,
      path: `${this.#path(operation.path)}${query}`,
      body: hasBody ? this.#body(operation) : undefined,
      headers: this.#chance(0.1) ? this.#pick(HEADERS) : {},
    };
  }

  #path(template: string): string {
    return template.replace(/\{[^}]+\}/g, () =>
      this.#chance(0.8) ? this.#id() : encodeURIComponent(wellFormed(this.#hostileText())),
    );
  }

  #query({ parameters = [] }: Operation): string {
    const pairs = parameters
      .filter((parameter) => parameter.in === 'query' && this.#chance(0.6))
      .map(({ name, schema }) => {
        const value = this.#chance(0.6) ? this.#value(schema ?? {}, 0) : this.#hostileText();
        return `${name}=${encodeURIComponent(wellFormed(textOf(value)))}`;
      });
    if (this.#chance(0.03)) pairs.push('after=%E0%A4%A', 'a[b]=1&a=2&a=3');
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  }

  #body({ requestBody }: Operation): string {
    const [content] = Object.values(requestBody?.content ?? {});
    if (this.#chance(0.03)) return this.#pick(BROKEN_BODIES);
    if (this.#chance(0.005)) return JSON.stringify({ a: 'x'.repeat(LONG) });
    const value = this.#value(content?.schema ?? {}, 0);
    const record = typeof value === 'object' && value !== null ? { ...value } : { value };
    const names = Object.keys(record);
    // Mostly wrong in one place: then the rule behind that place is asked, not the first one.
    if (this.#chance(0.6) && names.length > 0) {
      Object.assign(record, { [this.#pick(names)]: this.#pick(HOSTILE) });
    }
    if (this.#chance(0.1)) Object.assign(record, { ['unknown']: this.#pick(HOSTILE) });
    return JSON.stringify(record);
  }

  #value(schema: Schema, depth: number): unknown {
    if (depth > DEPTH_MAX) return null;
    if (schema.$ref) {
      const name = schema.$ref.split('/').at(-1) ?? '';
      return this.#value(this.api.components?.schemas?.[name] ?? {}, depth + 1);
    }
    const [first] = schema.allOf ?? schema.oneOf ?? [];
    if (first) return this.#value(first, depth + 1);
    if (schema.enum) return this.#pick(schema.enum);
    // An example of a whole body is right in every part, and about nobody who is there.
    const isPart = schema.example !== undefined && schema.type !== 'object';
    if (isPart && this.#chance(0.7)) return schema.example;
    switch (schema.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(schema.properties ?? {})
            .filter(() => this.#chance(0.9))
            .map(([name, property]) => [name, this.#value(property, depth + 1)]),
        );
      case 'array':
        return Array.from({ length: this.#below(3) }, () =>
          this.#value(schema.items ?? {}, depth + 1),
        );
      case 'number':
      case 'integer':
        return (schema.minimum ?? 0) + this.#below((schema.maximum ?? 200) - (schema.minimum ?? 0));
      case 'boolean':
        return this.#chance(0.5);
      default:
        return this.#text(schema);
    }
  }

  #text({ format, pattern }: Schema): string {
    if (format === 'uuid') return this.#id();
    if (format === 'date' || pattern?.startsWith('^\\d{4}-')) return '2026-03-02';
    if (format === 'date-time') return '2026-03-02T01:00:00.000Z';
    return this.#chance(0.5) ? this.#id() : this.#pick(['民生社区', 'abc', '150602001003', '12']);
  }

  #id(): string {
    return this.#pick(this.#known.filter(Boolean));
  }

  #hostileText(): string {
    return textOf(this.#pick(HOSTILE));
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#below(from.length)] as T;
  }

  #chance(of: number): boolean {
    return this.#below(1_000) < of * 1_000;
  }

  /** Mulberry32: small, and the same everywhere. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    return Math.floor(fraction * Math.max(limit, 1));
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Half a surrogate pair has no place in an address. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/g, '\ufffd');
}
