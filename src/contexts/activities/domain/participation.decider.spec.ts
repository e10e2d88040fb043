import { aMeta, given } from '../../../../test/support/given.js';
import { AGE_POLICIES } from '../../../kernel/age-policy.js';
import { instantAt } from '../../../kernel/calendar.js';
import {
  AcknowledgeRisk,
  ConfirmGuardianPresence,
  EnrolVolunteer,
  NoteInsurance,
  SetRequirements,
} from './activity.commands.js';
import { activity } from './activity.decider.js';
import type { ActivityEvent } from './activity.events.js';
import { NO_REQUIREMENTS, type Person, type Requirements } from './participation.policy.js';

const at = (time: string) => instantAt('2026-03-07', time);
const scheduled: ActivityEvent = {
  type: 'activities.ActivityScheduled',
  data: {
    ...{ activityId: 'a-1', projectId: 'p-1', organisationId: 'o-1', stationId: null },
    ...{ divisionCode: '150602001003', title: '护河', place: '河岸', content: '巡护' },
    category: 'environment',
    shifts: [{ shiftId: 'h-1', startsAt: at('09:00'), endsAt: at('11:00'), capacity: 9 }],
  },
};
const open: ActivityEvent[] = [
  scheduled,
  { type: 'activities.ActivityScreened', data: { activityId: 'a-1', findings: [] } },
];
const risky: Requirements = { ...NO_REQUIREMENTS, danger: true, riskNotice: '临水' };
const set = (requirements: Requirements) =>
  new SetRequirements({ activityId: 'a-1', requirements }, aMeta());
const required = (requirements: Requirements, noticeVersion: number): ActivityEvent => ({
  type: 'activities.RequirementsSet',
  data: { activityId: 'a-1', requirements, noticeVersion },
});
const acknowledge = (noticeVersion: number) =>
  new AcknowledgeRisk({ activityId: 'a-1', volunteerId: 'v-1', noticeVersion }, aMeta());
const acknowledged = (noticeVersion: number): ActivityEvent => ({
  type: 'activities.RiskAcknowledged',
  data: { activityId: 'a-1', volunteerId: 'v-1', noticeVersion },
});
const insurance = {
  ...{ activityId: 'a-1', insuranceId: 'i-1', volunteerId: null, recorder: 'clerk' },
  ...{ validFrom: '2026-03-01', validUntil: '2026-03-31', proofHash: 'ab'.repeat(32) },
};
const insured = (
  over: Partial<{ volunteerId: string; validUntil: string }> = {},
): ActivityEvent => ({
  type: 'activities.InsuranceNoted',
  data: { ...insurance, ...over },
});
const person: Person = {
  ...{ age: 40, left: false, guardian: 'none', accompanied: false, qualifications: [] },
};
const enrol = (over: Partial<EnrolVolunteer['data']> = {}) =>
  new EnrolVolunteer(
    {
      ...{ activityId: 'a-1', shiftId: 'h-1', volunteerId: 'v-1', at: at('08:00') },
      ...{ acknowledges: null, person, agePolicy: AGE_POLICIES[0], ...over },
    },
    aMeta(),
  );
const enrolled: ActivityEvent = {
  type: 'activities.VolunteerEnrolled',
  data: { activityId: 'a-1', shiftId: 'h-1', volunteerId: 'v-1' },
};

describe('the requirements of an activity', () => {
  it('are set, and set again only when they differ', () => {
    given(activity, open)
      .when(set(risky))
      .then([required(risky, 1)]);
    given(activity, [...open, required(risky, 1)])
      .when(set(risky))
      .thenNothing();
    given(activity, open).when(set(NO_REQUIREMENTS)).thenNothing();
  });

  it('number the wordings of the risk notice, and nothing else', () => {
    const insuredToo = { ...risky, insurance: true };
    given(activity, [...open, required(risky, 1)])
      .when(set(insuredToo))
      .then([required(insuredToo, 1)]);
    const reworded = { ...risky, riskNotice: '临水，水深' };
    given(activity, [...open, required(risky, 1)])
      .when(set(reworded))
      .then([required(reworded, 2)]);
  });

  it('tell the risks of what may be dangerous', () => {
    given(activity, open)
      .when(set({ ...risky, riskNotice: null }))
      .thenRefuses('activities/risk-notice-missing');
  });

  it('belong to an activity that was scheduled', () => {
    given(activity).when(set(risky)).thenRefuses('activities/activity-unknown');
  });
});

