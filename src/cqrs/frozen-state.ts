/** Text of a folded state: JSON in which a Map stands as the list of its entries, in their order. */
export function freeze(state: object, without: readonly string[]): string {
  const whole = Object.entries(state).filter(([name]) => !without.includes(name));
  return JSON.stringify(Object.fromEntries(whole), (_, value: unknown) =>
    value instanceof Map ? { [MAP]: [...value] } : value,
  );
}

/** @throws SyntaxError for what is not JSON */
export function thaw(text: string): object {
  return JSON.parse(text, (_, value: unknown) => {
    const entries: unknown = isObject(value) ? value[MAP] : undefined;
    return Array.isArray(entries) ? new Map(entries as [unknown, unknown][]) : value;
  }) as object;
}

const MAP = '$map';

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
