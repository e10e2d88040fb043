import { Injectable } from '@nestjs/common';
import { documentKeys } from '../../../vault/document-keys.js';
import { Vault } from '../../../vault/vault.js';
import { newSecret } from './signature.js';

export interface Target {
  readonly url: string;
  readonly secret: string;
}

interface Whose {
  readonly organisationId: string;
  readonly endpointId: string;
}

/** Where messages go and what signs them: in the vault, because an address may carry a key. */
@Injectable()
export class Targets {
  constructor(private readonly vault: Vault) {}

  /** A secret is drawn once: the repeat of a request whose answer was lost finds the first one. */
  keep({ organisationId, endpointId }: Whose, url: string): void {
    const known = this.find({ organisationId, endpointId });
    const target: Target = { url, secret: known?.secret ?? newSecret() };
    this.vault.put(documentKeys.webhook(organisationId, endpointId), target);
  }

  find({ organisationId, endpointId }: Whose): Target | undefined {
    return this.vault.get<Target>(documentKeys.webhook(organisationId, endpointId), 'not-personal');
  }

  forget({ organisationId, endpointId }: Whose): void {
    this.vault.delete(documentKeys.webhook(organisationId, endpointId));
  }
}
