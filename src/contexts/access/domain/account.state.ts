import type { AccountEvent, PasswordLinkOffered, RecoveryRequested } from './account.events.js';
import type { Grant } from './account.commands.js';

export interface Account {
  status: 'none' | 'open' | 'closed';
  readonly grants: Set<string>;
  /** Every token ever issued, and whether it is still in force. */
  readonly tokens: Map<string, boolean>;
  hasPassword: boolean;
  /** The one link that works; a password set by whatever way ends it. */
  link: PasswordLinkOffered['data'] | null;
  recovery: RecoveryRequested['data'] | null;
  factorId: string | null;
  /** Keyed hashes of the external identities that log in to it. */
  readonly identities: Set<string>;
}

export const noAccount = (): Account => ({
  ...{ status: 'none', grants: new Set(), tokens: new Map(), hasPassword: false },
  ...{ link: null, recovery: null, factorId: null, identities: new Set() },
});

export function keyOf({ role, scope }: Grant): string {
  return `${role} ${scope}`;
}

type Fold<E extends AccountEvent> = (state: Account, data: E['data']) => void;

/** What each event changes: one line per event, so that none is forgotten. */
const FOLDS: {
  readonly [T in AccountEvent['type']]: Fold<Extract<AccountEvent, { readonly type: T }>>;
} = {
  'access.AccountOpened': (state) => void (state.status = 'open'),
  'access.AccountClosed': (state) => void (state.status = 'closed'),
  'access.RoleGranted': (state, data) => void state.grants.add(keyOf(data)),
  'access.RoleRevoked': (state, data) => void state.grants.delete(keyOf(data)),
  'access.ApiTokenIssued': (state, { tokenId }) => void state.tokens.set(tokenId, true),
  'access.ApiTokenRevoked': (state, { tokenId }) => void state.tokens.set(tokenId, false),
  'access.PasswordSet': (state) => {
    state.hasPassword = true;
    state.link = null;
  },
  'access.PasswordLinkOffered': (state, data) => void (state.link = data),
  'access.PasswordLinkUsed': (state) => void (state.link = null),
  'access.RecoveryRequested': (state, data) => void (state.recovery = data),
  'access.RecoveryApproved': (state) => void (state.recovery = null),
  'access.ConsoleRecoveryOpened': (state) => void (state.recovery = null),
  'access.SecondFactorSet': (state, { factorId }) => void (state.factorId = factorId),
  'access.SecondFactorRemoved': (state) => void (state.factorId = null),
  'access.ExternalIdentityLinked': (state, data) => void state.identities.add(data.identityHash),
  'access.ExternalIdentityUnlinked': (state, data) =>
    void state.identities.delete(data.identityHash),
};

export function evolveAccount(state: Account, event: AccountEvent): Account {
  (FOLDS[event.type] as Fold<AccountEvent> | undefined)?.(state, event.data);
  return state;
}
