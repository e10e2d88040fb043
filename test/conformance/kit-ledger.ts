import { leafOf } from '../../src/log/leaf.js';
import { signCheckpoint } from '../../src/log/checkpoint.js';
import { cosign } from '../../src/log/cosignature.js';
import { leafHash } from '../../src/log/hashing.js';
import { inclusionProof } from '../../src/log/merkle-proofs.js';
import { formatNote, parseNote, type NoteSigner } from '../../src/log/signed-note.js';
import { type HashReader, rootOf } from '../../src/log/subtrees.js';
import { formatProof } from '../../src/log/tlog-proof.js';
import type { Json, Recorded } from '../../src/kernel/message.js';
import { deriveId, sha256Hex } from '../../src/platform/ids.js';
import type { PublishedKey } from '../../src/contexts/certificates/signing/published-key.js';
import type { KitCertificate } from './kit-certificates.js';
import { publishedSm2Key } from './kit-extras.js';
import { LOG, type Party, PARTIES, WITNESS } from './kit-signers.js';

const SEEN_AT = Date.parse('2026-03-20T01:00:00.000Z') / 1000;
const POLICIES = { certificates: 'certificates/2021-02' };

/** The events of the kit in the order of its ledger: what the log proves and the page reads. */
export class KitLedger {
  readonly events: Recorded[] = [];
  /** Events that the signed checkpoint covers: what came later changes no proof. */
  readonly size: number;
  readonly #certificates: ReadonlyMap<string, KitCertificate>;

