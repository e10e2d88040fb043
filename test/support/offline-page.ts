import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import type { Verification } from '../../src/contexts/certificates/verification.js';

export type Given = { readonly pdf: Uint8Array } | { readonly qr: string };

/** The one-file verifier as it is shipped, with as little of a browser around it as it needs. */
export interface PageVerifier {
  judge(given: Given, trust: object, now: string): Verification;
}

export const OFFLINE_PAGE = 'verifier/offline-verifier.html';

/** What the script of the page asks of an element before anybody touches it. */
class StubElement {
  textContent = 'null';
  className = '';
  readonly dataset = {};
  addEventListener(): void {}
  setAttribute(): void {}
  append(): void {}
  replaceChildren(): void {}
}

/** Bytes cross the border as hexadecimal text: an array of here is none of the context's own. */
const JUDGE = `({ pdf, qr }, trust, now) => {
  const bytes = pdf && Uint8Array.from(pdf.match(/../g) ?? [], (octet) => parseInt(octet, 16));
  const given = bytes ? { pdf: bytes } : { qr };
  return JSON.stringify(shizhangVerifier.judge(given, JSON.parse(trust), now));
}`;

/** Runs the script of the committed page in a context of its own: no node, no network, no files. */
export function pageVerifier(): PageVerifier {
  const html = readFileSync(OFFLINE_PAGE, 'utf8');
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? '';
  const elements = { getElementById: () => new StubElement(), querySelectorAll: () => [] };
  const document = {
    ...{ ...elements, createElement: () => new StubElement(), addEventListener: () => undefined },
    ...{ documentElement: new StubElement(), body: new StubElement(), title: '' },
  };
  const surroundings = { document, navigator: { language: 'zh-CN' }, location: { hash: '' } };
  // Of the browser's own: sm-crypto-v2 looks for random numbers as it loads, and needs none to verify.
  const context = createContext({ ...surroundings, TextEncoder, TextDecoder, crypto: {} });
  runInContext(script, context);
  const judge = runInContext(JUDGE, context) as (
    given: { readonly pdf?: string; readonly qr?: string },
    trust: string,
    now: string,
  ) => string;
  return {
    judge: (given, trust, now) => {
      const text = 'pdf' in given ? { pdf: Buffer.from(given.pdf).toString('hex') } : given;
      return JSON.parse(judge(text, JSON.stringify(trust), now)) as Verification;
    },
  };
}
