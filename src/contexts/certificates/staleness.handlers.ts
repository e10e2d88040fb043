import { Injectable } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { DeciderExecutor } from '../../cqrs/decider-executor.js';
import { systemMeta } from '../../platform/ids.js';
import { Projector } from '../../projections/projector.js';
import { CertificatesQueries, type ChangedRecord } from './certificates.queries.js';
import { CheckCertificates, MarkStale } from './domain/certificate.commands.js';
import { ExtrasQueries } from './extras.queries.js';
import { certificate } from './domain/certificate.decider.js';

const PROJECTED_MS = 60_000;

/**
 * Holds live certificates against what they list. It compares states and not events, so whichever of
 * the two came last, the change of a record or the issue that still lists it, the check that
 * follows finds the difference.
 */
@Injectable()
@CommandHandler(CheckCertificates)
export class StalenessCheck {
  constructor(
    private readonly executor: DeciderExecutor,
    private readonly queries: CertificatesQueries,
    private readonly extras: ExtrasQueries,
    private readonly projector: Projector,
  ) {}

  async execute({ data, meta }: CheckCertificates): Promise<void> {
    if (!(await this.projector.waitFor(data.asOf, PROJECTED_MS))) {
      throw new Error('the read models lag: certificates are checked later');
    }
    const { about } = data;
    for (const changed of [
      ...('volunteerId' in about ? [] : this.queries.changedRecords(about)),
      ...('recordId' in about ? [] : this.extras.changed(about)),
    ]) {
      await this.#mark(changed, { data, meta });
    }
  }

  async #mark(
    { certificateId, recordId, cause }: ChangedRecord,
    { data, meta }: Pick<CheckCertificates, 'data' | 'meta'>,
  ): Promise<void> {
    const { causationId, correlationId, at } = meta;
    const stale = systemMeta(at, 'stale', certificateId, recordId);
    await this.executor.execute(
      certificate,
      new MarkStale(
        { certificateId, recordId, cause, on: data.on },
        { ...stale, correlationId, ...(causationId === undefined ? {} : { causationId }) },
      ),
    );
  }
}
