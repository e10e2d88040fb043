import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { AssignNumber } from './certificate.commands.js';
import type { NumberAssigned } from './certificate.events.js';
import {
  formatCertificateNumber,
  parseCertificateNumber,
  SERIAL_MAX,
} from './certificate-number.js';
import { register } from './register.decider.js';

const place = { divisionCode: '150602001003', year: 2026 };
const assign = (certificateId: string) =>
  new AssignNumber({ ...place, certificateId, organisationId: 'o-1' }, aMeta());
const assigned = (serial: number, certificateId: string): NumberAssigned => ({
  type: 'certificates.NumberAssigned',
  data: {
    ...{ ...place, certificateId, organisationId: 'o-1', serial },
    number: formatCertificateNumber({ ...place, serial }),
  },
});

describe('the number register', () => {
  it('gives the next number of its division and year', () => {
    given(register)
      .when(assign('c-1'))
      .then([assigned(1, 'c-1')]);
    given(register, [assigned(1, 'c-1')])
      .when(assign('c-2'))
      .then([assigned(2, 'c-2')]);
    expect(register.streamId(assign('c-1'))).toBe('150602001003.2026');
  });

  it('gives a certificate one number only', () => {
    given(register, [assigned(1, 'c-1'), assigned(2, 'c-2')])
      .when(assign('c-1'))
      .thenNothing();
  });

  it('gives its last number and then no more', () => {
    given(register, [assigned(SERIAL_MAX - 1, 'c-1')])
      .when(assign('c-2'))
      .then([assigned(SERIAL_MAX, 'c-2')]);
    given(register, [assigned(SERIAL_MAX, 'c-1')])
      .when(assign('c-2'))
      .thenRefuses('certificates/register-full');
  });

  it('has no gap, no number twice and no certificate twice, whoever asks in which order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 80 }), (asked) => {
        const events: NumberAssigned[] = [];
        for (const n of asked)
          events.push(...register.decide(assign(`c-${n}`), fold(register, events)));
        expect(events.map(({ data }) => data.serial)).toEqual(events.map((_, index) => index + 1));
        expect(new Set(events.map(({ data }) => data.certificateId)).size).toBe(events.length);
        expect(events).toHaveLength(new Set(asked).size);
        for (const { data } of events) {
          expect(parseCertificateNumber(data.number)).toEqual({ ...place, serial: data.serial });
        }
      }),
    );
  });
});
