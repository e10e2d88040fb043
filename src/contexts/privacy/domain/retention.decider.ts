import type { Decider } from '../../../kernel/decider.js';
import type { NoteRetention } from './retention.commands.js';
import type { RetentionApplied } from './retention.events.js';

/** What was deleted by the calendar, one stream for each class. No rule asks what went before. */
export const retention: Decider<NoteRetention, object, RetentionApplied> = {
  category: 'retention',
  streamId: ({ data }) => data.class,
  initialState: () => ({}),
  decide({ data: { policyVersion, ...data } }) {
    if (data.documents.length === 0 && data.lines === 0) return [];
    const policies = { 'privacy/retention': policyVersion };
    return [{ type: 'privacy.RetentionApplied', data, policies }];
  },
  evolve: (state) => state,
};
