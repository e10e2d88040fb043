import { metaOf } from '../../test/support/store-events.js';
import type { Json, Recorded } from '../kernel/message.js';
import { SupersessionCheck } from './supersession.check.js';

const number = (certificateId: string) => `number of ${certificateId}`;
const issued = (certificateId: string, recordId: string, replaces: string | null = null) =>
  event('certificates.CertificateIssued', {
    ...{ certificateId, number: number(certificateId), replaces },
    records: [{ recordId, version: 1 }],
  });
const tookEffect = (recordId: string) =>
  event('service-records.RecordTookEffect', { recordId, version: 1 });
const corrected = (recordId: string, version: number) =>
  event('service-records.RecordCorrected', { recordId, version, wasEffective: true });
const voided = (recordId: string) =>
  event('service-records.RecordVoided', { recordId, wasEffective: true });
const stale = (certificateId: string, recordId: string) =>
  event('certificates.CertificateStale', {
    ...{ certificateId, number: number(certificateId), recordId, cause: 'voided' },
  });
const superseded = (certificateId: string, byCertificateId: string) =>
  event('certificates.CertificateSuperseded', {
    ...{ certificateId, number: number(certificateId) },
    ...{ byCertificateId, byNumber: number(byCertificateId) },
  });
const revoked = (certificateId: string) =>
  event('certificates.CertificateRevoked', { certificateId, number: number(certificateId) });

function event(type: string, data: Json): Recorded {
  const place = { id: 'e', stream: 's', revision: 0, position: '1' };
  return { ...place, type, data, meta: metaOf() } as Recorded;
}

function codes(...events: readonly Recorded[]): readonly string[] {
  const check = new SupersessionCheck();
  const begun = ['r-1', 'r-2'].map(tookEffect);
  for (const each of [...begun, ...events]) check.visit(each);
  return check.finish().map(({ code, where }) => `${code} ${where}`);
}

const SOUND = [issued('c-1', 'r-1'), voided('r-1'), stale('c-1', 'r-1')];

describe('what became of certificates', () => {
  it('is sound: an hour went, the certificate said so and has its successor', () => {
    const all = [...SOUND, issued('c-2', 'r-2', 'c-1'), superseded('c-1', 'c-2')];
    expect(codes(...all)).toEqual([]);
    expect(codes(...SOUND, revoked('c-1'))).toEqual([]);
    const again = [issued('c-1', 'r-1'), corrected('r-1', 2), stale('c-1', 'r-1')];
    expect(codes(...again)).toEqual([]);
  });

  it('a live certificate that lists an hour which is gone is found', () => {
    const unnoticed = ['register/stale-unnoticed number of c-1'];
    expect(codes(issued('c-1', 'r-1'), voided('r-1'))).toEqual(unnoticed);
    expect(codes(voided('r-1'), issued('c-1', 'r-1'))).toEqual(unnoticed);
    expect(codes(issued('c-1', 'r-1'), corrected('r-1', 2))).toEqual(unnoticed);
    expect(codes(issued('c-1', 'r-1'), revoked('c-1'), voided('r-1'))).toEqual([]);
  });

  it('so is one that calls itself stale without cause', () => {
    expect(codes(issued('c-1', 'r-1'), stale('c-1', 'r-1'))).toEqual([
      'register/stale-without-cause number of c-1',
    ]);
    const other = [issued('c-1', 'r-1'), voided('r-2'), stale('c-1', 'r-2')];
    expect(codes(...other)).toEqual(['register/stale-without-cause number of c-1']);
  });

  it('so are a successor that is none, and two ends of one certificate', () => {
    const unknown = ['register/successor-unknown number of c-1'];
    expect(codes(...SOUND, superseded('c-1', 'c-2'))).toEqual(unknown);
    const unnamed = [...SOUND, issued('c-2', 'r-2'), superseded('c-1', 'c-2')];
    expect(codes(...unnamed)).toEqual(unknown);
    expect(codes(...SOUND, revoked('c-1'), revoked('c-1'))).toEqual([
      'register/ended-twice number of c-1',
    ]);
  });
});
