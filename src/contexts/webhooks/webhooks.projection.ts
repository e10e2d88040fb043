import { type Projection, projects, sql } from '../../projections/projection.js';
import type { OrganisationEvent } from '../stations/index.js';
import type { EndpointEvent } from './domain/endpoint.events.js';

/** What managers see of their endpoints. What is on its way stands in the outbox. */
export const webhooksProjection: Projection = {
  name: 'webhooks',
  version: 1,
  tables: ['webhooks_organisation', 'webhooks_endpoint'],
  schema: `
    CREATE TABLE webhooks_organisation (
      organisation_id TEXT PRIMARY KEY, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE webhooks_endpoint (
      endpoint_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, event_types TEXT NOT NULL,
      registered_at TEXT NOT NULL, suspended_at TEXT, failure TEXT, revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX webhooks_endpoint_by_organisation
      ON webhooks_endpoint (organisation_id, endpoint_id);
  `,
  on: {
    ...projects<OrganisationEvent>({
      'stations.OrganisationRegistered': ({ data: { organisationId, divisionCode } }) => [
        sql('INSERT INTO webhooks_organisation VALUES (?, ?)', organisationId, divisionCode),
      ],
    }),
    ...projects<EndpointEvent>({
      'webhooks.EndpointRegistered': ({ data: e, meta, revision }) => [
        sql(
          'INSERT INTO webhooks_endpoint VALUES (?, ?, ?, ?, NULL, NULL, ?)',
          ...[e.endpointId, e.organisationId, JSON.stringify(e.eventTypes)],
          ...[meta.recordedAt, revision],
        ),
      ],
      'webhooks.EndpointRemoved': ({ data: { endpointId } }) => [
        sql('DELETE FROM webhooks_endpoint WHERE endpoint_id = ?', endpointId),
      ],
      'webhooks.EndpointSuspended': ({ data: { endpointId, failure }, meta, revision }) => [
        sql(
          `UPDATE webhooks_endpoint SET suspended_at = ?, failure = ?, revision = ?
           WHERE endpoint_id = ?`,
          ...[meta.recordedAt, failure, revision, endpointId],
        ),
      ],
      'webhooks.EndpointResumed': ({ data: { endpointId }, revision }) => [
        sql(
          `UPDATE webhooks_endpoint SET suspended_at = NULL, failure = NULL, revision = ?
           WHERE endpoint_id = ?`,
          ...[revision, endpointId],
        ),
      ],
    }),
  },
};
