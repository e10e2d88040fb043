import { metaOf } from '../../test/support/store-events.js';
import type { Json, Recorded } from '../kernel/message.js';
import { CertificateExtrasCheck } from './certificate-extras.check.js';

type Told = readonly [type: string, data: Json];

const holder = { certificateId: 'c-1', number: 'n-1', volunteerId: 'v-1', organisationId: 'o-1' };
const course: Told = ['trainings.CourseOffered', { courseId: 'k-1', organisationId: 'o-1' }];
const attended: Told = [
  'trainings.AttendanceRecorded',
  { volunteerId: 'v-1', courseId: 'k-1', sessionId: 's-1', centiHours: 200 },
];
const withdrawn: Told = [
  'trainings.AttendanceWithdrawn',
  { volunteerId: 'v-1', courseId: 'k-1', sessionId: 's-1', centiHours: 200 },
];
const awarded: Told = [
  'honours.AwardRecorded',
  { awardId: 'w-1', volunteerId: 'v-1', organisationId: 'o-1' },
];
const starred: Told = [
  'honours.StarGranted',
  { applicationId: 'x-1', volunteerId: 'v-1', star: 2 },
];
const evaluated = (evaluator: string, mark: number): Told => [
  'feedback.EvaluationGiven',
  {
    ...{ recordId: 'r-1', evaluator },
    marks: { punctuality: mark, attitude: mark, skill: mark - 1 },
  },
];
const LISTED = {
  trainings: [{ sessionId: 's-1', centiHours: 200 }],
  awards: ['w-1'],
  star: { applicationId: 'x-1', star: 2 },
  evaluation: { meanHundredths: 466, ratings: 1 },
};
const listed = (over: Readonly<Record<string, Json>> = {}): Told => [
  'certificates.ExtrasListed',
  { certificateId: 'c-1', ...LISTED, ...over },
];
const issued = (logPosition: string): Told => [
  'certificates.CertificateIssued',
  { ...holder, logPosition, records: [{ recordId: 'r-1', version: 1 }] },
];
const stale = (recordId: string, cause: string): Told => [
  'certificates.CertificateStale',
  { ...holder, recordId, cause },
];
const RECORD: readonly Told[] = [course, attended, awarded, starred, evaluated('a', 5)];
const AFTER_ALL = '5';

function codes(...told: readonly Told[]): readonly string[] {
  const check = new CertificateExtrasCheck((a, b) => Number(a) - Number(b));
  told.forEach(([type, data], index) => {
    const place = { id: 'e', stream: 's', revision: 0, position: String(index + 1) };
    check.visit({ ...place, type, data, meta: metaOf() } as Recorded);
  });
  return check.finish().map(({ code, detail }) => `${code} ${detail}`);
}

describe('what a certificate lists beside hours', () => {
  it('is sound: it stood there, and what went since is said', () => {
    expect(codes(...RECORD, listed(), issued(AFTER_ALL))).toEqual([]);
    const gone = [...RECORD, listed(), issued(AFTER_ALL), withdrawn];
    expect(codes(...gone, stale('s-1', 'training-withdrawn'))).toEqual([]);
    expect(codes(...gone, ['certificates.CertificateRevoked', holder])).toEqual([]);
  });

  it('is found when it was never recorded, for somebody else, or by nobody it may speak for', () => {
    const [, , ...rest] = RECORD;
    expect(codes(course, withdrawn, ...rest, listed(), issued(AFTER_ALL))).toContain(
      'register/extra-not-recorded s-1',
    );
    const others: Told = ['honours.AwardRecorded', { ...(awarded[1] as object), volunteerId: 'v' }];
    const elsewhere: Told = [
      'honours.AwardRecorded',
      { ...(awarded[1] as object), organisationId: 'o-2' },
    ];
    for (const wrong of [others, elsewhere]) {
      const told = RECORD.map((each) => (each === awarded ? wrong : each));
      expect(codes(...told, listed(), issued(AFTER_ALL))).toEqual([
        'register/extra-not-recorded w-1',
      ]);
    }
    const more = listed({ star: { applicationId: 'x-1', star: 3 } });
    expect(codes(...RECORD, more, issued(AFTER_ALL))).toContain('register/extra-not-recorded x-1');
  });

  it('is found when it came later than the position it is said to stand at', () => {
    expect(codes(...RECORD, listed(), issued('2'))).toEqual([
      'register/extra-not-recorded w-1',
      'register/extra-not-recorded x-1',
      'register/evaluation-differs - of 0',
    ]);
  });

  it('is found when it went and nothing says so, or when it says so without cause', () => {
    expect(codes(...RECORD, listed(), issued(AFTER_ALL), withdrawn)).toEqual([
      'register/stale-unnoticed s-1',
    ]);
    expect(codes(...RECORD, listed(), issued(AFTER_ALL), stale('w-1', 'award-revoked'))).toEqual([
      'register/stale-without-cause w-1',
    ]);
  });

  it('the mean is counted again: the last word of each evaluator, and only what came before', () => {
    const other = listed({ evaluation: { meanHundredths: 500, ratings: 1 } });
    expect(codes(...RECORD, other, issued(AFTER_ALL))).toEqual([
      'register/evaluation-differs 466 of 1',
    ]);
    const none = listed({ evaluation: null });
    expect(codes(...RECORD, none, issued(AFTER_ALL))).toEqual([
      'register/evaluation-differs 466 of 1',
    ]);
    expect(codes(...RECORD, listed(), issued(AFTER_ALL), evaluated('b', 2))).toEqual([]);
    const again = [...RECORD, evaluated('a', 2)];
    const lower = listed({ evaluation: { meanHundredths: 166, ratings: 1 } });
    expect(codes(...again, lower, issued('6'))).toEqual([]);
  });
});
