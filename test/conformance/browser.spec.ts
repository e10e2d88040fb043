import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Browser } from '../support/browser.js';
import { OFFLINE_PAGE } from '../support/offline-page.js';
import { withTools } from '../support/pdf-tools.js';

const kit = (path: string): string => join(process.cwd(), 'conformance', path);
const jsonOf = (path: string): unknown => JSON.parse(readFileSync(kit(path), 'utf8'));
const { keys: logKeys } = jsonOf('log-keys.json') as { keys: { vkey: string }[] };
const trust = {
  ...{ asOf: '2026-03-31', hosts: ['shizhang.example.org.cn'], keys: jsonOf('keys.json') },
  logKeys: logKeys.map(({ vkey }) => vkey),
};

/** What the page shows once it has judged: the banner, and the text of all of it. */
const SHOWN = `new Promise((resolve) => {
  const look = () => {
    const banner = document.querySelector('[data-verdict]');
    const { scrollWidth, clientWidth } = document.documentElement;
    if (banner) resolve({
      verdict: banner.dataset.verdict, tone: banner.className, fits: scrollWidth <= clientWidth,
      text: document.getElementById('result').innerText,
    });
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
  look();
})`;
const LOADED = `new Promise((resolve) => {
  const look = () => document.getElementById('trusted').textContent.includes('（份）') && resolve();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
  look();
})`;
interface Shown {
  readonly verdict: string;
  readonly tone: string;
  readonly fits: boolean;
  readonly text: string;
}

/** A phone of 360 points, the page from a file, and no network at all. */
function inBrowser(language: 'zh-CN' | 'en', work: (browser: Browser, page: string) => Promise<void>) {
  return async (): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'shizhang-page-'));
    const file = join(folder, 'verifier.html');
    const json = JSON.stringify(trust).replaceAll('<', '\\u003c');
    const page = readFileSync(OFFLINE_PAGE, 'utf8');
    writeFileSync(file, page.replace(/(<script id="trust"[^>]*>)[^<]*/, (_, tag) => tag + json));
    const browser = await Browser.open(join(folder, 'profile'), language);
    try {
      const phone = { width: 360, height: 740, deviceScaleFactor: 2, mobile: true };
      await browser.ask('Emulation.setDeviceMetricsOverride', phone);
      await work(browser, pathToFileURL(file).href);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  };
}

describe('the one-file verifier in a browser, from a file, without network', () => {
  const files: readonly [file: string, verdict: string, tone: string, words: string][] = [
    ['good', 'status-unknown', 'good', '阿拉坦·其其格'],
    ['altered', 'altered-after-signing', 'bad', '签名后被改动'],
    ['truncated', 'malformed', 'bad', '无法读取'],
    ['unknown-issuer', 'unknown-issuer', 'bad', '出具单位不明'],
    ['sm2', 'status-unknown', 'good', '内容的 SM2 签名无误'],
    ['stamped', 'status-unknown', 'good', '时间戳机构是否可信，本工具不判断'],
    ['key-revoked-after-issue', 'key-revoked-after-issue', 'ask', '密钥后来失效'],
  ];

  const judged = inBrowser('zh-CN', async (browser, page) => {
    const requests: string[] = [];
    for (const [name, verdict, tone, words] of files) {
      await browser.visit(page, requests);
      await browser.choose('#file', kit(`pdf/${name}.pdf`));
      const shown = await browser.evaluate<Shown>(SHOWN);
      expect(shown).toMatchObject({ verdict, tone: `verdict ${tone}`, fits: true });
      expect(shown.text).toContain(words);
    }
    await browser.visit(page, requests);
    await browser.choose('#list', kit('statuses.json'));
    await browser.evaluate(LOADED);
    await browser.choose('#file', kit('pdf/revoked.pdf'));
    expect(await browser.evaluate<Shown>(SHOWN)).toMatchObject({ verdict: 'revoked', fits: true });
    const [number = ''] = Object.keys(jsonOf('statuses.json') as object);
    const pending = join(dirname(fileURLToPath(page)), 'pending.json');
    writeFileSync(pending, JSON.stringify({ [number]: { supersededBy: null } }));
    await browser.visit(page, requests);
    await browser.choose('#list', pending);
    await browser.evaluate(LOADED);
    await browser.choose('#file', kit('pdf/good.pdf'));
    const waiting = await browser.evaluate<Shown>(SHOWN);
    expect(waiting).toMatchObject({ verdict: 'superseded', tone: 'verdict bad', fits: true });
    expect(waiting.text).toContain('待换发');
    expect(requests.filter((url) => url !== page)).toEqual([]);
  });
  withTools(['chromium'], 'judges the PDFs it is given, and asks for nothing', judged);

  const dropped = inBrowser('en', async (browser, page) => {
    await browser.visit(page);
    await browser.drop(kit('pdf/good.pdf'), { x: 180, y: 300 });
    const shown = await browser.evaluate<Shown>(SHOWN);
    expect(shown).toMatchObject({ verdict: 'status-unknown', fits: true });
    expect(shown.text).toContain('Genuine, status unknown');
    const [, digits = ''] = readFileSync(kit('qr/forged.txt'), 'utf8').trim().split('#');
    await browser.visit('about:blank');
    await browser.visit(`${page}#${digits}`);
    expect(await browser.evaluate<Shown>(SHOWN)).toMatchObject({ verdict: 'bad-signature' });
  });
  withTools(['chromium'], 'judges a PDF that is dropped on it, and the digits of a code', dropped);
});
