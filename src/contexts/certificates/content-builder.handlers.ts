import { Inject, Injectable } from '@nestjs/common';
import { localPartsOf, type LocalDate } from '../../kernel/calendar.js';
import { ID_TYPE_NAMES, type IdType } from '../../kernel/id-types.js';
import { maskIdNumber } from '../../kernel/masking.js';
import { Rejection } from '../../kernel/rejection.js';
import { isServiceCategory, SERVICE_CATEGORIES } from '../../kernel/service-categories.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { keyedHash, newNonce } from '../../platform/ids.js';
import { MasterKey } from '../../platform/master-key.js';
import { CONFIG } from '../../platform/tokens.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type Reader, Vault } from '../../vault/vault.js';
import type { CertificateRequested } from './domain/certificate.events.js';
import {
  type CertificateContent,
  type CertificateHolder,
  type CertificateIssuer,
  type CertificateRow,
  type EntryMode,
  ROW_TEXT_MAX,
  ROWS_MAX,
  totalsOf,
} from './domain/certificate-content.js';
import type { ListedExtras } from './domain/certificate-extras.js';
import { CertificatesQueries } from './certificates.queries.js';
import {
  type EffectiveRecord,
  EntitlementQueries,
  type SourceView,
} from './entitlement.queries.js';
import { ExtrasBuilder } from './extras-builder.handlers.js';

/** Everything of a certificate but its number, which is given last so that none is wasted. */
export type Draft = Omit<CertificateContent, 'number'>;

/** What is certified, and what of it the ledger lists beside hours. */
export interface Drafted {
  readonly draft: Draft;
  readonly extras: ListedExtras;
}

/** The codes by which a certificate is found: unguessable, and the same every time. */
export interface Codes {
  /** Stands in the address of the QR code. */
  readonly code: string;
  /** Printed beside the number: eight characters that are hard to mistake. */
  readonly checkCode: string;
}

interface Profile {
  readonly name: string;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly volunteerNo: string;
}

const CODE_HEX = 32;
const CHECK_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_LENGTH = 8;
const MODES: Readonly<Record<EffectiveRecord['mode'], EntryMode>> = {
  'sign-in': 'check-in',
  entry: 'entered',
  'back-entry': 'back-entry',
  'self-report': 'self-reported',
  import: 'imported',
};

/**
 * Gathers what a certificate says at one position of the log: effective records only, by the issuer
 * that recorded them (谁记录谁证明), names from the vault.
 */
@Injectable()
export class ContentBuilder {
  readonly #key: Buffer;

  constructor(
    private readonly queries: CertificatesQueries,
    private readonly entitlement: EntitlementQueries,
    private readonly extras: ExtrasBuilder,
    private readonly vault: Vault,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    masterKey: MasterKey,
  ) {
    this.#key = masterKey.for('check-codes');
  }

  /**
   * @throws Rejection `certificates/nothing-to-certify`, `too-many-rows`, `signatories-missing`,
   *   `holder-data-missing`
   */
  draft(certificate: Request, about: DraftFacts): Drafted {
    const records = this.entitlement.effectiveRecords(certificate, ROWS_MAX + 1);
    if (records.length === 0) throw new Rejection('certificates/nothing-to-certify');
    if (records.length > ROWS_MAX) {
      throw new Rejection('certificates/too-many-rows', { max: ROWS_MAX });
    }
    const reader = this.#reader();
    const sources = this.entitlement.sources(certificate.organisationId);
    const issuer = { ...this.#issuer(certificate, records, reader), ...named(sources, records) };
    const unitOf = ({ organisationId }: EffectiveRecord): string =>
      sources.find((s) => s.organisationId === organisationId)?.legalName ?? issuer.legalName;
    const rows = records.map((record) => ({
      ...this.#row(record, certificate.volunteerId),
      unit: unitOf(record),
    }));
    const { code, checkCode } = this.codes(certificate.certificateId);
    const wanted = { ...certificate, issuedOn: about.issuedOn };
    const { printed, stars, listed } = this.extras.of(wanted, records);
    const draft: Draft = {
      format: 1,
      salt: newNonce(),
      ...this.#replaced(certificate),
      issuedOn: about.issuedOn,
      logPosition: about.logPosition,
      holder: { ...this.#holder(certificate, reader), ...stars },
      period: { from: certificate.from, to: certificate.to },
      rows,
      ...printed,
      issuer,
      totals: totalsOf(rows),
      ...(about.publicityUntil === null ? {} : { publicityUntil: about.publicityUntil }),
      verifyUrl: this.verifyUrl(code),
      checkCode,
    };
    return { draft, extras: listed };
  }

  verifyUrl(code: string): string {
    return `${this.config.publicUrl}/v/${code}`;
  }

  codes(certificateId: string): Codes {
    const hex = keyedHash(this.#key, certificateId);
    const code = Buffer.from(hex.slice(0, CODE_HEX), 'hex').toString('base64url');
    const tail = Buffer.from(hex.slice(CODE_HEX), 'hex').subarray(0, CHECK_LENGTH);
    const checkCode = Array.from(tail, (byte) => CHECK_ALPHABET[byte % 32]).join('');
    return { code, checkCode };
  }

  /** What it takes the place of was issued, so it has a number. */
  #replaced({ replaces }: Request): Pick<CertificateContent, 'replaces'> {
    const number = replaces === null ? null : this.queries.certificate(replaces).number;
    return number === null ? {} : { replaces: number };
  }

  #holder({ volunteerId, choices }: Request, reader: Reader): CertificateHolder {
    const profile = this.vault.get<Profile>(documentKeys.profile(volunteerId), reader);
    if (!profile) throw new Rejection('certificates/holder-data-missing');
    return {
      name: profile.name,
      idType: ID_TYPE_NAMES[profile.idType],
      idNumber: choices.idNumber === 'full' ? profile.idNumber : maskIdNumber(profile.idNumber),
      volunteerNo: profile.volunteerNo,
    };
  }

  #issuer(
    { organisationId }: Request,
    records: readonly EffectiveRecord[],
    reader: Reader,
  ): CertificateIssuer {
    const issuer = this.queries.issuer(organisationId);
    const signatories = this.vault.get<{ personInCharge: string; handler: string }>(
      documentKeys.signatories(organisationId),
      reader,
    );
    if (!signatories) throw new Rejection('certificates/signatories-missing');
    const [stationId, ...others] = new Set(records.map((record) => record.stationId));
    const station = stationId && others.length === 0 ? this.queries.station(stationId) : undefined;
    return {
      organisationId,
      legalName: issuer.legalName,
      ...(issuer.creditCode === null ? {} : { creditCode: issuer.creditCode }),
      unitName: station?.name ?? issuer.legalName,
      unitCode: station?.divisionCode ?? issuer.divisionCode,
      personInCharge: signatories.personInCharge,
      handler: signatories.handler,
      phone: issuer.phone,
    };
  }

