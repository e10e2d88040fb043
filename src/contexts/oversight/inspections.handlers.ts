import { Injectable } from '@nestjs/common';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { EventStore } from '../../event-store/event-store.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta, Recorded } from '../../kernel/message.js';
import { TransparencyLog } from '../../log/transparency-log.js';
import { deriveId } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { AnnounceDraw, DrawSample } from './domain/inspection.commands.js';
import { inspection, seedOf } from './domain/inspection.decider.js';
import type { DrawAnnounced } from './domain/inspection.events.js';
import { reject } from './domain/oversight.rejections.js';
import { periodOf } from './domain/period.js';
import { InspectionQueries } from './inspections.queries.js';
import type { DrawSampleDto } from './oversight.dto.js';
import { drawLot } from './sample-draw.js';

/** How long a draw waits for a checkpoint; the log hurries when it is asked. */
const WAIT_MS = 10_000;
const ANNOUNCED: DrawAnnounced['type'] = 'oversight.DrawAnnounced';

/** Spot checks: records drawn by a lot that nobody can pick and anybody can draw again. */
@Injectable()
export class InspectionDesk {
  constructor(
    private readonly queries: InspectionQueries,
    private readonly dispatcher: Dispatcher,
    private readonly store: EventStore,
    private readonly log: TransparencyLog,
    private readonly vault: Vault,
  ) {}

  /** @throws Rejection `oversight/sample-size`, `nothing-to-draw`, `too-many-records` */
  async announce(
    organisationId: string,
    { size, ...asked }: DrawSampleDto,
    meta: CommandMeta,
  ): Promise<Receipt & { inspectionId: string }> {
    const inspectionId = deriveId(meta.commandId, 'inspection');
    const period = periodOf(asked, localDateOf(meta.at));
    const population = this.queries.population(organisationId, period);
    const { populationHash } = drawLot(population, '', 0);
    const command = new AnnounceDraw(
      {
        ...{ inspectionId, organisationId, ...period, populationSize: population.length },
        ...{ populationHash, size, inspector: meta.actor.accountId },
      },
      meta,
    );
    const key = documentKeys.population(inspectionId);
    const dispatch = () => this.dispatcher.dispatch(command);
    const receipt = await wordsFirst(this.vault, { key, words: population }, dispatch);
    return { ...receipt, inspectionId };
  }

  /**
   * Whoever asks, and whenever: the checkpoint is the first one over the announcement.
   *
   * @throws Rejection `oversight/not-in-log-yet`, `sample-exists`, `population-differs`
   */
  async draw(inspectionId: string, meta: CommandMeta): Promise<Receipt> {
    const announcement = await this.announcement(inspectionId);
    if (!announcement) return reject('oversight/sample-exists');
    const over = await this.log.firstOver(announcement, WAIT_MS);
    if (!over) return reject('oversight/not-in-log-yet');
    const checkpoint = { size: over.size, root: over.root };
    const key = documentKeys.population(inspectionId);
    const population = this.vault.get<readonly string[]>(key, 'not-personal') ?? [];
    const seed = seedOf(inspectionId, checkpoint);
    const lot = drawLot(population, seed, announcement.data.size);
    return this.dispatcher.dispatch(new DrawSample({ inspectionId, checkpoint, ...lot }, meta));
  }

  /** Undefined for draws of the time before they were announced. */
  async announcement(inspectionId: string): Promise<Recorded<DrawAnnounced> | undefined> {
    for await (const page of this.store.readStream(`${inspection.category}-${inspectionId}`)) {
      const found = page.find(({ type }) => type === ANNOUNCED);
      if (found) return found as Recorded<DrawAnnounced>;
    }
    return undefined;
  }
}
