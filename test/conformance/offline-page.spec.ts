import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OFFLINE_PAGE, pageVerifier } from '../support/offline-page.js';

const page = readFileSync(OFFLINE_PAGE, 'utf8');
const read = (path: string): string => readFileSync(join('conformance', path), 'utf8');
const NOW = '2026-04-01T00:00:00.000Z';
const trust = {
  ...{ asOf: '2026-03-31', hosts: ['shizhang.example.org.cn'] },
  keys: JSON.parse(read('keys.json')) as object[],
  logKeys: (JSON.parse(read('log-keys.json')) as { keys: { vkey: string }[] }).keys.map(
    ({ vkey }) => vkey,
  ),
};

describe('the one-file verifier', () => {
  it('is what its sources make', () => {
    execFileSync(process.execPath, ['scripts/offline-verifier.mjs', '--check'], { stdio: 'pipe' });
  });

  it('asks for nothing outside itself, and its policy lets nothing in', () => {
    expect(page).not.toMatch(/<(?:script|img|link|iframe)[^>]+(?:src|href)=/);
    expect(page).not.toMatch(/@import|url\(/);
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const hash = (text: string) => createHash('sha256').update(text).digest('base64');
    expect(page).toContain(
      `default-src 'none'; script-src 'sha256-${hash(script)}'; style-src 'sha256-${hash(style)}'; ` +
        `base-uri 'none'; form-action 'none'`,
    );
  });

  it('takes digits as they are typed from paper, in groups and lines', () => {
    const [, digits = ''] = read('qr/good.txt').trim().split('#');
    const typed = digits.replace(/(\d{5})/g, '$1 ').replace(/(.{60})/g, '$1\n');
    expect(pageVerifier().judge({ qr: typed }, trust, NOW).verdict).toBe('status-unknown');
  });

  it('knows nobody without a list of keys', () => {
    const nobody = { ...trust, keys: [], logKeys: [] };
    const verdict = (qr: string) => pageVerifier().judge({ qr }, nobody, NOW).verdict;
    expect(verdict(read('qr/good.txt'))).toBe('unknown-issuer');
  });
});
