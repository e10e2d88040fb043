import type { LocalDate } from '../../../kernel/calendar.js';
import type { StarApplied, StarEvent } from './star.events.js';

export type StarStatus =
  'applied' | 'publicised' | 'objected' | 'refused' | 'granted' | 'under-review' | 'revoked';

export interface StarApplication {
  readonly applied: StarApplied['data'];
  status: StarStatus;
  effectiveOn: LocalDate;
  objection: { readonly objectionId: string; readonly objector: string } | null;
  /** The hours at which somebody last looked and left it: only fewer are looked at again. */
  lookedAtCentiHours: number;
}

/** Application → what became of it. */
export type StarBook = Map<string, StarApplication>;

export function evolveStars(book: StarBook, event: StarEvent): StarBook {
  if (event.type === 'honours.StarApplied') {
    return book.set(event.data.applicationId, {
      applied: event.data,
      status: 'applied',
      effectiveOn: '',
      objection: null,
      lookedAtCentiHours: event.data.requiredCentiHours,
    });
  }
  const application = book.get(event.data.applicationId);
  if (application) evolveApplication(application, event);
  return book;
}

function evolveApplication(
  application: StarApplication,
  event: Exclude<StarEvent, StarApplied>,
): void {
  application.status = STATUS_AFTER[event.type];
  if ('effectiveOn' in event.data) application.effectiveOn = event.data.effectiveOn;
  if (event.type === 'honours.StarObjected') application.objection = event.data;
  if (event.type === 'honours.StarObjectionDismissed') application.objection = null;
  if (event.type === 'honours.StarReviewOpened') {
    application.lookedAtCentiHours = event.data.centiHours;
  }
}

const STATUS_AFTER: Readonly<Record<Exclude<StarEvent, StarApplied>['type'], StarStatus>> = {
  'honours.StarPublicised': 'publicised',
  'honours.StarRefused': 'refused',
  'honours.StarObjected': 'objected',
  'honours.StarObjectionDismissed': 'publicised',
  'honours.StarGranted': 'granted',
  'honours.StarReviewOpened': 'under-review',
  'honours.StarKept': 'granted',
  'honours.StarRevoked': 'revoked',
};
