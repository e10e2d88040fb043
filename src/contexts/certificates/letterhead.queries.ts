import { Injectable } from '@nestjs/common';
import { Databases } from '../../projections/databases.js';
import type { Letterhead } from './domain/issuer-rights.decider.js';

/** What an issuer's paper carries beside the Chinese. */
@Injectable()
export class LetterheadQueries {
  constructor(private readonly databases: Databases) {}

  /** Of an issuer that never set one: nothing. */
  letterhead(organisationId: string): Letterhead {
    const found = this.databases.read
      .prepare<[string], Letterhead>(
        `SELECT english_name AS englishName, mongolian_title AS mongolianTitle
         FROM certificates_letterhead WHERE organisation_id = ?`,
      )
      .get(organisationId);
    return found ?? { englishName: null, mongolianTitle: null };
  }
}
