import { Injectable } from '@nestjs/common';
import { EventStore } from '../../event-store/event-store.js';
import type { Recorded } from '../../kernel/message.js';
import { TransparencyLog } from '../../log/transparency-log.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import type { CertificateView } from './certificates.queries.js';
import { certificate } from './domain/certificate.decider.js';
import type { CertificateIssued } from './domain/certificate.events.js';
import { reject } from './domain/certificates.rejections.js';

/** How long a download may wait for a checkpoint; the log hurries when it is asked. */
const WAIT_MS = 10_000;
const ISSUED: CertificateIssued['type'] = 'certificates.CertificateIssued';

/**
 * The proof that the issue of a certificate stands in the log. The first one made is kept before
 * anything is drawn with it: checkpoints go on, and a certificate drawn again must be the same bytes.
 */
@Injectable()
export class LogProofs {
  constructor(
    private readonly log: TransparencyLog,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  /**
   * The text of the tlog-proof (C2SP) with the issue event's leaf as extra data.
   *
   * @throws Rejection `certificates/not-in-log-yet` when no checkpoint covers the issue in time
   */
  async proofOf({ volunteerId, certificateId }: Certified): Promise<string> {
    const key = documentKeys.certificateProof(volunteerId, certificateId);
    const kept = this.vault.get<string>(key, 'part-of-recorded-read');
    if (kept !== undefined) return kept;
    const proof = await this.log.prove(await this.#issue(certificateId), WAIT_MS);
    if (proof === undefined) return reject('certificates/not-in-log-yet');
    this.vault.put(key, proof);
    return proof;
  }

  async #issue(certificateId: string): Promise<Recorded> {
    for await (const page of this.store.readStream(`${certificate.category}-${certificateId}`)) {
      const issued = page.find(({ type }) => type === ISSUED);
      if (issued) return issued;
    }
    return reject('certificates/unknown');
  }
}

type Certified = Pick<CertificateView, 'volunteerId' | 'certificateId'>;
