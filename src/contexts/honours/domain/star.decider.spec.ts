import fc from 'fast-check';
import { given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { Rejection } from '../../../kernel/rejection.js';
import type { StarCommand } from './star.commands.js';
import { stars } from './star.decider.js';
import type { StarEvent } from './star.events.js';
import {
  policy,
  DUE,
  counted,
  apply,
  applied,
  decide,
  publicised,
  refused,
  object,
  objected,
  settle,
  dismissed,
  grant,
  granted,
  recheck,
  opened,
  review,
  kept,
  revoked,
  held,
} from './star.fixture.js';
import type { StarScheme } from './star-scheme.policy.js';

describe('applying for a star', () => {
  it('is not for who has left', () => {
    given(stars)
      .when(apply(30_000, { gone: true }))
      .thenRefuses('honours/volunteer-left');
  });

  it('300.00 hours are enough for two stars, under the dated ladder', () => {
    given(stars)
      .when(apply(30_000))
      .then([{ ...applied, policies: { 'star-scheme': policy.version } }]);
  });

  it('299.99 hours are not', () => {
    given(stars)
      .when(apply(29_999))
      .thenRefuses('honours/hours-too-few', { centiHours: 29_999, required: 30_000 });
  });

  it('again under the same id changes nothing', () => {
    given(stars, [applied]).when(apply()).thenNothing();
  });

  it('knows the stars of its ladder only', () => {
    given(stars)
      .when(apply(999_999, { star: 6 }))
      .thenRefuses('honours/star-unknown');
  });

  it.each([[[applied]], [[applied, publicised]], [[applied, publicised, objected]]])(
    'waits while another one runs',
    (events) => {
      given(stars, events)
        .when(apply(60_000, { applicationId: 'a-2', star: 3 }))
        .thenRefuses('honours/application-running');
    },
  );

  it('is for more stars than are held; what was refused or revoked may be asked for again', () => {
    const again = apply(30_000, { applicationId: 'a-2' });
    given(stars, held).when(again).thenRefuses('honours/star-held', { star: 2 });
    for (const end of [[refused('not-approved', 'officer')], [publicised, granted, revoked]]) {
      expect(given(stars, [applied, ...end]).when(again).events).toHaveLength(1);
    }
  });

  it('on a ladder that begins anew each year asks for the same star again', () => {
    const nextYear = { ...counted(30_000), from: '2027-01-01' };
    const again = apply(0, { applicationId: 'a-2', counted: nextYear });
    expect(given(stars, held).when(again).events).toHaveLength(1);
  });

  it('goes star by star where the ladder says so', () => {
    const inOrder: StarScheme = { ...policy, inOrder: true };
    given(stars)
      .when(apply(30_000, { policy: inOrder }))
      .thenRefuses('honours/star-skipped', { star: 1 });
    const next = apply(60_000, { applicationId: 'a-2', star: 3, policy: inOrder });
    expect(given(stars, held).when(next).events).toHaveLength(1);
  });

  it('asks for tenure where the ladder does', () => {
    const levels = policy.levels.map((level) => ({ ...level, tenureMonths: 6 }));
    given(stars)
      .when(apply(30_000, { policy: { ...policy, levels }, tenureMonths: 5 }))
      .thenRefuses('honours/tenure-too-short', { months: 5, required: 6 });
  });

  it('asks for quality where the ladder does', () => {
    const strict: StarScheme = { ...policy, leastMeanMark: 400, complaintsCount: true };
    const asks = (meanMark: number | null, upheldComplaints = 0) =>
      given(stars).when(apply(30_000, { policy: strict, quality: { meanMark, upheldComplaints } }));
    asks(null).thenRefuses('honours/not-evaluated');
    asks(399).thenRefuses('honours/marks-too-low', { meanMark: 399, required: 400 });
    asks(400, 1).thenRefuses('honours/complaints-upheld', { complaints: 1 });
    expect(asks(400).events).toHaveLength(1);
  });
});

describe('deciding an application', () => {
  it('at the right level puts it in public', () => {
    given(stars, [applied])
      .when(decide())
      .then([{ ...publicised, policies: { 'star-scheme': policy.version } }]);
    expect(given(stars, [applied]).when(decide({ level: 'province' })).events).toHaveLength(1);
  });

  it.each([null, 'organisation' as const])('at the level %s is refused', (level) => {
    given(stars, [applied])
      .when(decide({ level }))
      .thenRefuses('honours/approver-too-low', { needed: 'county' });
  });

  it('may say no', () => {
    given(stars, [applied])
      .when(decide({ decision: 'refuse' }))
      .then([refused('not-approved', 'officer')]);
  });

  it('is neither for its holder nor for who applied, and happens once', () => {
    given(stars, [applied])
      .when(decide({ approverVolunteerId: 'v-1' }))
      .thenRefuses('honours/own-honour');
    given(stars, [applied])
      .when(decide({ approver: 'v-account' }))
      .thenRefuses('honours/applicant-is-decider');
    given(stars, [applied, publicised])
      .when(decide())
      .thenRefuses('honours/application-not-waiting', { status: 'publicised' });
    given(stars).when(decide()).thenRefuses('honours/application-unknown');
  });
});

describe('an objection', () => {
  const inPublic = [applied, publicised];

  it('stops what is in public, once', () => {
    given(stars, inPublic).when(object()).then([objected]);
    given(stars, [...inPublic, objected])
      .when(object())
      .thenNothing();
    given(stars, [...inPublic, objected])
      .when(object({ objectionId: 'o-2' }))
      .thenRefuses('honours/objection-open');
    given(stars, [...inPublic, objected])
      .when(grant())
      .thenRefuses('honours/not-in-public', { status: 'objected' });
  });

  it('comes in time, and from somebody else', () => {
    given(stars, [applied])
      .when(object())
      .thenRefuses('honours/not-in-public', { status: 'applied' });
    given(stars, inPublic)
      .when(object({ objector: 'v-account' }))
      .thenRefuses('honours/own-honour');
  });

  it('is dismissed, and the days that were left run on', () => {
    given(stars, [...inPublic, objected])
      .when(settle())
      .then([dismissed]);
    given(stars, [...inPublic, objected, dismissed])
      .when(grant(30_000, '2026-03-11'))
      .thenRefuses('honours/publicity-running', { effectiveOn: '2026-03-12' });
  });

  it('is upheld, and the application is refused', () => {
    given(stars, [...inPublic, objected])
      .when(settle({ outcome: 'uphold' }))
      .then([refused('objection-upheld', 'chief')]);
  });

  it('is decided by somebody else, while it is open', () => {
    const open = [...inPublic, objected];
    given(stars, open)
      .when(settle({ decider: 'neighbour' }))
      .thenRefuses('honours/objector-is-decider');
    given(stars, open)
      .when(settle({ deciderVolunteerId: 'v-1' }))
      .thenRefuses('honours/own-honour');
    given(stars, open)
      .when(settle({ level: 'organisation' }))
      .thenRefuses('honours/approver-too-low', { needed: 'county' });
    given(stars, inPublic).when(settle()).thenRefuses('honours/objection-unknown');
    given(stars, [...open, refused('objection-upheld', 'chief')])
      .when(settle())
      .thenRefuses('honours/objection-unknown');
  });
});

describe('granting', () => {
  it('comes when publicity has passed, with the hours counted again', () => {
    given(stars, [applied, publicised]).when(grant()).then([granted]);
    given(stars, [applied, publicised])
      .when(grant(30_000, '2026-03-09'))
      .thenRefuses('honours/publicity-running', { effectiveOn: DUE });
    given(stars, held).when(grant()).thenNothing();
    given(stars, [applied])
      .when(grant())
      .thenRefuses('honours/not-in-public', { status: 'applied' });
  });

  it('fails when hours were voided meanwhile, and says so', () => {
    given(stars, [applied, publicised])
      .when(grant(29_999))
      .then([refused('hours-voided', 'system')]);
  });
});

describe('a granted star whose hours were voided', () => {
  it('is looked at by a person, once for so many hours', () => {
    given(stars, held)
      .when(recheck(29_000))
      .then([opened(29_000)]);
    given(stars, held).when(recheck(30_000)).thenNothing();
    given(stars, [...held, opened(29_000)])
      .when(recheck(28_000))
      .thenNothing();
    given(stars, [...held, opened(29_000), kept])
      .when(recheck(29_000))
      .thenNothing();
    given(stars, [...held, opened(29_000), kept])
      .when(recheck(28_999))
      .then([opened(28_999)]);
  });

  it('is kept or revoked, not by its holder nor below the level that approved', () => {
    const open = [...held, opened(29_000)];
    given(stars, open).when(review('keep')).then([kept]);
    given(stars, open).when(review('revoke')).then([revoked]);
    given(stars, open)
      .when(review('keep', { deciderVolunteerId: 'v-1' }))
      .thenRefuses('honours/own-honour');
    for (const outcome of ['keep', 'revoke'] as const) {
      given(stars, open)
        .when(review(outcome, { level: 'organisation' }))
        .thenRefuses('honours/approver-too-low', { needed: 'county' });
    }
    given(stars, held)
      .when(review('revoke'))
      .thenRefuses('honours/no-review-open', { status: 'granted' });
  });
});

describe('after any sequence of commands', () => {
  const hours = fc.integer({ min: 28_000, max: 32_000 });
  const command: fc.Arbitrary<StarCommand> = fc.oneof(
    fc
      .tuple(hours, fc.nat({ max: 3 }))
      .map(([centi, n]) => apply(centi, { applicationId: `a-${n}` })),
    fc.constantFrom<StarCommand>(decide(), object(), settle(), review('keep'), review('revoke')),
    hours.map((centi) => grant(centi)),
    hours.map((centi) => recheck(centi)),
  );

  it('no star rests on fewer hours than it needs, and a repeat adds nothing', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const events: StarEvent[] = [];
        for (const c of commands) {
          try {
            events.push(...stars.decide(c, fold(stars, events)));
          } catch (error) {
            if (!(error instanceof Rejection)) throw error;
          }
        }
        for (const event of events) {
          if (event.type !== 'honours.StarGranted') continue;
          const { counted: now, requiredCentiHours } = event.data;
          expect(now.centiHours).toBeGreaterThanOrEqual(requiredCentiHours);
        }
        const ids = events.flatMap((e) =>
          e.type === 'honours.StarApplied' ? [e.data.applicationId] : [],
        );
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
