import { Injectable } from '@nestjs/common';
import { type Page, pageOf } from '../../http/page.js';
import { AGE_POLICIES, ageOn, type AgePolicy, agePolicyOn } from '../../kernel/age-policy.js';
import { type LocalDate, localDateOf } from '../../kernel/calendar.js';
import { maskName } from '../../kernel/masking.js';
import { Clock } from '../../platform/clock.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import type { SchemeId } from './domain/star-scheme.policy.js';
import { HonoursQueries, type StarView } from './honours.queries.js';

/** A star in public, as anybody may read it. */
export interface PublicStar {
  readonly applicationId: string;
  /** Masked, unless they agreed to be named. */
  readonly name: string;
  readonly scheme: SchemeId;
  readonly star: number;
  readonly effectiveOn: string;
}

type Named = { readonly name: string; readonly birthDate: LocalDate };

/** Who stands in public for a star: no minor, no one erased, no full name without consent (V12). */
@Injectable()
export class PublicStars {
  readonly #agePolicies: readonly AgePolicy[];

  constructor(
    private readonly queries: HonoursQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#agePolicies = policies.of('age', AGE_POLICIES);
  }

  page(after?: string): Page<PublicStar> {
    const rows = this.queries.starsWith('publicised', after);
    const { next } = pageOf(rows, ({ applicationId }) => applicationId);
    return { items: rows.flatMap((row) => this.#shown(row)), next };
  }

  #shown({ applicationId, volunteerId, scheme, star, effectiveOn }: StarView): PublicStar[] {
    const { gone, publicByName } = this.queries.volunteer(volunteerId);
    const key = documentKeys.profile(volunteerId);
    const person = this.vault.get<Named>(key, 'masked-display');
    const today = localDateOf(this.clock.now());
    const { adultFrom } = agePolicyOn(today, this.#agePolicies);
    if (!person || gone || ageOn(person.birthDate, today) < adultFrom) return [];
    const name = publicByName ? person.name : maskName(person.name);
    return [{ applicationId, name, scheme, star, effectiveOn: effectiveOn ?? '' }];
  }
}
