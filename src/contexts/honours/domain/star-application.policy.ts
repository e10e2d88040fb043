import { reject } from './honours.rejections.js';
import type { ApplyForStar } from './star.commands.js';
import type { StarEvent } from './star.events.js';
import type { StarBook, StarStatus } from './star.state.js';
import type { StarLevel } from './star-scheme.policy.js';

/** An application is judged on the spot by what the ladder asks; a person decides about the rest. */
export function applyForStar(data: ApplyForStar['data'], book: StarBook): StarEvent[] {
  const { volunteerId, scheme, applicationId, star, counted, policy, applicant, on } = data;
  if (book.has(applicationId)) return [];
  if (data.gone) reject('honours/volunteer-left');
  const level = policy.levels.find((each) => each.star === star) ?? reject('honours/star-unknown');
  refuseBesideOthers(data, book);
  refuseBelow(level, data);
  refuseForQuality(data);
  return [
    {
      type: 'honours.StarApplied',
      data: {
        ...{ volunteerId, scheme, applicationId, star, counted, applicant, on },
        requiredCentiHours: level.centiHours,
        approverLevel: level.approver,
      },
      policies: { 'star-scheme': policy.version },
    },
  ];
}

/** One at a time, each star once (in a year, on a ladder that begins anew), in order where asked. */
function refuseBesideOthers({ star, policy, counted }: ApplyForStar['data'], book: StarBook): void {
  const others = [...book.values()];
  if (others.some(({ status }) => RUNNING.includes(status))) reject('honours/application-running');
  const held = others.filter(
    ({ status, applied }) => HELD.includes(status) && applied.counted.from === counted.from,
  );
  const highest = Math.max(0, ...held.map(({ applied }) => applied.star));
  if (star <= highest) reject('honours/star-held', { star: highest });
  const before = policy.levels.filter((each) => each.star < star).at(-1)?.star ?? 0;
  if (policy.inOrder && highest < before) reject('honours/star-skipped', { star: before });
}

const RUNNING: readonly StarStatus[] = ['applied', 'publicised', 'objected'];
const HELD: readonly StarStatus[] = ['granted', 'under-review'];

function refuseBelow(level: StarLevel, { counted, tenureMonths }: ApplyForStar['data']): void {
  const { centiHours: required } = level;
  const { centiHours } = counted;
  if (centiHours < required) reject('honours/hours-too-few', { centiHours, required });
  if (tenureMonths < level.tenureMonths) {
    reject('honours/tenure-too-short', { months: tenureMonths, required: level.tenureMonths });
  }
}

function refuseForQuality({ policy, quality }: ApplyForStar['data']): void {
  const { leastMeanMark, complaintsCount, mostUpheldComplaints } = policy;
  if (leastMeanMark > 0) {
    if (quality.meanMark === null) reject('honours/not-evaluated');
    else if (quality.meanMark < leastMeanMark) {
      reject('honours/marks-too-low', { meanMark: quality.meanMark, required: leastMeanMark });
    }
  }
  if (complaintsCount && quality.upheldComplaints > mostUpheldComplaints) {
    reject('honours/complaints-upheld', { complaints: quality.upheldComplaints });
  }
}
