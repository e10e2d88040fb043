import type { Decider } from '../../../kernel/decider.js';
import type { AssignNumber } from './certificate.commands.js';
import type { NumberAssigned } from './certificate.events.js';
import { formatCertificateNumber, SERIAL_MAX } from './certificate-number.js';
import { reject } from './certificates.rejections.js';

export interface Register {
  last: number;
  readonly assigned: Set<string>;
}

/**
 * The number register of one division code and year. Serials run without gaps because they are
 * given here, one after the other; a certificate gets one number and keeps it.
 */
export const register: Decider<AssignNumber, Register, NumberAssigned> = {
  category: 'certificateRegister',
  streamId: ({ data }) => `${data.divisionCode}.${data.year}`,
  initialState: () => ({ last: 0, assigned: new Set() }),
  decide({ data }, { last, assigned }) {
    if (assigned.has(data.certificateId)) return [];
    if (last === SERIAL_MAX) reject('certificates/register-full');
    const { divisionCode, year } = data;
    const serial = last + 1;
    const number = formatCertificateNumber({ divisionCode, year, serial });
    return [{ type: 'certificates.NumberAssigned', data: { ...data, serial, number } }];
  },
  evolve(state, { data }) {
    state.last = data.serial;
    state.assigned.add(data.certificateId);
    return state;
  },
};
