import { Injectable } from '@nestjs/common';
import type { CommandMeta } from '../../kernel/message.js';
import { serviceCategoryOf } from '../../kernel/service-categories.js';
import { VolunteerDirectory } from '../volunteers/index.js';
import { plain } from './domain/cells.js';
import { reject } from './domain/exchange.rejections.js';
import type { ImportKind, ImportPlace } from './domain/import-job.events.js';
import {
  judgeServiceRow,
  SERVICE_RECORD_COLUMNS,
  type ServiceRecordColumn,
  whoOf,
} from './domain/service-record-row.js';
import { type RawRows, type Table, type TableRow, tableOf } from './domain/table.js';
import {
  readVolunteerRow,
  VOLUNTEER_COLUMNS,
  type VolunteerColumn,
} from './domain/volunteer-row.js';
import { RecordSinks } from './record-sink.js';

export interface RowOutcome {
  readonly verdict: 'accepted' | 'already-there';
  readonly centiHours: number;
}

/** A row of either kind: what it speaks of, and how it is taken in. */
export interface ImportRow {
  readonly row: number;
  /** Rows with a key in common are taken in one after the other. */
  readonly keys: readonly string[];
  /** @throws Rejection the rule it breaks */
  readonly take: (meta: CommandMeta) => Promise<RowOutcome>;
}

export interface RowSource {
  readonly kind: ImportKind;
  readonly dryRun: boolean;
  readonly fileHash: string;
  readonly place: ImportPlace;
}

export interface ImportRows {
  readonly rows: readonly ImportRow[];
  readonly ignoredColumns: readonly string[];
}

/** Turns the rows of a file into what can be taken in, and binds them to the books. */
@Injectable()
export class RowImporters {
  constructor(
    private readonly directory: VolunteerDirectory,
    private readonly sinks: RecordSinks,
  ) {}

  /** @throws Rejection `exchange/*` when the columns are not those of the kind */
  open(raw: RawRows, source: RowSource): ImportRows {
    return source.kind === 'volunteers'
      ? this.#volunteers(tableOf(raw, VOLUNTEER_COLUMNS), source)
      : this.#records(tableOf(raw, SERVICE_RECORD_COLUMNS), source);
  }

  #volunteers(table: Table<VolunteerColumn>, { dryRun, place }: RowSource): ImportRows {
    const registrar = this.directory.registrar({ dryRun });
    const take = async (row: TableRow<VolunteerColumn>, meta: CommandMeta): Promise<RowOutcome> => {
      const { categories, volunteerNo, ...person } = readVolunteerRow(row);
      if (!person.divisionCode.startsWith(place.divisionCode ?? '')) {
        reject('exchange/outside-scope');
      }
      const serviceCategories = [...new Set(categories.map(serviceCategoryOf))];
      const { stationId, organisationId } = place;
      const registration = { person, serviceCategories, volunteerNo, stationId, organisationId };
      const verdict = await registrar.register({ ...registration, consent: 'on-file' }, meta);
      return { verdict, centiHours: 0 };
    };
    const keys = ({ cells }: TableRow<VolunteerColumn>) => [
      keyOf('id', cells['证件号码']),
      keyOf('number', cells['志愿者编号']),
    ];
    return rowsOf(table, { keys, take });
  }

  #records(table: Table<ServiceRecordColumn>, source: RowSource): ImportRows {
    const sink = this.sinks.open(source);
    const { fileHash, place } = source;
    // Most rows of a log speak of the same few volunteers: each is looked up once.
    const known = new Map<string, string>();
    const take = async (row: TableRow<ServiceRecordColumn>, meta: CommandMeta) => {
      const who = JSON.stringify(whoOf(row));
      const volunteerId = known.get(who) ?? (await this.#volunteerOf(row));
      if (volunteerId !== undefined) known.set(who, volunteerId);
      const entry = judgeServiceRow(row, { volunteerId, now: meta.at });
      const record = { ...entry, organisationId: place.organisationId, fileHash, row: row.row };
      const verdict = await sink.record(record, meta);
      return { verdict, centiHours: entry.statedCentiHours };
    };
    // Without a number nobody knows before looking whether two rows are of one person.
    const numbered = table.rows.every((row) => whoOf(row).volunteerNo !== '');
    const keys = (row: TableRow<ServiceRecordColumn>) => [
      numbered ? keyOf('number', whoOf(row).volunteerNo) : 'anybody',
    ];
    return rowsOf(table, { keys, take });
  }

  /** By number, by ID number, or by both, and then both must name the same person. */
  async #volunteerOf(row: TableRow<ServiceRecordColumn>): Promise<string | undefined> {
    const { volunteerNo, idNumber } = whoOf(row);
    if (volunteerNo === '') {
      return idNumber === '' ? undefined : this.directory.findByIdNumber(idNumber);
    }
    const byNumber = await this.directory.findByNumber(volunteerNo);
    if (idNumber === '' || byNumber === undefined) return byNumber;
    const byIdNumber = await this.directory.findByIdNumber(idNumber);
    return byIdNumber === byNumber ? byNumber : undefined;
  }
}

function keyOf(kind: string, cell: string): string {
  const value = plain(cell).toUpperCase();
  return value === '' ? '' : `${kind} ${value}`;
}

function rowsOf<Name extends string>(
  { rows, ignoredColumns }: Table<Name>,
  how: {
    readonly keys: (row: TableRow<Name>) => readonly string[];
    readonly take: (row: TableRow<Name>, meta: CommandMeta) => Promise<RowOutcome>;
  },
): ImportRows {
  return {
    ignoredColumns,
    rows: rows.map((row) => ({
      row: row.row,
      keys: how.keys(row),
      take: (meta) => how.take(row, meta),
    })),
  };
}
