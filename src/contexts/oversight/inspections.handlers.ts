import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { EventStore } from '../../event-store/event-store.js';
import { localDateOf } from '../../kernel/calendar.js';
import { canonicalJson } from '../../kernel/canonical-json.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId, newId, sha256Hex } from '../../platform/ids.js';
import { type ZipFile, zipStream } from '../../platform/zip-stream.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type Reader, Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { DrawSample } from './domain/inspection.commands.js';
import { periodOf } from './domain/period.js';
import { InspectionQueries, type InspectionView } from './inspections.queries.js';
import type { DrawSampleDto } from './oversight.dto.js';
import { eventsOfRecord } from './record-history.js';
import { OverseenRecords } from './records.queries.js';
import { drawLot, listOf } from './sample-draw.js';

const READ_ME = `抽样核查材料 / Evidence for a spot check (O67 arts. 21, 22)

draw.json       抽样事件：期间、种子、抽中的记录 / the draw: period, seed, lot
population.txt  抽样总体：每行一个记录编号；其 SHA-256 即 populationHash / one id a line
records/*.json  每条抽中记录的全部事件（及其哈希）和文字内容 / all events of a record with their hashes, and its words
manifest.json   每个文件的 SHA-256 / SHA-256 of every file

复算 / Draw it again: for every line ID of population.txt compute SHA-256 of "SEED LF ID" (no line feed at the
end); the records of the lot are those with the smallest hashes, in that order. In a shell:
  while read id; do printf '%s %s\\n' "$(printf '%s\\n%s' "$SEED" "$id" | sha256sum | cut -c1-64)" "$id"; done \\
    < population.txt | sort | head -n SIZE
`;

/** Spot checks: records drawn by a lot that anybody can draw again, and the evidence for them. */
@Injectable()
export class InspectionDesk {
  constructor(
    private readonly queries: InspectionQueries,
    private readonly records: OverseenRecords,
    private readonly dispatcher: Dispatcher,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  /** @throws Rejection `oversight/seed-malformed`, `sample-size`, `nothing-to-draw`, … */
  async draw(
    organisationId: string,
    { size, seed: given, ...asked }: DrawSampleDto,
    meta: CommandMeta,
  ): Promise<Receipt & { inspectionId: string }> {
    const inspectionId = deriveId(meta.commandId, 'inspection');
    const period = periodOf(asked, localDateOf(meta.at));
    const population = this.queries.population(organisationId, period);
    const seed = given ?? newId();
    const command = new DrawSample(
      {
        ...{ inspectionId, organisationId, ...period, populationSize: population.length },
        ...{ ...drawLot(population, seed, size), seed, seedGiven: given !== undefined },
        ...{ inspector: meta.actor.accountId, asked: size },
      },
      meta,
    );
    const key = documentKeys.population(inspectionId);
    const dispatch = () => this.dispatcher.dispatch(command);
    const receipt = await wordsFirst(this.vault, { key, words: population }, dispatch);
    return { ...receipt, inspectionId };
  }

  /** One archive that streams; reading the words of a record is recorded. */
  package(inspection: InspectionView, reader: Reader): Readable {
    const files = this.#files(inspection, reader);
    return zipStream(files, { format: 'shizhang-inspection/1', madeAt: reader.at });
  }

  async *#files(inspection: InspectionView, reader: Reader): AsyncGenerator<ZipFile> {
    yield { name: 'README.txt', parts: [READ_ME] };
    yield { name: 'draw.json', parts: [pretty(inspection)] };
    const key = documentKeys.population(inspection.inspectionId);
    const population = this.vault.get<readonly string[]>(key, 'not-personal') ?? [];
    yield { name: 'population.txt', parts: [listOf(population)] };
    for (const recordId of inspection.recordIds) {
      yield { name: `records/${recordId}.json`, parts: [await this.#evidence(recordId, reader)] };
    }
  }

  async #evidence(recordId: string, reader: Reader): Promise<string> {
    const record = this.records.record(recordId);
    const events = await eventsOfRecord(this.store, record);
    const words = this.vault.get<object>(documentKeys.record(record.volunteerId, recordId), reader);
    return pretty({
      record,
      words: words ?? null,
      events: events.map((event) => ({ sha256: sha256Hex(canonicalJson(event)), event })),
    });
  }
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
