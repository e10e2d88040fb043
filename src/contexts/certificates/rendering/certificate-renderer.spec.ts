import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleKeys } from '../../../../test/support/issue-certificate.js';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import { issueToken } from '../signing/issue-token.js';
import { signerOf } from '../signing/signers.js';
import { inPlaceRenderer } from './certificate-renderer.js';

// Node's own loader has it already, for jest's transform; jest's would evaluate all of it again.
const { createRequire } = process.getBuiltinModule('node:module');
const ts: typeof import('typescript') = createRequire(import.meta.url)('typescript');
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'renderer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Threads need JavaScript files, so what they load is compiled here as the build compiles it. */
function compile(): string {
  const parts = ['kernel', 'contexts/certificates/domain', 'contexts/certificates/signing'];
  for (const part of [...parts, 'contexts/certificates/rendering']) {
    for (const file of readdirSync(join(root, 'src', part))) {
      if (!/(?<!\.spec|\.d)\.ts$/.test(file)) continue;
      const source = readFileSync(join(root, 'src', part, file), 'utf8');
      const { outputText } = ts.transpileModule(source, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      const target = join(folder, part, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, outputText);
    }
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'contexts/certificates/rendering/certificate-renderer.js');
}

/** The first thread is ended in the middle of its first drawing. */
const SCRIPT = `
  const { createHash } = await import('node:crypto');
  const { once } = await import('node:events');
  const { syncBuiltinESMExports } = await import('node:module');
  const { default: threads } = await import('node:worker_threads');
  const started = [];
  threads.Worker = class extends threads.Worker {
    constructor(...args) {
      super(...args);
      started.push(this);
    }
  };
  syncBuiltinESMExports();
  const { certificateRenderer } = await import(process.argv[1]);
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const requests = JSON.parse(Buffer.concat(chunks).toString());
  const renderer = certificateRenderer({ workers: 2 });
  const drawing = Promise.allSettled(requests.map((request) => renderer.render(request)));
  await once(started[0], 'online');
  await started[0].terminate();
  const drawn = await drawing;
  const told = drawn.map(({ value, reason }) =>
    value ? createHash('sha256').update(value).digest('hex') : reason.code + ' ' + reason.facts.characters);
  process.stdout.write(JSON.stringify({ told, threads: started.length }));
`;

it('draws the same bytes in threads as in place, though one of them dies of it, and ends', async () => {
  const keys = sampleKeys();
  const documentKeyId = keys.document.published.keyId;
  const requests = [];
  for (const name of ['李𬶍', '王𪚥', '欧阳𰻞']) {
    const content = sampleContent(2, name);
    const tokenDigits = await issueToken(content, signerOf(keys.token.privatePem));
    requests.push({ content, tokenDigits, documentKeyId });
  }
  const inPlace = [];
  for (const request of requests.slice(0, 2)) {
    const pdf = await inPlaceRenderer().render(request);
    inPlace.push(createHash('sha256').update(pdf).digest('hex'));
  }
  const options = ['--input-type=module', '-e', SCRIPT, compile()];
  const output: unknown = JSON.parse(
    execFileSync(process.execPath, options, {
      encoding: 'utf8',
      input: JSON.stringify(requests),
      env: { PATH: process.env['PATH'] },
    }),
  );
  const told = [...inPlace, 'certificates/character-not-printable U+30EDE'];
  expect(output).toEqual({ told, threads: 3 });
});
