import { CloseAccount } from '../contexts/access/index.js';
import type { PersonalDataErased } from '../contexts/privacy/index.js';
import { ReleaseIdentity } from '../contexts/volunteers/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Process } from './process.js';

/** When a person's data are erased, their ID number is free again and their accounts are closed. */
export const whenPersonalDataAreErasedReleaseWhoItWas: Process = {
  name: 'when-personal-data-are-erased-release-who-it-was',
  on: ['privacy.PersonalDataErased'],
  react(event, meta) {
    const { identityHash, volunteerId, accountIds } = (event as Recorded<PersonalDataErased>).data;
    return [
      new ReleaseIdentity({ identityHash, volunteerId }, meta(0)),
      ...accountIds.map((accountId, index) => new CloseAccount({ accountId }, meta(index + 1))),
    ];
  },
};
