import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { Command } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { type DocumentKey, Vault } from '../../vault/vault.js';

/** Commands whose words stand in the vault: reasons, objections, what a record says. */
@Injectable()
export class RecordWords {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly vault: Vault,
  ) {}

  /**
   * Words first, then the event that needs them; a refusal takes back what this very call wrote. A
   * repeated key finds the words of the first time and leaves them alone.
   */
  async dispatch(command: Command, key: DocumentKey, words: object): Promise<Receipt> {
    const fresh = this.vault.get(key, 'part-of-recorded-read') === undefined;
    if (fresh) this.vault.put(key, words);
    try {
      return await this.dispatcher.dispatch(command);
    } catch (error) {
      if (fresh && error instanceof Rejection) this.vault.delete(key);
      throw error;
    }
  }
}