  constructor(certificates: ReadonlyMap<string, KitCertificate>) {
    this.#certificates = certificates;
    for (const party of Object.keys(PARTIES) as Party[]) {
      if (party !== 'stranger') this.#open(party);
    }
    for (const certificate of certificates.values()) {
      if (certificate.party !== 'stranger') this.#issue(certificate);
    }
    this.#end('revoked', 'CertificateRevoked', { reason: 'issued-in-error' });
    const successor = this.of('successor');
    this.#end('superseded', 'CertificateSuperseded', {
      byCertificateId: successor.certificateId,
      byNumber: successor.content.number,
    });
    this.#revokeKeys('leakedEarly', '2026-03-10T02:00:00.000Z');
    this.#revokeKeys('leakedLate', '2026-03-12T02:00:00.000Z');
    this.size = this.events.length;
    this.#addKey(publishedSm2Key());
  }

  of(name: string): KitCertificate {
    const found = this.#certificates.get(name);
    if (!found) throw new Error(`no certificate ${name} in the kit`);
    return found;
  }

  /** The tlog-proof of a certificate's issue, in a checkpoint of the log given. */
  proofOf(name: string, signer: NoteSigner = LOG): string {
    const { certificateId } = this.of(name);
    const index = this.events.findIndex(
      ({ type, data }) =>
        type.endsWith('.CertificateIssued') &&
        (data as { certificateId: string }).certificateId === certificateId,
    );
    const event = this.events[index];
    if (!event) throw new Error(`${name} was never issued`);
    const hashes = inclusionProof(this.#leaves(), index, this.size);
    return formatProof({ extra: leafOf(event), index, hashes, checkpoint: this.#signed(signer) });
  }

  #signed(signer: NoteSigner): string {
    const root = rootOf(this.#leaves(), this.size);
    const head = { origin: signer.key.name, size: this.size, root };
    const note = parseNote(signCheckpoint(head, [signer]));
    if (!note) throw new Error('the checkpoint of the kit is no note');
    const seen = cosign(note.text, SEEN_AT, WITNESS);
    return formatNote({ text: note.text, signatures: [...note.signatures, seen] });
  }

  /** Fewer than 256 leaves: the whole tree is its lowest level. */
  #leaves(): HashReader {
    const hashes = this.events.map((event) => leafHash(leafOf(event)));
    return { hashes: ({ from, count }) => Buffer.concat(hashes.slice(from, from + count)) };
  }

  #open(party: Party): void {
    const { token, document } = PARTIES[party];
    const { organisationId, organisationName, notBefore, notAfter } = token.published;
    this.#record(`organisation-${organisationId}`, 'stations.OrganisationRegistered', {
      ...{ organisationId, legalName: organisationName, kind: 'residents-committee' },
      ...{ creditCode: null, creditCodeChecked: false, divisionCode: '150602001003' },
      phone: '0477-8123456',
    });
    const keys = [token, document].map(({ published: key }) => ({
      ...{ keyId: key.keyId, algorithm: key.algorithm, publicKey: key.publicKey },
      certificate: key.certificate ?? null,
    }));
    this.#record(`organisationKeys-${organisationId}`, 'certificates.KeysCreated', {
      ...{ organisationId, organisationName, keys, notBefore, notAfter },
    });
  }

  #addKey({ keyId, algorithm, publicKey, ...owner }: PublishedKey): void {
    const keys = [{ keyId, algorithm, publicKey, certificate: null }];
    this.#record(`organisationKeys-${owner.organisationId}`, 'certificates.KeysCreated', {
      ...{ ...owner, keys },
    });
  }

  #issue({ certificateId, content, party, contentHash, code }: KitCertificate): void {
    const { organisationId } = content.issuer;
    const volunteerId = deriveId('conformance volunteer');
    const stream = `certificate-${certificateId}`;
    const { from, to } = content.period;
    this.#record(stream, 'certificates.CertificateRequested', {
      ...{ certificateId, volunteerId, organisationId, from, to, askedBy: 'holder' },
      choices: { idNumber: 'masked', publicity: false, language: 'zh' },
      ...{ minor: false, replaces: null, batchId: null },
    });
    const { number, issuedOn, totals, checkCode, rows, logPosition } = content;
    this.#record(stream, 'certificates.CertificateIssued', {
      ...{ certificateId, number, volunteerId, organisationId, issuedOn, from, to, logPosition },
      records: rows.map(({ recordId, version }) => ({ recordId, version })),
      ...{ totals: { ...totals }, contentHash, codeHash: sha256Hex(`code ${code}`) },
      numberHash: sha256Hex(`number ${number} ${checkCode}`),
      tokenKeyId: PARTIES[party].token.published.keyId,
      documentKeyId: PARTIES[party].document.published.keyId,
      ...{ publicityUntil: null, replaces: null },
    });
  }

  #end(name: string, type: string, more: Readonly<Record<string, Json>>): void {
    const { certificateId, content } = this.of(name);
    const data = { certificateId, number: content.number, ...more, on: '2026-03-16' };
    this.#record(`certificate-${certificateId}`, `certificates.${type}`, data);
  }

  #revokeKeys(party: Party, invalidFrom: string): void {
    const { token, document } = PARTIES[party];
    const { organisationId } = token.published;
    for (const { published } of [token, document]) {
      this.#record(`organisationKeys-${organisationId}`, 'certificates.KeyRevoked', {
        ...{ organisationId, keyId: published.keyId, reason: 'compromised', invalidFrom },
      });
    }
  }

  #record(stream: string, type: string, data: Json): void {
    const position = String(this.events.length + 1);
    const id = deriveId('conformance event', position);
    const nonce = Buffer.from(deriveId('nonce', position).replaceAll('-', ''), 'hex');
    const meta: Recorded['meta'] = {
      ...{ schema: 1, commandId: id, inputHash: sha256Hex(type), correlationId: id },
      ...{ actor: { accountId: 'system', role: 'system' }, channel: 'process' },
      ...{ recordedAt: '2026-03-11T01:00:00.000Z', nonce: nonce.toString('base64url') },
      ...(type.endsWith('Issued') && { policies: POLICIES }),
    };
    const revision = this.events.filter((event) => event.stream === stream).length;
    this.events.push({ id, stream, revision, position, type, data, meta });
  }
}
