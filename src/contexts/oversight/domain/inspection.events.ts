import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/**
 * Records were drawn by lot for a spot check (O67 art. 21, 22). Whoever has the seed and the list of
 * the population draws the same ones: the records with the smallest SHA-256 of `seed LF recordId`.
 */
export type SampleDrawn = DomainEvent<
  'oversight.SampleDrawn',
  {
    readonly inspectionId: string;
    readonly organisationId: string;
    /** Days of service. */
    readonly from: LocalDate;
    readonly to: LocalDate;
    /** Records that stood then: neither rejected nor voided. */
    readonly populationSize: number;
    /** SHA-256 (hex) of their ids in order, each followed by a line feed. */
    readonly populationHash: string;
    readonly seed: string;
    /** True when who inspects gave it (a number drawn in public); else it was made here. */
    readonly seedGiven: boolean;
    readonly recordIds: readonly string[];
    readonly inspector: string;
  }
>;

export type InspectionEvent = SampleDrawn;
