import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { maskIdNumber, maskName, maskPhone } from '../../kernel/masking.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { type ProfileReader, VolunteerDirectory } from '../volunteers/index.js';
import type { ImportKind } from './domain/import-job.events.js';
import {
  type ExportedPerson,
  RECORD_HEADINGS,
  recordCells,
  VOLUNTEER_HEADINGS,
  volunteerCells,
} from './domain/national-rows.js';
import { csvLine } from './domain/safe-cell.js';
import type { ServiceText } from './domain/service-record-row.js';
import {
  NATIONAL_PAGE,
  NationalQueries,
  type RecordLine,
  type Wanted,
} from './national.queries.js';

export interface NationalExportRequest {
  readonly kind: ImportKind;
  readonly wanted: Wanted;
  readonly reader: ProfileReader;
  /** Names and numbers in full; else masked, and then nobody can import it again. */
  readonly full: boolean;
}

/** People whose particulars are remembered while the records of a day go by. */
const PEOPLE_MAX = 5_000;

/**
 * Volunteers or hours in the columns and states of the national platform (O67 art. 4), as CSV that
 * its spreadsheet programs and our own import read. Reading a person's particulars is recorded.
 */
@Injectable()
export class NationalExport {
  constructor(
    private readonly queries: NationalQueries,
    private readonly directory: VolunteerDirectory,
    private readonly vault: Vault,
  ) {}

  /** UTF-8 with a byte-order mark, line by line as it is read. */
  csv(request: NationalExportRequest): Readable {
    const lines =
      request.kind === 'volunteers' ? this.#volunteers(request) : this.#records(request);
    return Readable.from(lines, { objectMode: false });
  }

  async *#volunteers(request: NationalExportRequest): AsyncGenerator<string> {
    yield `\uFEFF${csvLine(VOLUNTEER_HEADINGS)}`;
    for (let after = ''; ;) {
      const rows = this.queries.volunteers(request.wanted, after);
      for (const { volunteerId, categories } of rows) {
        const person = this.#person(volunteerId, request);
        // Who was erased is no volunteer any more.
        if (person) yield csvLine(volunteerCells(person, categories));
        after = volunteerId;
      }
      if (rows.length < NATIONAL_PAGE) return;
      await nextTurn();
    }
  }

  async *#records(request: NationalExportRequest): AsyncGenerator<string> {
    yield `\uFEFF${csvLine(RECORD_HEADINGS)}`;
    const people = new Map<string, ExportedPerson | undefined>();
    const personOf = (volunteerId: string) => {
      if (people.size >= PEOPLE_MAX) people.clear();
      const person = people.get(volunteerId) ?? this.#person(volunteerId, request);
      people.set(volunteerId, person);
      return person ?? ERASED;
    };
    for (let after = ''; ;) {
      const rows = this.queries.records(request.wanted, after);
      for (const row of rows) {
        yield csvLine(recordCells(row, personOf(row.volunteerId), this.#textOf(row)));
        after = `${row.date}/${row.recordId}`;
      }
      if (rows.length < NATIONAL_PAGE) return;
      await nextTurn();
    }
  }

  #person(
    volunteerId: string,
    { full, reader }: NationalExportRequest,
  ): ExportedPerson | undefined {
    const person = this.directory.profile(volunteerId, reader);
    return person && !full ? masked(person) : person;
  }

  /** Of an activity what it published; of an imported hour what its row said. */
  #textOf(row: RecordLine): ServiceText {
    const key = row.activityId
      ? documentKeys.activityPeople(row.activityId)
      : documentKeys.record(row.volunteerId, row.recordId);
    const stored = this.vault.get<Partial<ServiceText>>(key, 'part-of-recorded-read');
    const words = { ...SILENT, unit: row.organisation ?? '', ...stored };
    const { project, title, place, content } = row;
    return {
      ...words,
      ...(project === null ? {} : { project }),
      ...(title === null ? {} : { activity: title }),
      ...(place === null ? {} : { place }),
      ...(content === null ? {} : { content }),
    };
  }
}

const SILENT = { project: '', activity: '', place: '', content: '', leader: '' };
const ERASED = { volunteerNo: '', idNumber: '' };

function masked(person: ExportedPerson): ExportedPerson {
  return {
    ...person,
    name: maskName(person.name),
    idNumber: maskIdNumber(person.idNumber),
    phone: maskPhone(person.phone),
    birthDate: person.birthDate.slice(0, 4),
    address: '',
    guardian: null,
  };
}
