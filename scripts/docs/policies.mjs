import { compiled, NOTICE, sources } from './sources.mjs';

/** Every policy the product ships with, as it would stand in `DATA_DIR/policies.json`. */
export async function policiesPage() {
  const shipped = new Map();
  for (const path of [...sources('.policy.ts'), ...sources('age-policy.ts')]) {
    for (const value of Object.values(await compiled(path))) {
      for (const policy of versionsIn(value)) shipped.set(nameOf(policy, path), [policy]);
    }
  }
  const book = Object.fromEntries([...shipped].sort(([a], [b]) => (a < b ? -1 : 1)));
  return [
    NOTICE,
    '# Policies',
    '',
    'Figures that no law fixes, as the product ships them. To change one, copy its object into',
    '`DATA_DIR/policies.json` under the same name with a `version` and an `effectiveFrom` of your own, and',
    'change the figure there: every member has to be named. Decisions name the version they used, so a',
    'version that was in force is never edited ([operate](../guides/operate.md#policies)).',
    '',
    '```json',
    JSON.stringify(book, null, 2),
    '```',
    '',
  ].join('\n');
}

/** A version is `<name>/<date>`, and the name is that of its list in the file; else the module's. */
function nameOf({ version }, path) {
  const [name, date] = version.split('/');
  return date
    ? name
    : path
        .split('/')
        .at(-1)
        .replace(/[-.]policy[.]ts$/, '');
}

/** A list of versions, or several lists by name. */
function versionsIn(value) {
  const several = typeof value === 'object' && value !== null && !Array.isArray(value);
  const list = several ? Object.values(value).flat() : [value].flat();
  return list.filter((one) => typeof one?.version === 'string' && 'effectiveFrom' in one);
}
