import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './sources.mjs';

/** Two graphs from the imports: the folders of src, and which context hears of which. */
export function architectureGraph() {
  const imports = importsOfSrc();
  const folders = edges(imports, folderOf);
  const contexts = edges(imports, contextOf);
  return [
    mermaid('Folders of `src` (A → B: A imports B):', folders),
    mermaid('Contexts (A → B: A hears of the events of B):', contexts),
  ].join('\n');
}

function importsOfSrc() {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...options], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout)
    .modules.filter(({ source }) => !source.endsWith('.spec.ts'))
    .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => [source, resolved]));
}

function folderOf(path) {
  if (/^src\/[^/]+[.]ts$/.test(path)) return 'root';
  if (/^src\/event-store\/[^/]+\//.test(path)) return path.split('/').slice(1, 3).join('/');
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function contextOf(path) {
  return /^src\/contexts\/([^/]+)\//.exec(path)?.[1];
}

function edges(imports, nameOf) {
  const found = new Set();
  for (const [source, target] of imports) {
    const [from, to] = [nameOf(source), nameOf(target)];
    // The vocabulary is everybody's: its arrows would hide the others.
    if (from && to && from !== to && to !== 'kernel') found.add(`${from} --> ${to}`);
  }
  return [...found].sort();
}

function mermaid(title, lines) {
  return ['', title, '', '```mermaid', 'graph LR', ...lines.map((l) => `  ${l}`), '```', ''].join(
    '\n',
  );
}
