import { aMeta, given } from '../../../../test/support/given.js';
import { NoteRetention } from './retention.commands.js';
import { retention } from './retention.decider.js';
import { cutoff } from './retention.policy.js';

const none = {
  ...({ class: 'complaint', documents: [], lines: 0, closedBefore: '2023-03-02' } as const),
};
const document = { subject: 'v-1', kind: 'complaint', id: 'c-1' };
const note = (data: object) =>
  new NoteRetention({ ...none, policyVersion: 'retention/2026-01', ...data }, aMeta());
const policies = { 'privacy/retention': 'retention/2026-01' };

describe('what was deleted because its time was over', () => {
  it('is noted, with the policy it was deleted by', () => {
    given(retention)
      .when(note({ documents: [document] }))
      .then([
        { type: 'privacy.RetentionApplied', data: { ...none, documents: [document] }, policies },
      ]);
    given(retention)
      .when(note({ class: 'reads', lines: 7 }))
      .then([
        { type: 'privacy.RetentionApplied', data: { ...none, class: 'reads', lines: 7 }, policies },
      ]);
  });

  it('is not noted when it was nothing', () => {
    given(retention).when(note({})).thenNothing();
  });
});

describe('the day before which a matter must have been closed', () => {
  it.each([
    ['2026-03-02', 36, '2023-03-02'],
    ['2026-03-02', 3, '2025-12-02'],
    ['2026-01-31', 1, '2025-12-31'],
    ['2026-03-31', 1, '2026-02-31'],
    ['2026-12-01', 12, '2025-12-01'],
  ])('%s less %i months is %s', (today, months, day) => {
    expect(cutoff(today, months)).toBe(day);
  });
});
