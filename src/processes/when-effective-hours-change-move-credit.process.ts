import type { RecordTookEffect, RecordVoided } from '../contexts/service-records/index.js';
import { creditPolicyOn, IssueCredit, ReverseIssue } from '../contexts/time-bank/index.js';
import type { Command, Recorded } from '../kernel/message.js';
import type { MetaOf, Process } from './process.js';

/**
 * When a record takes effect, its hours are issued as time credit, once; when it is voided, that
 * credit is taken back or becomes a debt. One process for both: taking back must not overtake.
 */
export const whenEffectiveHoursChangeMoveCredit: Process = {
  name: 'when-effective-hours-change-move-credit',
  on: ['service-records.RecordTookEffect', 'service-records.RecordVoided'],
  react(event, meta) {
    return event.type === 'service-records.RecordVoided'
      ? reverse(event as Recorded<RecordVoided>, meta)
      : issue(event as Recorded<RecordTookEffect>, meta);
  },
};

function issue({ data }: Recorded<RecordTookEffect>, meta: MetaOf): Command[] {
  const { volunteerId, recordId, date, centiHours, stationId, organisationId, on } = data;
  const issuer = stationId ?? organisationId ?? 'unassigned';
  const policy = creditPolicyOn(on);
  const credit = { volunteerId, recordId, earnedOn: date, centiHours, issuer, policy };
  return [new IssueCredit(credit, meta(0))];
}

function reverse({ data }: Recorded<RecordVoided>, meta: MetaOf): Command[] {
  const { volunteerId, recordId, wasEffective } = data;
  return wasEffective ? [new ReverseIssue({ volunteerId, recordId }, meta(0))] : [];
}
