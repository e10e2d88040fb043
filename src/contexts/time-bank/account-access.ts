import type { Permission } from '../../http/permissions.js';
import type { Place, Principal } from '../../http/principal.js';
import { Rejection } from '../../kernel/rejection.js';

/**
 * An account belongs where its holder registered and where they served: a role counts when it
 * covers one of these places. An account nobody knows is for those whose role counts everywhere.
 *
 * @throws Rejection `access/not-permitted`
 */
export function requireAccount(
  who: Principal,
  permission: Permission,
  { volunteerId, places }: { readonly volunteerId: string; readonly places: readonly Place[] },
): void {
  if (!who.isSelf(permission, volunteerId)) requireAccountByRole(who, permission, places);
}

/**
 * What nobody does for themself by being the holder.
 *
 * @throws Rejection `access/not-permitted`
 */
export function requireAccountByRole(
  who: Principal,
  permission: Permission,
  places: readonly Place[],
): void {
  const covered = [...places, {}].some((place) => who.may(permission, place));
  if (!covered) throw new Rejection('access/not-permitted', { permission });
}
