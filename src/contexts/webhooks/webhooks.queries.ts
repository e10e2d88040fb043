import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';

export interface EndpointRow {
  readonly endpointId: string;
  readonly organisationId: string;
  readonly eventTypes: readonly string[];
  readonly registeredAt: string;
  readonly suspendedAt: string | null;
  /** Why it was suspended. */
  readonly failure: string | null;
  readonly revision: number;
}

const ENDPOINT = `
  SELECT endpoint_id AS endpointId, organisation_id AS organisationId, event_types AS eventTypes,
         registered_at AS registeredAt, suspended_at AS suspendedAt, failure, revision
  FROM webhooks_endpoint WHERE organisation_id = ?`;

@Injectable()
export class WebhooksQueries {
  constructor(private readonly databases: Databases) {}

  /** Where an organisation is. @throws Rejection `webhooks/organisation-unknown` */
  organisation(organisationId: string): { organisationId: string; divisionCode: string } {
    const found = this.databases.read
      .prepare<[string], { divisionCode: string }>(
        `SELECT division_code AS divisionCode FROM webhooks_organisation
         WHERE organisation_id = ?`,
      )
      .get(organisationId);
    if (!found) throw new Rejection('webhooks/organisation-unknown');
    return { organisationId, divisionCode: found.divisionCode };
  }

  endpoints(organisationId: string, after = ''): readonly EndpointRow[] {
    return this.databases.read
      .prepare<[string, string, number], StoredRow>(
        `${ENDPOINT} AND endpoint_id > ? ORDER BY endpoint_id LIMIT ?`,
      )
      .all(organisationId, after, PAGE_SIZE)
      .map(rowOf);
  }

  /** @throws Rejection `webhooks/endpoint-unknown` */
  endpoint(organisationId: string, endpointId: string): EndpointRow {
    const found = this.databases.read
      .prepare<[string, string], StoredRow>(`${ENDPOINT} AND endpoint_id = ?`)
      .get(organisationId, endpointId);
    if (!found) throw new Rejection('webhooks/endpoint-unknown');
    return rowOf(found);
  }

  count(organisationId: string): number {
    return (
      this.databases.read
        .prepare<[string], { endpoints: number }>(
          'SELECT count(*) AS endpoints FROM webhooks_endpoint WHERE organisation_id = ?',
        )
        .get(organisationId)?.endpoints ?? 0
    );
  }
}

type StoredRow = Omit<EndpointRow, 'eventTypes'> & { readonly eventTypes: string };

function rowOf(stored: StoredRow): EndpointRow {
  return { ...stored, eventTypes: JSON.parse(stored.eventTypes) as string[] };
}
