import { Injectable } from '@nestjs/common';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import type { SchemeId } from './extras.projection.js';
import type { EffectiveRecord, RecordsWanted } from './entitlement.queries.js';
import type { CertificateContent, CertificateHolder } from './domain/certificate-content.js';
import type { ListedExtras } from './domain/certificate-extras.js';
import { reject } from './domain/certificates.rejections.js';
import { type AwardRow, ExtrasQueries, type StarRow } from './extras.queries.js';

/** The record groups beside hours: as they are printed, and as the ledger lists them. */
export interface Extras {
  readonly printed: Pick<CertificateContent, 'trainings' | 'awards' | 'evaluation'>;
  readonly stars: Pick<CertificateHolder, 'stars'>;
  readonly listed: ListedExtras;
}

const SCHEME_NAMES: Readonly<Record<SchemeId, string>> = {
  national: '全国志愿服务星级',
  community: '社区志愿服务星级',
};

/** Gathers training, commendation, evaluation and star (Order 67 arts. 8 to 10 and 15). */
@Injectable()
export class ExtrasBuilder {
  constructor(
    private readonly queries: ExtrasQueries,
    private readonly vault: Vault,
  ) {}

  /**
   * @param records the rows of the certificate: evaluations are of them, a star rests on one of them
   * @throws Rejection `certificates/holder-data-missing` when the words of an award are gone
   */
  of(
    wanted: RecordsWanted & { readonly issuedOn: string },
    records: readonly EffectiveRecord[],
  ): Extras {
    const trainings = this.queries.trainings(wanted);
    const awards = this.queries.awards(wanted);
    const days = [...new Set(records.map(({ date }) => date))];
    const star = this.queries.star(wanted.volunteerId, days);
    const evaluation = this.queries.meanMark(records.map(({ recordId }) => recordId));
    const listed: ListedExtras = {
      trainings: trainings.map(({ sessionId, centiHours }) => ({ sessionId, centiHours })),
      awards: awards.map(({ awardId }) => awardId),
      star: star ? { applicationId: star.applicationId, star: star.star } : null,
      evaluation,
    };
    const printedTrainings = trainings.map(({ sessionId: _, ...training }) => training);
    const printedAwards = awards.map((award) => this.#words(award, wanted.volunteerId));
    return {
      printed: {
        ...(trainings.length === 0 ? {} : { trainings: printedTrainings }),
        ...(awards.length === 0 ? {} : { awards: printedAwards }),
        ...(evaluation === null ? {} : { evaluation: { ...evaluation, asOf: wanted.issuedOn } }),
      },
      stars: starsOf(star),
      listed,
    };
  }

  #words({ awardId, date }: AwardRow, volunteerId: string) {
    const key = documentKeys.award(volunteerId, awardId);
    const words = this.vault.get<{ title: string; grantingUnit: string }>(
      key,
      'part-of-recorded-read',
    );
    if (!words) return reject('certificates/holder-data-missing');
    return { title: words.title, date, grantedBy: words.grantingUnit };
  }
}

function starsOf(star: StarRow | undefined): Extras['stars'] {
  if (!star) return {};
  // The queries answer with stars that the paper has words for.
  const level = star.star as NonNullable<CertificateHolder['stars']>['level'];
  return { stars: { level, scheme: SCHEME_NAMES[star.scheme] } };
}
