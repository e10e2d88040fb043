import type { DomainEvent } from '../../../kernel/message.js';

/** A volunteer station 志愿服务站 of a community, or a point 志愿服务点 in a large compound. */
export type StationOpened = DomainEvent<
  'stations.StationOpened',
  {
    readonly stationId: string;
    /** The committee or organisation that records and certifies for it (O67 art. 26). */
    readonly organisationId: string;
    readonly kind: 'station' | 'point';
    readonly name: string;
    readonly divisionCode: string;
    readonly address: string;
  }
>;

export type StationClosed = DomainEvent<'stations.StationClosed', { readonly stationId: string }>;

export type StationEvent = StationOpened | StationClosed;
