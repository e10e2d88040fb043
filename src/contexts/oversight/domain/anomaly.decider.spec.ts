import { aMeta, given } from '../../../../test/support/given.js';
import { CheckAnomaly } from './anomaly.commands.js';
import { anomaly } from './anomaly.decider.js';
import type { AnomalyChecked } from './anomaly.events.js';

const check = (over: Partial<CheckAnomaly['data']> = {}) =>
  new CheckAnomaly(
    {
      ...{ anomalyId: 'a-1', rule: 'no-trace', month: '2026-03', recordIds: ['r-1', 'r-2'] },
      ...{ finding: 'irregular', checker: 'supervisor', involved: ['clerk', 'manager'] },
      ...{ hasNote: true, policyVersion: 'anomalies/2021-02', ...over },
    },
    aMeta(),
  );
const checked = (over: Partial<AnomalyChecked['data']> = {}): AnomalyChecked => ({
  type: 'oversight.AnomalyChecked',
  data: {
    ...{ anomalyId: 'a-1', rule: 'no-trace', month: '2026-03', records: 2 },
    ...{ recordIds: ['r-1', 'r-2'], finding: 'irregular', checker: 'supervisor' },
    ...{ hasNote: true, ...over },
  },
  policies: { anomalies: 'anomalies/2021-02' },
});

describe('checking an anomaly', () => {
  it('records what was found, by whom, and of which records', () => {
    given(anomaly).when(check()).then([checked()]);
  });

  it('names the first five hundred records and counts them all', () => {
    const recordIds = Array.from({ length: 501 }, (_, i) => `r-${i}`);
    const [event] = given(anomaly).when(check({ recordIds })).events;
    expect(event?.data.records).toBe(501);
    expect(event?.data.recordIds).toHaveLength(500);
  });

  it('is quiet when the same person finds the same of the same', () => {
    given(anomaly, [checked()]).when(check()).thenNothing();
  });

  it('is told again when records came, the finding changed, or somebody else looked', () => {
    const later = given(anomaly, [checked()]);
    const more = ['r-1', 'r-2', 'r-3'];
    later.when(check({ recordIds: more })).then([checked({ recordIds: more, records: 3 })]);
    later.when(check({ finding: 'explained' })).then([checked({ finding: 'explained' })]);
    later.when(check({ checker: 'auditor' })).then([checked({ checker: 'auditor' })]);
  });

  it('refuses who typed in or approved what is looked at', () => {
    given(anomaly)
      .when(check({ checker: 'manager' }))
      .thenRefuses('oversight/involved');
  });

  it('refuses a finding without words, unless nothing was found', () => {
    const silent = { hasNote: false };
    given(anomaly).when(check(silent)).thenRefuses('oversight/note-missing');
    given(anomaly)
      .when(check({ ...silent, finding: 'nothing-found' }))
      .then([checked({ ...silent, finding: 'nothing-found' })]);
  });
});
