import { isLocalDate, type LocalDate } from './calendar.js';

/**
 * Figures that no law fixes: versioned data with an effective date, never constants in a rule. A
 * decision names the version it used, so it can be explained when the figures are others.
 */
export interface Policy {
  readonly version: string;
  readonly effectiveFrom: LocalDate;
}

/** The policy in force on a day: the latest that has begun; before the first one, the first. */
export function policyOn<P extends Policy>(date: LocalDate, policies: readonly P[]): P {
  const [first, ...rest] = policies;
  if (!first) throw new Error('invariant broken: no policy');
  return rest.reduce((found, policy) => (policy.effectiveFrom <= date ? policy : found), first);
}

/**
 * The policies the product ships with, and those an operator adds behind them. A version that was
 * ever used is never changed: what is added has a version of its own and begins later.
 *
 * @throws RangeError naming the entry and what is wrong with it
 */
export function withPolicies<P extends Policy>(
  shipped: readonly [P, ...P[]],
  added: unknown,
): readonly P[] {
  if (added === undefined) return shipped;
  if (!Array.isArray(added)) throw new RangeError('must be a list of policies');
  const policies: P[] = [...shipped];
  for (const [index, given] of added.entries()) {
    policies.push(addedPolicy(given, policies, `entry ${index + 1}`));
  }
  return policies;
}

function addedPolicy<P extends Policy>(given: unknown, before: readonly P[], where: string): P {
  const last = before[before.length - 1];
  if (!last || typeof given !== 'object' || given === null) {
    throw new RangeError(`${where} is not an object`);
  }
  const members = new Map<string, unknown>(Object.entries(given));
  const policy: Record<string, unknown> = {};
  for (const [name, example] of Object.entries(last)) {
    const value = members.get(name);
    if (!fits(value, example)) throw new RangeError(`${where}: "${name}" is not as required`);
    policy[name] = value;
    members.delete(name);
  }
  const [unknown] = members.keys();
  if (unknown !== undefined) throw new RangeError(`${where}: "${unknown}" is not known`);
  const added = policy as unknown as P;
  if (before.some(({ version }) => version === added.version)) {
    throw new RangeError(`${where}: version "${added.version}" is there already`);
  }
  if (!isLocalDate(added.effectiveFrom) || added.effectiveFrom <= last.effectiveFrom) {
    throw new RangeError(`${where}: "effectiveFrom" must be a date after ${last.effectiveFrom}`);
  }
  return added;
}

/**
 * Of the same kind as in the policy before; figures are whole numbers from zero up. A table keeps
 * its rows, may have others, and each is like the rows before.
 */
function fits(value: unknown, example: unknown): boolean {
  if (Array.isArray(example)) {
    return (
      Array.isArray(value) && value.every((entry) => typeof entry === 'string' && entry !== '')
    );
  }
  if (typeof example === 'number') return Number.isSafeInteger(value) && Number(value) >= 0;
  if (isTable(example)) {
    if (!isTable(value)) return false;
    const [row] = Object.values(example);
    const kept = Object.keys(example).every((name) => Object.hasOwn(value, name));
    return kept && Object.values(value).every((added) => fits(added, row));
  }
  return typeof value === typeof example && value !== '';
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
