import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyBook } from './policy-book.js';

const shipped = [{ version: 'cap/1', effectiveFrom: '2021-02-01', dailyCap: 800 }] as const;
const added = { version: 'cap/2', effectiveFrom: '2026-01-01', dailyCap: 400 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-policies-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the policy book', () => {
  it('is what the product ships with where there is no file', () => {
    expect(PolicyBook.read(folder).of('cap', [...shipped])).toEqual(shipped);
    expect(PolicyBook.read(null).of('cap', [...shipped])).toEqual(shipped);
  });

  it('holds what the file adds', () => {
    writeFileSync(join(folder, 'policies.json'), JSON.stringify({ cap: [added] }));
    expect(PolicyBook.read(folder).of('cap', [...shipped])).toEqual([...shipped, added]);
  });

  it('names the policy and the entry that is wrong', () => {
    writeFileSync(
      join(folder, 'policies.json'),
      JSON.stringify({ cap: [{ ...added, dailyCap: '4' }] }),
    );
    expect(() => PolicyBook.read(folder).of('cap', [...shipped])).toThrow(
      'policies.json: "cap" entry 1: "dailyCap" is not as required',
    );
  });

  it.each(['{', '[]', '7'])('refuses a file that says %s', (text) => {
    writeFileSync(join(folder, 'policies.json'), text);
    expect(() => PolicyBook.read(folder)).toThrow(/^policies.json: /);
  });
});
