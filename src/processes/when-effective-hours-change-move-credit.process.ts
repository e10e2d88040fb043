import type { RecordTookEffect, RecordVoided } from '../contexts/service-records/index.js';
import {
  type CreditPolicy,
  creditPolicyOn,
  IssueCredit,
  ReverseIssue,
} from '../contexts/time-bank/index.js';
import type { Command, Recorded } from '../kernel/message.js';
import type { MetaOf, Process } from './process.js';

/**
 * When a record takes effect, its hours are issued as time credit, once; when it is voided, that
 * credit is taken back or becomes a debt. One process for both: taking back must not overtake.
 */
export function whenEffectiveHoursChangeMoveCredit(policies: readonly CreditPolicy[]): Process {
  return {
    name: 'when-effective-hours-change-move-credit',
    on: ['service-records.RecordTookEffect', 'service-records.RecordVoided'],
    react(event, meta) {
      if (event.type === 'service-records.RecordVoided') {
        return reverse(event as Recorded<RecordVoided>, meta);
      }
      const { data } = event as Recorded<RecordTookEffect>;
      return issue(data, creditPolicyOn(data.on, policies), meta);
    },
  };
}

function issue(record: RecordTookEffect['data'], policy: CreditPolicy, meta: MetaOf): Command[] {
  const { volunteerId, recordId, date, centiHours, stationId, organisationId } = record;
  const issuer = stationId ?? organisationId ?? 'unassigned';
  const credit = { volunteerId, recordId, earnedOn: date, centiHours, issuer, policy };
  return [new IssueCredit(credit, meta(0))];
}

function reverse({ data }: Recorded<RecordVoided>, meta: MetaOf): Command[] {
  const { volunteerId, recordId, wasEffective } = data;
  return wasEffective ? [new ReverseIssue({ volunteerId, recordId }, meta(0))] : [];
}
