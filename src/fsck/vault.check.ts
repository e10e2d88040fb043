import type { Recorded } from '../kernel/message.js';
import type { Vault } from '../vault/vault.js';
import type { Check, Finding } from './finding.js';

/** The vault: every volunteer has a profile or was erased; no profile belongs to nobody. */
export class VaultCheck implements Check {
  readonly #registered = new Set<string>();

  constructor(private readonly vault: Vault) {}

  visit(event: Recorded): void {
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
    ];
  }
}
