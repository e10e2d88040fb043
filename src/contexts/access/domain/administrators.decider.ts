import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './access.rejections.js';
import type { AdministratorsCommand } from './administrators.commands.js';
import type { AdministratorsEvent } from './administrators.events.js';

export type Administrators = Set<string>;

export const ADMINISTRATORS = 'all';

/**
 * One stream for the whole installation: "there is always one left" and "the first one comes from
 * the set-up, once" hold even when two administrators dismiss each other in the same moment.
 */
export const administrators: Decider<AdministratorsCommand, Administrators, AdministratorsEvent> = {
  category: 'administrators',
  streamId: () => ADMINISTRATORS,
  initialState: () => new Set(),
  decide({ type, data: { accountId } }, appointed) {
    switch (type) {
      case 'AppointFirstAdministrator':
        if (appointed.size > 0) reject('access/setup-done');
        return [{ type: 'access.AdministratorAppointed', data: { accountId } }];
      case 'AppointAdministrator':
        if (appointed.has(accountId)) return [];
        return [{ type: 'access.AdministratorAppointed', data: { accountId } }];
      case 'DismissAdministrator':
        if (!appointed.has(accountId)) return [];
        if (appointed.size === 1) reject('access/last-administrator');
        return [{ type: 'access.AdministratorDismissed', data: { accountId } }];
      default:
        return unreachable(type);
    }
  },
  evolve(appointed, { type, data: { accountId } }) {
    if (type === 'access.AdministratorAppointed') appointed.add(accountId);
    else appointed.delete(accountId);
    return appointed;
  },
};
