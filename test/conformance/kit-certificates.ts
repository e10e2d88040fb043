import {
  type CertificateContent,
  type CertificateRow,
  totalsOf,
} from '../../src/contexts/certificates/domain/certificate-content.js';
import { formatCertificateNumber } from '../../src/contexts/certificates/domain/certificate-number.js';
import { credentialHash, issueToken } from '../../src/contexts/certificates/signing/issue-token.js';
import { signerOf } from '../../src/contexts/certificates/signing/signers.js';
import { deriveId } from '../../src/platform/ids.js';
import { type Party, PARTIES } from './kit-signers.js';

/** A certificate of the kit: who issued it, what it says, and the token in its QR code. */
export interface KitCertificate {
  readonly name: string;
  readonly party: Party;
  readonly certificateId: string;
  readonly content: CertificateContent;
  readonly digits: string;
  /** Of the address in the QR code. */
  readonly code: string;
  readonly contentHash: string;
}

interface Plan {
  readonly party?: Party;
  readonly issuedOn?: string;
}

export const HOST = 'shizhang.example.org.cn';
const ISSUED_ON = '2026-03-11';
const DIVISION = '150602001003';

/** In the order in which their numbers were given. */
const PLANS: Readonly<Record<string, Plan>> = {
  good: {},
  revoked: {},
  superseded: {},
  successor: {},
  'key-revoked-before-issue': { party: 'leakedEarly' },
  'key-revoked-after-issue': { party: 'leakedLate' },
  'key-expired': { party: 'lapsed' },
  'unknown-issuer': { party: 'stranger' },
  future: { issuedOn: '2098-01-01' },
};

export async function kitCertificates(): Promise<ReadonlyMap<string, KitCertificate>> {
  const made = new Map<string, KitCertificate>();
  for (const [name, { party = 'community', issuedOn = ISSUED_ON }] of Object.entries(PLANS)) {
    const serial = made.size + 1;
    const code = deriveId('code', name).replaceAll('-', '').slice(0, 22);
    const content = contentOf({ party, issuedOn, serial, code });
    const digits = await issueToken(content, signerOf(PARTIES[party].token.privatePem));
    const certificateId = deriveId('conformance certificate', name);
    const contentHash = credentialHash(content).toString('hex');
    made.set(name, { name, party, certificateId, content, digits, code, contentHash });
  }
  return made;
}

interface Wanted {
  readonly party: Party;
  readonly issuedOn: string;
  readonly serial: number;
  readonly code: string;
}

function contentOf({ party, issuedOn, serial, code }: Wanted): CertificateContent {
  const { published } = PARTIES[party].token;
  const rows = [rowOf('2026-03-02', 'A', published.organisationName)];
  return {
    format: 1,
    salt: Buffer.from(deriveId('salt', serial).replaceAll('-', ''), 'hex').toString('base64url'),
    number: formatCertificateNumber({ divisionCode: DIVISION, year: 2026, serial }),
    issuedOn,
    logPosition: '12',
    holder: {
      name: '阿拉坦·其其格',
      idType: '居民身份证',
      idNumber: '150***********0018',
      volunteerNo: '1506022100000001',
    },
    period: { from: '2026-03-01', to: '2026-03-10' },
    rows,
    issuer: {
      organisationId: published.organisationId,
      legalName: published.organisationName,
      unitName: '向阳社区志愿服务站',
      unitCode: DIVISION,
      personInCharge: '王建国',
      handler: '李秀英',
      phone: '0477-8123456',
    },
    totals: totalsOf(rows),
    verifyUrl: `https://${HOST}/v/${code}`,
    checkCode: '5FA2F476',
  };
}

function rowOf(date: string, grade: 'A', unit: string): CertificateRow {
  return {
    ...{ recordId: deriveId('conformance record', date), version: 1, date },
    ...{ startTime: '09:30', endTime: '12:50', centiHours: 333, grade, mode: 'check-in' },
    ...{ activity: '社区助老', place: '向阳社区', content: '陪伴独居老人', category: '为老服务' },
    ...{ unit, leader: '赵明' },
  };
}
