import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that lies in a folder, logs beside databases included: file name → bytes. */
export function filesOf(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path, readFileSync(path)]),
  );
}

/** `<file>: <value>` for each value that some file holds, in UTF-8, UTF-16 or base64. */
export function whereFound(folder: string, values: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const [path, bytes] of filesOf(folder)) {
    for (const value of values) {
      if (formsOf(value).some((form) => bytes.includes(form))) found.push(`${path}: ${value}`);
    }
  }
  return found;
}

function formsOf(value: string): readonly Buffer[] {
  const utf8 = Buffer.from(value);
  const base64 = utf8.toString('base64').replace(/=+$/, '');
  // The last character also holds bits of what follows.
  return [utf8, Buffer.from(value, 'utf16le'), Buffer.from(base64.slice(0, -1))];
}
