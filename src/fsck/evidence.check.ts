import type {
  CardIssued,
  CardRevoked,
  DeviceEnrolled,
  DeviceRevoked,
  ScanAccepted,
  ScanRefused,
} from '../contexts/devices/index.js';
import type {
  ConfirmationOffered,
  Evidence,
  LateSignOutSeen,
  PresenceWitnessed,
  RecordConfirmed,
  RecordCorrected,
  RecordSubmitted,
  RecordTookEffect,
  SignedIn,
  SignedOut,
} from '../contexts/service-records/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

type End = SignedIn['data']['evidence'];
type Visitor = (event: Recorded<never>) => void;

/** A batch may be half-way through when its device is revoked. */
const ON_ITS_WAY_MS = 60_000;

interface Held {
  readonly volunteerId: string;
  readonly recorder: string;
  evidence: Evidence;
  confirmed: boolean;
  effective: boolean;
}

/**
 * Evidence: every scan was made once, by a device that was enrolled and not revoked; what a device
 * was told is in the book; a confirmation comes once, in time, and from somebody who has no part;
 * and the grade is what a stranger makes of it.
 */
export class EvidenceCheck implements Check {
  readonly #findings: Finding[] = [];
  /** Device → when it was revoked; null while it is good. */
  readonly #devices = new Map<string, string | null>();
  readonly #cards = new Map<string, string>();
  readonly #logged = new Set<string>();
  readonly #accepted = new Map<string, string>();
  readonly #inBook = new Set<string>();
  readonly #signedBy = new Set<string>();
  readonly #records = new Map<string, Held>();

  readonly #on: Readonly<Record<string, Visitor>> = {
    'devices.DeviceEnrolled': ({ data }: Recorded<DeviceEnrolled>) =>
      void this.#devices.set(data.deviceId, null),
    'devices.DeviceRevoked': ({ data }: Recorded<DeviceRevoked>) =>
      void this.#devices.set(data.deviceId, data.at),
    'devices.CardIssued': ({ data }: Recorded<CardIssued>) => this.#card(data),
    'devices.CardRevoked': ({ data }: Recorded<CardRevoked>) => {
      if (this.#cards.get(data.volunteerId) === data.cardId) this.#cards.delete(data.volunteerId);
    },
    'devices.ScanAccepted': (event: Recorded<ScanAccepted>) => {
      this.#scan(event);
      const { data } = event;
      if (data.recordId !== null) this.#accepted.set(nameOf(data), data.recordId);
    },
    'devices.ScanRefused': (event: Recorded<ScanRefused>) => this.#scan(event),
    'service-records.SignedIn': ({ data }: Recorded<SignedIn>) => this.#end(data.evidence),
    'service-records.SignedOut': ({ data }: Recorded<SignedOut>) => this.#end(data.evidence),
    'service-records.LateSignOutSeen': ({ data }: Recorded<LateSignOutSeen>) =>
      this.#end(data.evidence),
    'service-records.PresenceWitnessed': ({ data }: Recorded<PresenceWitnessed>) =>
      void this.#inBook.add(nameOf(data)),
    'service-records.RecordSubmitted': ({ data }: Recorded<RecordSubmitted>) =>
      this.#holds(data.recordId, data, false),
    'service-records.RecordCorrected': ({ data }: Recorded<RecordCorrected>) =>
      this.#holds(data.recordId, data, data.wasEffective),
    'service-records.ConfirmationOffered': ({ data }: Recorded<ConfirmationOffered>) =>
      this.#offered(data),
    'service-records.RecordConfirmed': ({ data }: Recorded<RecordConfirmed>) =>
      this.#confirmed(data),
    'service-records.RecordTookEffect': ({ data }: Recorded<RecordTookEffect>) =>
      this.#tookEffect(data),
  };

  visit(event: Recorded): void {
    this.#on[event.type]?.(event as Recorded<never>);
  }

