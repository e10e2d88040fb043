import type { Decider } from '../../../kernel/decider.js';
import type { CreateKeys } from './certificate.commands.js';
import type { KeysCreated } from './certificate.events.js';

/** The keys of one organisation. Creating a pair that is known already changes nothing. */
export const organisationKeys: Decider<CreateKeys, Set<string>, KeysCreated> = {
  category: 'organisationKeys',
  streamId: ({ data }) => data.organisationId,
  initialState: () => new Set(),
  decide({ data }, known) {
    if (data.keys.every(({ keyId }) => known.has(keyId))) return [];
    return [{ type: 'certificates.KeysCreated', data }];
  },
  evolve(known, { data }) {
    for (const { keyId } of data.keys) known.add(keyId);
    return known;
  },
};
