import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusals } from '../../src/app.module.js';

const CONTEXTS = join(import.meta.dirname, '../../src/contexts');
const README = readFileSync(join(CONTEXTS, 'service-records/README.md'), 'utf8');
const ROW = /^[|] (V\d+)? ?[|] [^|]+ [|] ([a-z-]+[/][a-z-]+) [|] `([^`]+)` [|]$/gm;
const ROWS = [...README.matchAll(ROW)].map(([, rule = '', code = '', spec = '']) => {
  return [rule, code, spec] as const;
});

describe('the validation list of the service record', () => {
  it('names every rule of V1 to V15', () => {
    const named = new Set(ROWS.map(([rule]) => rule));
    for (let rule = 1; rule <= 15; rule += 1) expect(named).toContain(`V${rule}`);
  });

  it.each(ROWS)('%s: %s has a text in both languages, and %s tries it', (_, code, spec) => {
    expect(refusals[code]).toMatchObject({
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/[a-z]/),
    });
    const tried = readFileSync(join(CONTEXTS, spec), 'utf8');
    expect(tried.includes(code.slice(code.indexOf('/') + 1))).toBe(true);
  });
});
