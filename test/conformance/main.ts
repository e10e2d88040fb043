import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { draw, makeKit, spoilt } from './make-kit.js';

/** `npm run conformance`: writes the kit; a test sees that what is committed is what is made. */
const { texts, papers } = await makeKit();
for (const [path, text] of texts) write(path, Buffer.from(text, 'utf8'));
for (const [name, paper] of papers) {
  const pdf = await draw(paper);
  write(`pdf/${name}.pdf`, pdf);
  if (name !== 'good') continue;
  for (const [of, bytes] of spoilt(pdf)) write(`pdf/${of}.pdf`, bytes);
}

function write(path: string, bytes: Uint8Array): void {
  const file = join('conformance', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
