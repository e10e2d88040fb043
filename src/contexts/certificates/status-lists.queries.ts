import { Injectable } from '@nestjs/common';
import { Databases } from '../../projections/databases.js';
import type { StatusListId, StatusPurpose } from './credentials/status-list.js';

/** Suspended: an hour it lists changed, and its successor is not issued yet. */
const STATUSES: Readonly<Record<StatusPurpose, readonly string[]>> = {
  revocation: ['revoked', 'superseded'],
  suspension: ['stale'],
};

/** The certificates of a list whose bit is set. */
@Injectable()
export class StatusListQueries {
  constructor(private readonly databases: Databases) {}

  /** Numbers whose bit is set; undefined when the issuer gave none in that year. */
  numbersOf({ organisationId, year, purpose }: StatusListId): readonly string[] | undefined {
    const given = this.databases.read
      .prepare<[string, number], { number: string }>(
        `SELECT number FROM certificates_register WHERE organisation_id = ? AND year = ? LIMIT 1`,
      )
      .get(organisationId, year);
    if (!given) return undefined;
    return this.databases.read
      .prepare<[string, string, number], { number: string }>(
        `SELECT c.number FROM certificates_certificate c
         JOIN certificates_register r ON r.number = c.number
         WHERE c.status IN (SELECT value FROM json_each(?)) AND r.organisation_id = ?
           AND r.year = ?
         ORDER BY c.number`,
      )
      .all(JSON.stringify(STATUSES[purpose]), organisationId, year)
      .map(({ number }) => number);
  }
}