describe('acknowledging the risks', () => {
  it('names the wording that was read, once', () => {
    given(activity, [...open, required(risky, 1)])
      .when(acknowledge(1))
      .then([acknowledged(1)]);
    given(activity, [...open, required(risky, 1), acknowledged(1)])
      .when(acknowledge(1))
      .thenNothing();
  });

  it('refuses without a notice, and of another wording', () => {
    given(activity, open).when(acknowledge(1)).thenRefuses('activities/no-risk-notice');
    given(activity, [...open, required(risky, 2)])
      .when(acknowledge(1))
      .thenRefuses('activities/risk-notice-changed', { noticeVersion: 2 });
  });
});

describe('insurance', () => {
  it('is noted once', () => {
    const note = new NoteInsurance(insurance, aMeta());
    given(activity, open).when(note).then([insured()]);
    given(activity, [...open, insured()])
      .when(note)
      .thenNothing();
  });

  it('does not end before it begins', () => {
    given(activity, open)
      .when(new NoteInsurance({ ...insurance, validUntil: '2026-02-28' }, aMeta()))
      .thenRefuses('activities/period-backwards');
  });
});

describe('enrolling where something is required', () => {
  const dangerous = [...open, required(risky, 1)];

  it('V10: refuses without a word on the risks, then without insurance', () => {
    given(activity, dangerous)
      .when(enrol())
      .thenRefuses('activities/risk-notice-not-acknowledged', { noticeVersion: 1 });
    given(activity, dangerous)
      .when(enrol({ acknowledges: 1 }))
      .thenRefuses('activities/insurance-missing');
  });

  it('acknowledges and enrols in one breath', () => {
    given(activity, [...dangerous, insured()])
      .when(enrol({ acknowledges: 1 }))
      .then([acknowledged(1), enrolled]);
    given(activity, [...dangerous, insured(), acknowledged(1)])
      .when(enrol())
      .then([enrolled]);
  });

  it('V10: asks for insurance of this person on this day', () => {
    for (const [event, isEnough] of [
      [insured({ volunteerId: 'v-1' }), true],
      [insured({ volunteerId: 'v-2' }), false],
      [insured({ validUntil: '2026-03-06' }), false],
      [insured({ validUntil: '2026-03-07' }), true],
    ] as const) {
      const when = given(activity, [...dangerous, event]).when(enrol({ acknowledges: 1 }));
      if (isEnough) expect(when.events).toHaveLength(2);
      else when.thenRefuses('activities/insurance-missing');
    }
  });

  it('V9, V11: says what is missing about the person', () => {
    const qualified = { ...NO_REQUIREMENTS, qualifications: ['first-aid'] };
    given(activity, [...open, required(qualified, 0)])
      .when(enrol())
      .thenRefuses('activities/qualification-missing', { qualification: 'first-aid' });
    given(activity, open)
      .when(enrol({ person: { ...person, age: 13 } }))
      .thenRefuses('activities/guardian-consent-missing');
  });

  it('leaves alone who is enrolled already', () => {
    given(activity, [...dangerous, enrolled])
      .when(enrol())
      .thenNothing();
  });
});

describe('the guardian of a child that does not come alone', () => {
  const data = { activityId: 'a-1', shiftId: 'h-1', volunteerId: 'v-1', recorder: 'clerk' };
  const confirm = new ConfirmGuardianPresence(data, aMeta());
  const seen: ActivityEvent = { type: 'activities.GuardianPresenceConfirmed', data };

  it('is seen by staff, once', () => {
    given(activity, [...open, enrolled])
      .when(confirm)
      .then([seen]);
    given(activity, [...open, enrolled, seen])
      .when(confirm)
      .thenNothing();
  });

  it('comes with a child that is enrolled in a shift there is', () => {
    given(activity, open).when(confirm).thenRefuses('activities/not-enrolled');
    given(activity, [...open, enrolled])
      .when(new ConfirmGuardianPresence({ ...data, shiftId: 'h-9' }, aMeta()))
      .thenRefuses('activities/shift-unknown');
  });
});
