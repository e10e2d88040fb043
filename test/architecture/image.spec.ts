import { existsSync, readFileSync } from 'node:fs';

/** What the running service reads beside `dist` and `node_modules`. */
const READ = ['docs/reference/openapi.json', 'verifier/offline-verifier.html', 'package.json'];

/** The last line that fits decides; a line is a path, or everything in one (`docs/*`). */
function isLeftOut(path: string, lines: readonly string[]): boolean {
  return lines.reduce((leftOut, line) => {
    const pattern = line.replace(/^!/, '').replace(/\/\*$/, '');
    const fits = path === pattern || path.startsWith(`${pattern}/`);
    return fits ? !line.startsWith('!') : leftOut;
  }, false);
}

describe('the image', () => {
  const lines = readFileSync('.dockerignore', 'utf8').trim().split('\n');

  it.each(READ)('has %s, which the service reads', (path) => {
    expect(existsSync(path)).toBe(true);
    expect(isLeftOut(path, lines)).toBe(false);
  });

  it.each(['data/vault.db', 'node_modules/x/package.json', '.git/config', 'test/architecture'])(
    'has no %s',
    (path) => {
      expect(isLeftOut(path, lines)).toBe(true);
    },
  );
});
