import { metaOf as eventMeta } from '../../test/support/store-events.js';
import type { Recorded } from '../kernel/message.js';
import { metaOf } from '../projections/process-runner.js';
import { whenRecordsChangeCheckCertificates as process } from './when-records-change-check-certificates.process.js';
import { whenSuccessorIssuedSupersedeCertificate as superseding } from './when-successor-issued-supersede-certificate.process.js';

const place = { id: 'e-1', stream: 's-1', revision: 4, position: '9' };
const event = (type: string, data: object): Recorded =>
  ({ ...place, type, data, meta: eventMeta() }) as Recorded;
const react = (of: typeof process, recorded: Recorded) =>
  of.react(recorded, (step) => metaOf(of.name, recorded, step));

describe(process.name, () => {
  const types = ['service-records.RecordCorrected', 'service-records.RecordVoided'];

  it.each(types)('checks the certificates that list a record, as of %s', (type) => {
    const changed = event(type, { recordId: 'r-1', wasEffective: true });
    const [command, ...rest] = react(process, changed);
    expect(rest).toEqual([]);
    expect(command?.type).toBe('CheckCertificates');
    expect(command?.data).toMatchObject({ about: { recordId: 'r-1' }, asOf: '9' });
    expect(react(process, changed)).toEqual([command]);
  });

  it.each(types)('leaves them alone when the record had never counted: %s', (type) => {
    expect(react(process, event(type, { recordId: 'r-1', wasEffective: false }))).toEqual([]);
  });

  it.each(['trainings.AttendanceWithdrawn', 'honours.AwardRevoked', 'honours.StarRevoked'])(
    'checks the certificates of a volunteer, as of %s',
    (type) => {
      const [command] = react(process, event(type, { volunteerId: 'v-1' }));
      expect(command?.type).toBe('CheckCertificates');
      expect(command?.data).toMatchObject({ about: { volunteerId: 'v-1' }, asOf: '9' });
    },
  );

  it('checks a certificate that was issued: a record may have changed meanwhile', () => {
    const issued = event('certificates.CertificateIssued', { certificateId: 'c-1' });
    const [command] = react(process, issued);
    expect(command?.data).toMatchObject({ about: { certificateId: 'c-1' }, asOf: '9' });
  });
});

describe(superseding.name, () => {
  const issued = (replaces: string | null) =>
    event('certificates.CertificateIssued', {
      ...{ certificateId: 'c-2', number: 'n-2', replaces, issuedOn: '2026-03-20' },
    });

  it('names the successor to the one it replaces', () => {
    const [command] = react(superseding, issued('c-1'));
    expect(command?.type).toBe('SupersedeCertificate');
    expect(command?.data).toEqual({
      ...{ certificateId: 'c-1', byCertificateId: 'c-2', byNumber: 'n-2', on: '2026-03-20' },
    });
  });

  it('has nothing to do for the first of its kind', () => {
    expect(react(superseding, issued(null))).toEqual([]);
  });
});
