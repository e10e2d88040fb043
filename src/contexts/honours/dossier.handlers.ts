import { Injectable } from '@nestjs/common';
import { localDateOf } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { Projector } from '../../projections/projector.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import type { AwardText } from './awards.handlers.js';
import { activePercent, judge } from './domain/dossier.policy.js';
import { DOSSIER_RULES, type DossierRules, dossierRulesOn } from './domain/dossier-rules.policy.js';
import { DossierQueries, type Subject } from './dossier.queries.js';
import type { DossierAward, DossierView } from './dossier.views.js';
import { HonoursQueries } from './honours.queries.js';

export interface DossierRequest extends Subject {
  /** Other than the rules say; null = as they say. */
  readonly activeServices: number | null;
  readonly accountId: string;
}

/** Puts together what the books say of a candidate; reading a name is recorded. */
@Injectable()
export class DossierDesk {
  readonly #rules: readonly DossierRules[];

  constructor(
    private readonly queries: DossierQueries,
    private readonly honours: HonoursQueries,
    private readonly projector: Projector,
    private readonly vault: Vault,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#rules = policies.of('four-100', DOSSIER_RULES);
  }

  /** @throws Rejection `honours/subject-unknown` */
  dossier({ kind, id, activeServices, accountId }: DossierRequest): DossierView {
    const on = localDateOf(this.clock.now());
    const rules = this.#rulesOn(on, activeServices);
    const subject = { kind, id };
    const { name, since } = this.queries.subject(subject);
    const [years, projects] = [this.queries.years(subject), this.queries.projects(subject)];
    const roster = this.queries.roster(subject, on, rules.activeServices);
    const complaints = this.queries.complaints(subject);
    const facts = { kind, on, years, projects, roster, upheldComplaints: complaints.upheld };
    return {
      ...{ kind, id, on, since, years, projects, complaints },
      name: kind === 'volunteer' ? this.#nameOf(id, accountId) : name,
      position: this.projector.reached,
      classes: this.queries.classes(subject),
      roster: roster && { ...roster, activePercent: activePercent(roster) },
      beneficiaries: null,
      evaluations: this.queries.evaluations(subject),
      awards: kind === 'volunteer' ? this.#awardsOf(id) : [],
      criteria: judge(facts, rules),
      rules: {
        ...{ version: rules.version, source: rules.source },
        activeServices: rules.activeServices,
      },
    };
  }

  #rulesOn(on: string, activeServices: number | null): DossierRules {
    const rules = dossierRulesOn(on, this.#rules);
    return activeServices === null ? rules : { ...rules, activeServices };
  }

  #nameOf(volunteerId: string, accountId: string): string | null {
    const reader = { accountId, purpose: 'dossier', at: this.clock.now() };
    const key = documentKeys.profile(volunteerId);
    return this.vault.get<{ readonly name: string }>(key, reader)?.name ?? null;
  }

  #awardsOf(volunteerId: string): readonly DossierAward[] {
    return this.honours
      .awardsOf(volunteerId)
      .filter(({ status }) => status === 'recorded')
      .map(({ awardId, level, awardedOn }) => {
        const key = documentKeys.award(volunteerId, awardId);
        const text = this.vault.get<AwardText>(key, 'part-of-recorded-read') ?? null;
        return { level, awardedOn, text };
      });
  }
}
