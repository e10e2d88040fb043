import type { EventStore } from '../../event-store/event-store.js';
import type { Recorded } from '../../kernel/message.js';

/** Every event of one record, in order, straight from the ledger. */
export async function eventsOfRecord(
  store: EventStore,
  { stream, recordId }: { readonly stream: string; readonly recordId: string },
): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of store.readStream(stream)) {
    events.push(
      ...page.filter(({ data }) => (data as { recordId?: unknown }).recordId === recordId),
    );
  }
  return events;
}
