import type { AwardText } from './awards.handlers.js';
import type { AwardLevel } from './domain/award.events.js';
import type {
  Criterion,
  DossierKind,
  ProjectFacts,
  Roster,
  YearOfService,
} from './domain/dossier.policy.js';

/** Everything the books say of a candidate, for the form of a "four 100" round. */
export interface DossierView {
  readonly kind: DossierKind;
  readonly id: string;
  /** As it stands in the books; null for a volunteer whose data is erased. */
  readonly name: string | null;
  readonly on: string;
  /** How far the read models had come. */
  readonly position: string | null;
  /** First day in our books: of registration, or of the project. */
  readonly since: string | null;
  readonly years: readonly YearOfService[];
  readonly classes: readonly ClassOfService[];
  readonly projects: readonly ProjectFacts[];
  readonly roster: (Roster & { readonly activePercent: number | null }) | null;
  /** Null: nobody records whom a service reached. */
  readonly beneficiaries: null;
  /** Hundredths of a mark; a mean of null = nobody has evaluated anything yet. */
  readonly evaluations: { readonly count: number; readonly meanMark: number | null };
  readonly complaints: {
    readonly filed: number;
    readonly upheld: number;
    readonly open: number;
  };
  readonly awards: readonly DossierAward[];
  readonly criteria: readonly Criterion[];
  readonly rules: {
    readonly version: string;
    readonly source: string;
    readonly activeServices: number;
  };
}

export interface ClassOfService {
  /** A service category; null for imported hours without an activity. */
  readonly category: string | null;
  readonly centiHours: number;
  readonly services: number;
}

export interface DossierAward {
  readonly level: AwardLevel;
  readonly awardedOn: string;
  readonly text: AwardText | null;
}
