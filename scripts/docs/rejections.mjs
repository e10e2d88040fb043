import { cell, compiled, NOTICE, sources } from './sources.mjs';

/** Every refusal of every catalogue, with its status and both texts. */
export async function rejectionsPage() {
  const sections = [];
  for (const path of sources('.rejections.ts')) {
    const catalogues = Object.values(await compiled(path)).filter(isCatalogue);
    const entries = catalogues.flatMap((catalogue) => Object.entries(catalogue));
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    const owner = entries[0]?.[0].split('/')[0];
    if (owner) sections.push(section(owner, path, entries));
  }
  return [
    NOTICE,
    '# Refusals',
    '',
    'A refusal is the business saying no. Its code is stable; it is the last part of `type` in the',
    'problem document (RFC 9457), and `{…}` stands for a fact that travels in `facts` as it is; behind a',
    'colon stands how the text says it: `:hundredths` 333 as 3.33, `:minute` an instant as local time.',
    '',
    ...sections.sort(),
  ].join('\n');
}

function isCatalogue(value) {
  if (typeof value !== 'object' || value === null) return false;
  const refusals = Object.values(value);
  return refusals.length > 0 && refusals.every((r) => r && typeof r === 'object' && 'zh' in r);
}

function section(owner, path, entries) {
  const rows = entries.map(
    ([code, { status, zh, en }]) => `| \`${code}\` | ${status} | ${cell(zh)} | ${cell(en)} |`,
  );
  const head = ['| code | status | 中文 | English |', '|---|---|---|---|'];
  return [`## ${owner}`, '', `From \`${path}\`.`, '', ...head, ...rows, ''].join('\n');
}
