import { ageOn } from '../../../kernel/age-policy.js';
import type { LocalDate } from '../../../kernel/calendar.js';
import type { DossierRules } from './dossier-rules.policy.js';

export const DOSSIER_KINDS = ['volunteer', 'organisation', 'project', 'community'] as const;
export type DossierKind = (typeof DOSSIER_KINDS)[number];

export interface YearOfService {
  readonly year: number;
  readonly centiHours: number;
  readonly services: number;
  readonly volunteers: number;
}

export interface ProjectFacts {
  readonly projectId: string;
  readonly name: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly regular: boolean;
}

/** Registered volunteers on the day, and those with so many services in the twelve months before. */
export interface Roster {
  readonly registered: number;
  readonly active: number;
}

/** What the books say of a candidate. */
export interface DossierFacts {
  readonly kind: DossierKind;
  readonly on: LocalDate;
  readonly years: readonly YearOfService[];
  readonly projects: readonly ProjectFacts[];
  /** Null where nobody belongs to the subject: of a volunteer, of a project. */
  readonly roster: Roster | null;
  readonly upheldComplaints: number;
}

export type Verdict = 'met' | 'not-met' | 'not-confirmed';

/** One criterion: what is asked, what was found, and whether that settles it. */
export interface Criterion {
  readonly code: CriterionCode;
  readonly wanted: number | null;
  readonly found: number | null;
  readonly verdict: Verdict;
}

export type CriterionCode =
  | 'active-years'
  | 'deeds'
  | 'founded'
  | 'no-bad-record'
  | 'brand-projects'
  | 'volunteers'
  | 'active-share'
  | 'rules-and-funds'
  | 'project-years'
  | 'problem-and-plan'
  | 'community-criteria';

/** Criterion by criterion, under dated rules. A figure settles only what it measures. */
export function judge(facts: DossierFacts, rules: DossierRules): readonly Criterion[] {
  switch (facts.kind) {
    case 'volunteer':
      return [
        measured('active-years', activeYears(facts, rules), rules.volunteerActiveYears),
        open('deeds'),
      ];
    case 'organisation':
      return judgeOrganisation(facts, rules);
    case 'project':
      return [
        measured('project-years', yearsRun(facts), rules.projectYears),
        open('problem-and-plan'),
      ];
    case 'community':
      return [open('community-criteria')];
  }
}

/** Share of active volunteers in whole percent, rounded down; null when nobody is registered. */
export function activePercent({ active, registered }: Roster): number | null {
  return registered === 0 ? null : Math.floor((active * 100) / registered);
}

function judgeOrganisation(facts: DossierFacts, rules: DossierRules): Criterion[] {
  const { roster, projects, on, upheldComplaints } = facts;
  const running = projects.filter(({ from, to }) => from <= on && on <= to).length;
  const share = roster && activePercent(roster);
  return [
    // The day an organisation registered here is not the day it was founded.
    open('founded', rules.organisationFoundedYears),
    // Complaints that were upheld here are not all there is to a record.
    { ...open('no-bad-record', 0), found: upheldComplaints },
    // Whether a project is a brand, nobody records: too few settles it, enough does not.
    settledOnlyBelow('brand-projects', running, rules.organisationProjects),
    measured('volunteers', roster?.registered ?? null, rules.organisationVolunteers),
    measured('active-share', share, rules.organisationActivePercent),
    open('rules-and-funds'),
  ];
}

function activeYears({ years }: DossierFacts, { activeServices }: DossierRules): number {
  return years.filter(({ services }) => services >= activeServices).length;
}

/** Full years from the first day of the project to the day, or to its end. */
function yearsRun({ projects: [project], on }: DossierFacts): number | null {
  if (!project) return null;
  return Math.max(0, ageOn(project.from, on < project.to ? on : project.to));
}

function measured(code: CriterionCode, found: number | null, wanted: number): Criterion {
  if (found === null) return { code, wanted, found, verdict: 'not-confirmed' };
  return { code, wanted, found, verdict: found >= wanted ? 'met' : 'not-met' };
}

function settledOnlyBelow(code: CriterionCode, found: number, wanted: number): Criterion {
  return { code, wanted, found, verdict: found < wanted ? 'not-met' : 'not-confirmed' };
}

function open(code: CriterionCode, wanted: number | null = null): Criterion {
  return { code, wanted, found: null, verdict: 'not-confirmed' };
}
