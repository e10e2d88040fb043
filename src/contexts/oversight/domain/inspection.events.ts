import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** What is settled of a draw before there is a seed. */
interface Settled {
  readonly inspectionId: string;
  readonly organisationId: string;
  /** Days of service. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Records that stood then: neither rejected nor voided. */
  readonly populationSize: number;
  /** SHA-256 (hex) of their ids in order, each followed by a line feed. */
  readonly populationHash: string;
  readonly inspector: string;
}

/**
 * A spot check is to be drawn (O67 art. 21, 22): from which records and how many is settled before
 * anybody can know the seed.
 */
export type DrawAnnounced = DomainEvent<
  'oversight.DrawAnnounced',
  Settled & {
    /** Records to be drawn. */
    readonly size: number;
  }
>;

/**
 * Records were drawn by lot. Whoever has the seed and the list of the population draws the same
 * ones: the records with the smallest SHA-256 of `seed LF recordId`.
 */
export type SampleDrawn = DomainEvent<
  'oversight.SampleDrawn',
  Settled & {
    readonly seed: string;
    /** True for draws of the time when who inspected could give the seed. */
    readonly seedGiven: boolean;
    /** The first checkpoint of the log over the announcement; its root begins the seed. */
    readonly checkpoint?: { readonly size: number; readonly root: string };
    readonly recordIds: readonly string[];
  }
>;

export type InspectionEvent = DrawAnnounced | SampleDrawn;
