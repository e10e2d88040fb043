import type { PersonalDataErased } from '../contexts/privacy/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Vault } from '../vault/vault.js';
import type { Check, Finding } from './finding.js';

/** The vault: every volunteer has a profile or was erased; nobody who was erased is still there. */
export class VaultCheck implements Check {
  readonly #registered = new Set<string>();
  readonly #erased = new Set<string>();

  constructor(private readonly vault: Vault) {}

  visit(event: Recorded): void {
    if (event.type === 'privacy.PersonalDataErased') {
      const { volunteerId, accountIds } = event.data as PersonalDataErased['data'];
      for (const subject of [volunteerId, ...accountIds]) this.#erased.add(subject);
    }
    if (event.type === 'volunteers.VolunteerRegistered') {
      this.#registered.add((event.data as { volunteerId: string }).volunteerId);
    }
  }

  finish(): readonly Finding[] {
    const profiles = new Set(this.vault.subjectsWith('profile'));
    const say = (code: string, where: string): Finding => ({ code, where, detail: '' });
    return [
      ...[...this.#registered]
        .filter((id) => !profiles.has(id) && !this.vault.isErased(id))
        .map((id) => say('vault/profile-missing', id)),
      ...[...profiles]
        .filter((id) => !this.#registered.has(id))
        .map((id) => say('vault/profile-of-nobody', id)),
      ...[...this.#erased]
        .filter((id) => !this.vault.isErased(id))
        .map((id) => say('vault/erased-still-there', id)),
    ];
  }
}
