import type { Decider } from '../../../kernel/decider.js';
import type { CheckAnomaly } from './anomaly.commands.js';
import type { AnomalyChecked, AnomalyEvent } from './anomaly.events.js';
import { reject } from './oversight.rejections.js';

/** Records named in one event; the rest is counted. */
const RECORDS_NAMED_MAX = 500;

interface AnomalyState {
  last: AnomalyChecked['data'] | undefined;
}

/** The checks of one anomaly. What an anomaly is follows from the records, and is never stored. */
export const anomaly: Decider<CheckAnomaly, AnomalyState, AnomalyEvent> = {
  category: 'anomaly',
  streamId: ({ data }) => data.anomalyId,
  initialState: () => ({ last: undefined }),
  decide({ data }, { last }) {
    const { anomalyId, rule, month, finding, checker, hasNote } = data;
    if (data.involved.includes(checker)) reject('oversight/involved');
    if (finding !== 'nothing-found' && !hasNote) reject('oversight/note-missing');
    const records = data.recordIds.length;
    const same = last?.finding === finding && last.checker === checker && last.records === records;
    if (same) return [];
    const recordIds = data.recordIds.slice(0, RECORDS_NAMED_MAX);
    return [
      {
        type: 'oversight.AnomalyChecked',
        data: { anomalyId, rule, month, records, recordIds, finding, checker, hasNote },
        policies: { anomalies: data.policyVersion },
      },
    ];
  },
  evolve(state, { data }) {
    state.last = data;
    return state;
  },
};
