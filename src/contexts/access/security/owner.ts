import type { Principal } from '../../../http/principal.js';
import { Rejection } from '../../../kernel/rejection.js';

/** A token must not make itself stronger or outlive its owner's log-in. */
export function ownerOf(who: Principal): string {
  if (who.token) throw new Rejection('access/session-needed');
  return who.accountId;
}