  #row(record: EffectiveRecord, volunteerId: string): Omit<CertificateRow, 'unit'> {
    const { recordId, version, date, centiHours, grade, mode } = record;
    return {
      recordId,
      version,
      date,
      startTime: localPartsOf(record.startsAt).time.slice(0, 5),
      endTime: localPartsOf(record.endsAt).time.slice(0, 5),
      ...wordsOf(record, this.#textOf(record, volunteerId)),
      centiHours,
      grade,
      mode: MODES[mode],
    };
  }

  /** Imported rows say it in the vault; for activities, the leader's name stands there. */
  #textOf({ recordId, activityId }: EffectiveRecord, volunteerId: string) {
    const key = activityId
      ? documentKeys.activityPeople(activityId)
      : documentKeys.record(volunteerId, recordId);
    return this.vault.get<Partial<RecordWords>>(key, 'part-of-recorded-read') ?? {};
  }

  #reader(): Reader {
    return { accountId: 'system', purpose: 'certificate', at: this.clock.now() };
  }
}

export interface DraftFacts {
  readonly issuedOn: LocalDate;
  readonly logPosition: string;
  readonly publicityUntil: LocalDate | null;
}

type Request = CertificateRequested['data'];

type RecordWords = Readonly<
  Record<'project' | 'activity' | 'place' | 'content' | 'leader', string>
>;

/** Those of the organisations entrusted to the issuer that recorded any of it. */
function named(
  sources: readonly SourceView[],
  records: readonly EffectiveRecord[],
): Pick<CertificateIssuer, 'sources'> {
  const recording = new Set(records.map(({ organisationId }) => organisationId));
  const used = sources.filter(({ organisationId }) => recording.has(organisationId));
  if (used.length === 0) return {};
  return { sources: used.map(({ legalName, kind, since }) => ({ legalName, kind, since })) };
}

/** What the activity published says first; what stands in the vault where there was none. */
function wordsOf(
  { title, place, content, category }: EffectiveRecord,
  text: Partial<RecordWords>,
): Pick<CertificateRow, 'activity' | 'place' | 'content' | 'category' | 'leader'> {
  const words = { project: '', activity: '', place: '', content: '', leader: '', ...text };
  return {
    activity: fitted(title ?? words.activity, ROW_TEXT_MAX.activity),
    place: fitted(place ?? words.place, ROW_TEXT_MAX.place),
    content: fitted(content ?? words.content, ROW_TEXT_MAX.content),
    category: fitted(categoryName(category ?? words.project), ROW_TEXT_MAX.category),
    leader: fitted(words.leader, ROW_TEXT_MAX.leader),
  };
}

/** Imported texts have line breaks, and may be longer than a row takes. */
function fitted(text: string, most: number): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()];
  if (characters.length <= most) return characters.join('');
  return `${characters.slice(0, most - 1).join('')}…`;
}

/** A code of ours by its name; what another platform called it, as it stands. */
function categoryName(category: string): string {
  return isServiceCategory(category) ? SERVICE_CATEGORIES[category] : category;
}