  finish(): readonly Finding[] {
    for (const [name, recordId] of this.#accepted) {
      if (!this.#inBook.has(name)) this.#say('scan-not-in-book', name, recordId);
    }
    return this.#findings;
  }

  #card({ volunteerId, cardId }: CardIssued['data']): void {
    if (this.#cards.has(volunteerId)) this.#say('two-cards', volunteerId, cardId);
    this.#cards.set(volunteerId, cardId);
  }

  #scan({ data, meta }: Recorded<ScanAccepted | ScanRefused>): void {
    const name = nameOf(data);
    const revokedAt = this.#devices.get(data.deviceId);
    if (revokedAt === undefined) this.#say('scan-of-unknown-device', name, '');
    const sinceMs = Date.parse(meta.recordedAt) - Date.parse(revokedAt ?? meta.recordedAt);
    if (sinceMs > ON_ITS_WAY_MS) this.#say('scan-after-revocation', name, '');
    if (this.#logged.has(name)) this.#say('scan-logged-twice', name, '');
    this.#logged.add(name);
  }

  /** A scan begins or ends one thing; the device's log may still lack it after a crash. */
  #end(evidence: End): void {
    const by = deviceOf(evidence);
    if (!by) return;
    const name = nameOf(by);
    if (!this.#devices.has(by.deviceId)) this.#say('evidence-of-unknown-device', name, '');
    if (this.#signedBy.has(name)) this.#say('scan-used-twice', name, '');
    this.#signedBy.add(name);
    this.#inBook.add(name);
  }

  #holds(
    recordId: string,
    { volunteerId, recorder, evidence }: Pick<Held, 'volunteerId' | 'recorder' | 'evidence'>,
    effective: boolean,
  ): void {
    this.#records.set(recordId, { volunteerId, recorder, evidence, confirmed: false, effective });
  }

  #offered({ recordId, issuer }: ConfirmationOffered['data']): void {
    const record = this.#records.get(recordId);
    if (record?.recorder === issuer) this.#say('code-by-recorder', recordId, '');
  }

  #confirmed({ recordId, by, grade }: RecordConfirmed['data']): void {
    const record = this.#records.get(recordId);
    if (!record || record.evidence.kind !== 'signed') {
      return this.#say('confirmed-without-signature', recordId, '');
    }
    if (record.effective) this.#say('confirmed-after-effect', recordId, '');
    if (record.confirmed) this.#say('confirmed-twice', recordId, '');
    record.confirmed = true;
    if (by.kind === 'second-device') {
      this.#inBook.add(nameOf(by));
      const ends = [record.evidence.in, record.evidence.out];
      const hasPart = ends.some((end) => deviceOf(end)?.deviceId === by.deviceId);
      if (hasPart) this.#say('confirmed-by-same-device', recordId, '');
    }
    this.#grade(recordId, record, grade);
  }

  #tookEffect({ recordId, grade }: RecordTookEffect['data']): void {
    const record = this.#records.get(recordId);
    if (!record) return;
    record.effective = true;
    this.#grade(recordId, record, grade);
  }

  /** By its own count: no end in doubt, one, two; an end that nobody saw is worse than a doubt. */
  #grade(recordId: string, { evidence, confirmed }: Held, grade: string): void {
    if (evidence.kind !== 'signed') return;
    const flaws = [evidence.in, evidence.out].map((end) =>
      end.kind === 'policy' ? 2 : (end.doubts ?? []).length > 0 ? 1 : 0,
    );
    const sum = flaws.reduce<number>((total, flaw) => total + flaw, 0);
    const should = sum === 0 ? (confirmed ? 'A+' : 'A') : sum <= 2 ? 'B' : 'C';
    if (grade !== should) this.#say('grade-differs', recordId, `${grade}, not ${should}`);
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `evidence/${code}`, where, detail });
  }
}

function deviceOf(end: End): { deviceId: string; sequence: number } | undefined {
  if (end.kind === 'station-device') return end;
  return end.kind === 'rotating-code' ? end.phone : undefined;
}

function nameOf({ deviceId, sequence }: { deviceId: string; sequence: number }): string {
  return `${deviceId}#${sequence}`;
}
