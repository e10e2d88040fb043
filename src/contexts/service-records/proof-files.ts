import { Injectable } from '@nestjs/common';
import type { Upload } from '../../http/upload.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { sha256Hex } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { hasProof, openProof, type OpenedProof, type ProofDocument } from '../../vault/proofs.js';
import { Vault } from '../../vault/vault.js';
import { isCalled, type ProofType, proofTypeOf } from './domain/proof-type.js';
import { reject } from './domain/record-life.rejections.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';

/** Nobody brings so many documents in a lifetime; without a bound a disk could be filled. */
const PROOFS_PER_VOLUNTEER_MAX = 500;

export interface StoredProof {
  readonly proofHash: string;
  readonly type: ProofType;
  readonly bytes: number;
}

/** Documents that prove an hour. A file is known by the SHA-256 of its bytes: twice is once. */
@Injectable()
export class ProofFiles {
  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('service-records', RECORD_POLICIES);
  }

  get megabytesMax(): number {
    return recordPolicyOn(localDateOf(this.clock.now()), this.#policies).proofMegabytesMax;
  }

  /** @throws Rejection `service-records/proof-empty`, `-type-unsupported`, `-type-mismatch` … */
  keep(volunteerId: string, upload: Upload | 'missing' | 'too-large'): StoredProof {
    if (upload === 'missing') return reject('service-records/proof-file-missing');
    if (upload === 'too-large') {
      return reject('service-records/proof-too-large', { limitMegabytes: this.megabytesMax });
    }
    const { bytes } = upload;
    if (bytes.length === 0) reject('service-records/proof-empty');
    const type = proofTypeOf(bytes) ?? reject('service-records/proof-type-unsupported');
    if (!isCalled(type, upload)) reject('service-records/proof-type-mismatch', { type });
    const proofHash = sha256Hex(bytes);
    if (!this.has(volunteerId, proofHash)) this.#put(volunteerId, proofHash, { type, bytes });
    return { proofHash, type, bytes: bytes.length };
  }

  has(volunteerId: string, proofHash: string): boolean {
    return hasProof(this.vault, { volunteerId, proofHash });
  }

  /** What an entry or a correction names must be there. */
  require(volunteerId: string, proofHash: string | null): void {
    if (proofHash !== null && !this.has(volunteerId, proofHash)) {
      reject('service-records/proof-unknown');
    }
  }

  /** The reading is recorded, and the bytes are those whose hash stands in the ledger. */
  read(
    volunteerId: string,
    proofHash: string,
    { actor, at }: Pick<CommandMeta, 'actor' | 'at'>,
  ): OpenedProof<ProofType> {
    const reader = { accountId: actor.accountId, purpose: 'proof', at };
    const found = openProof<ProofType>(this.vault, { volunteerId, proofHash }, reader);
    if (found === 'unknown' || found === 'damaged') return reject(`service-records/proof-${found}`);
    return found;
  }

  #put(volunteerId: string, proofHash: string, file: { type: ProofType; bytes: Buffer }): void {
    const kept = this.vault.count(volunteerId, 'proof');
    if (kept >= PROOFS_PER_VOLUNTEER_MAX) {
      reject('service-records/too-many-proofs', { max: PROOFS_PER_VOLUNTEER_MAX });
    }
    const document: ProofDocument<ProofType> = {
      type: file.type,
      base64: file.bytes.toString('base64'),
    };
    this.vault.put(documentKeys.proof(volunteerId, proofHash), document);
  }
}
