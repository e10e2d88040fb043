import type { RoleGrant } from '../../http/principal.js';
import { covers, type Place } from '../../http/principal.js';
import { PERMISSIONS, type Role } from '../../http/permissions.js';
import type { ApproverLevel } from './domain/star-scheme.policy.js';

/** Length of a division prefix → who speaks for that much of the country. */
const LEVELS: readonly (readonly [number, ApproverLevel])[] = [
  [2, 'province'],
  [4, 'prefecture'],
  [6, 'county'],
];

/** The highest level at which somebody's grants let them approve honours at a place. */
export function approverLevelOf(grants: readonly RoleGrant[], place: Place): ApproverLevel | null {
  const approving: readonly Role[] = PERMISSIONS['honours.approve'].roles;
  const found = grants
    .filter(({ role, scope }) => approving.includes(role) && covers(scope, place))
    .map(({ scope }) => widthOf(scope));
  if (found.length === 0) return null;
  const widest = Math.min(...found);
  return LEVELS.find(([width]) => widest <= width)?.[1] ?? 'organisation';
}

/** How narrow a scope is: digits of the division, or more than any for a single organisation. */
function widthOf(scope: string): number {
  if (scope === '*') return 0;
  return scope.startsWith('division:') ? scope.length - 'division:'.length : Infinity;
}
