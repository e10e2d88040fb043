import type { Instant, LocalDate } from '../../kernel/calendar.js';

/** What the story needs of its stage: a service, a clock to turn, deadlines to let pass. */
export interface Stage {
  readonly baseUrl: string;
  readonly setupToken: string;
  /** The first day of the story; it ends nine days later, or after the holidays that come between. */
  readonly firstDay: LocalDate;
  readonly setClock: (instant: Instant) => void;
  readonly passDeadlines: () => Promise<number>;
  readonly say: (text: string) => void;
}
