import { Injectable } from '@nestjs/common';
import { DeciderExecutor } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { EventStore } from '../../event-store/event-store.js';
import { yearOf } from '../../kernel/calendar.js';
import { streamName } from '../../kernel/decider.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { Vault } from '../../vault/vault.js';
import {
  bookId,
  ImportRecord,
  serviceBook,
  type ServiceBookEvent,
} from '../service-records/index.js';
import type { ServiceEntry } from './domain/service-record-row.js';

export interface ImportedRecord extends ServiceEntry {
  readonly organisationId: string | null;
  readonly fileHash: string;
  readonly row: number;
}

/** Takes one record into the books, or says what taking it in would come to. */
export interface RecordSink {
  /** @throws Rejection `service-records/*` */
  record(record: ImportedRecord, meta: CommandMeta): Promise<'accepted' | 'already-there'>;
}

/** The service books as an import sees them. A dry run and a run ask the same decider. */
@Injectable()
export class RecordSinks {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  open({ dryRun }: { dryRun: boolean }): RecordSink {
    if (dryRun) return this.#rehearsal();
    return { record: (record, meta) => this.#record(record, meta) };
  }

  async #record(record: ImportedRecord, meta: CommandMeta): Promise<'accepted' | 'already-there'> {
    const command = commandOf(record, meta);
    const { volunteerId, recordId } = command.data;
    const { state } = await this.executor.load(serviceBook, bookId(command.data));
    // Its words may have been corrected since: what is there is left alone.
    if (state.records.has(recordId)) return 'already-there';
    const key = { subject: volunteerId, kind: 'record', id: recordId };
    this.vault.put(key, { ...record.text, reason: '' });
    try {
      const { repeated } = await this.dispatcher.dispatch(command);
      return repeated ? 'already-there' : 'accepted';
    } catch (error) {
      // Only a refusal is certain: after any other failure the record may stand in the book.
      if (error instanceof Rejection) this.vault.delete(key);
      throw error;
    }
  }

  /** Books of its own, folded from the store: what it adds to them is never written. */
  #rehearsal(): RecordSink {
    const books = new Map<string, ReturnType<typeof serviceBook.initialState>>();
    return {
      record: async (record, meta) => {
        const command = commandOf(record, meta);
        const id = bookId(command.data);
        const book = books.get(id) ?? (await this.#bookOf(id));
        books.set(id, book);
        if (book.records.has(command.data.recordId)) return 'already-there';
        const events = serviceBook.decide(command, book);
        books.set(id, events.reduce(serviceBook.evolve, book));
        return 'accepted';
      },
    };
  }

  async #bookOf(id: string) {
    let book = serviceBook.initialState();
    const stream = streamName(serviceBook.category, id);
    for await (const page of this.store.readStream(stream)) {
      for (const event of page) book = serviceBook.evolve(book, event as ServiceBookEvent);
    }
    return book;
  }
}

function commandOf(record: ImportedRecord, meta: CommandMeta): ImportRecord {
  const { volunteerId, startsAt, endsAt, statedCentiHours, date } = record;
  const { organisationId, fileHash, row } = record;
  return new ImportRecord(
    {
      ...{ volunteerId, year: yearOf(date), recordId: deriveId(meta.commandId, 'record') },
      ...{ startsAt, endsAt, now: meta.at, recorder: meta.actor.accountId },
      ...{ statedCentiHours, organisationId, fileHash, row },
    },
    meta,
  );
}
