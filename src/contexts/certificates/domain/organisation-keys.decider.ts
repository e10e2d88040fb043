import { type Instant, millis } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type { OrganisationKeysCommand, RevokeKey } from './certificate.commands.js';
import type { KeyRevocationReason, OrganisationKeysEvent } from './certificate.events.js';
import { reject } from './certificates.rejections.js';

export interface KeyState {
  readonly notBefore: Instant;
  revoked?: { readonly reason: KeyRevocationReason; readonly invalidFrom: Instant };
}

export type OrganisationKeys = Map<string, KeyState>;

/** The keys of one organisation. Creating a pair that is known already changes nothing. */
export const organisationKeys: Decider<
  OrganisationKeysCommand,
  OrganisationKeys,
  OrganisationKeysEvent
> = {
  category: 'organisationKeys',
  streamId: ({ data }) => data.organisationId,
  initialState: () => new Map(),
  decide(command, known) {
    switch (command.type) {
      case 'CreateKeys':
        if (command.data.keys.every(({ keyId }) => known.has(keyId))) return [];
        return [{ type: 'certificates.KeysCreated', data: command.data }];
      case 'RevokeKey':
        return revoke(command.data, known);
      default:
        return unreachable(command);
    }
  },
  evolve(known, event) {
    switch (event.type) {
      case 'certificates.KeysCreated':
        for (const { keyId } of event.data.keys) {
          known.set(keyId, { notBefore: event.data.notBefore });
        }
        return known;
      case 'certificates.KeyRevoked': {
        const { keyId, reason, invalidFrom } = event.data;
        const key = known.get(keyId);
        if (key) key.revoked = { reason, invalidFrom };
        return known;
      }
      default:
        return known;
    }
  },
};

/** An earlier moment may come to light later; a later one takes nothing back. */
function revoke(data: RevokeKey['data'], known: OrganisationKeys): OrganisationKeysEvent[] {
  const { now, ...revoked } = data;
  const key = known.get(data.keyId);
  if (!key) return reject('certificates/key-unknown');
  if (millis(data.invalidFrom) > millis(now)) reject('certificates/key-revoked-in-future');
  const before = key.revoked;
  if (before && millis(before.invalidFrom) <= millis(data.invalidFrom)) {
    reject('certificates/key-already-revoked', { invalidFrom: before.invalidFrom });
  }
  return [{ type: 'certificates.KeyRevoked', data: revoked }];
}
