import { Rejection } from '../kernel/rejection.js';
import type { DocumentKey, Vault } from './vault.js';

/**
 * Words into the vault first, then the event that needs them. A refusal, or an act that had nothing
 * left to do, takes back what this very call wrote. A repeated key finds the words of the first time
 * and leaves them alone.
 */
export async function wordsFirst<Receipt extends { readonly events: readonly unknown[] }>(
  vault: Vault,
  { key, words }: { readonly key: DocumentKey; readonly words: object },
  dispatch: () => Promise<Receipt>,
): Promise<Receipt> {
  const fresh = vault.get(key, 'part-of-recorded-read') === undefined;
  if (fresh) vault.put(key, words);
  try {
    const receipt = await dispatch();
    if (fresh && receipt.events.length === 0) vault.delete(key);
    return receipt;
  } catch (error) {
    // Only a refusal is certain: after any other failure the event may stand in the ledger.
    if (fresh && error instanceof Rejection) vault.delete(key);
    throw error;
  }
}
