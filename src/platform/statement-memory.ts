/** Texts remembered on one connection; the longest unused is forgotten first. */
const STATEMENTS_MAX = 500;

/**
 * Compiling a statement costs more than running it on one row, and a request runs the same few:
 * `prepare` gives the same compiled statement for the same text again. Whoever walks through rows
 * with `iterate` keeps a statement busy, so nobody may do that on such a connection.
 */
export function rememberStatements<Connection extends { prepare(text: string): unknown }>(
  connection: Connection,
): Connection {
  const compile = connection.prepare.bind(connection);
  const known = new Map<string, unknown>();
  const prepare = (text: string): unknown => {
    const statement = known.get(text) ?? compile(text);
    known.delete(text);
    known.set(text, statement);
    const [oldest] = known.keys();
    if (known.size > STATEMENTS_MAX && oldest !== undefined) known.delete(oldest);
    return statement;
  };
  Object.defineProperty(connection, 'prepare', { value: prepare });
  return connection;
}
