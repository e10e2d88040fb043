import type {
  RecordCorrected,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import {
  CorrectIssue,
  type CreditPolicy,
  creditPolicyOn,
  IssueCredit,
  type RecordWorth,
  ReverseIssue,
} from '../contexts/time-bank/index.js';
import { localDateOf } from '../kernel/calendar.js';
import type { Command, Recorded } from '../kernel/message.js';
import type { MetaOf, Process } from './process.js';

/**
 * When a record takes effect, its hours are issued as time credit, once; when it is corrected after
 * that, the credit follows in one step; when it is voided, the credit is taken back or becomes a
 * debt. One process for all: taking back must not overtake.
 */
export function whenEffectiveHoursChangeMoveCredit(policies: readonly CreditPolicy[]): Process {
  return {
    name: 'when-effective-hours-change-move-credit',
    on: [
      'service-records.RecordTookEffect',
      'service-records.RecordCorrected',
      'service-records.RecordVoided',
    ],
    react(event, meta) {
      if (event.type === 'service-records.RecordVoided') {
        return reverse(event as Recorded<RecordVoided>, meta);
      }
      if (event.type === 'service-records.RecordCorrected') {
        return correct(event as Recorded<RecordCorrected>, { policies, meta });
      }
      const { data } = event as Recorded<RecordTookEffect>;
      return [new IssueCredit(worth(data, creditPolicyOn(data.on, policies)), meta(0))];
    },
  };
}

function correct(
  { data, meta: { recordedAt } }: Recorded<RecordCorrected>,
  { policies, meta }: { readonly policies: readonly CreditPolicy[]; readonly meta: MetaOf },
): Command[] {
  if (!data.wasEffective) return [];
  const policy = creditPolicyOn(localDateOf(recordedAt), policies);
  return [new CorrectIssue(worth(data, policy), meta(0))];
}

function worth(
  record: RecordTookEffect['data'] | RecordCorrected['data'],
  policy: CreditPolicy,
): RecordWorth {
  const { volunteerId, recordId, version, date, centiHours, stationId, organisationId } = record;
  const issuer = stationId ?? organisationId ?? 'unassigned';
  return { volunteerId, recordId, version, earnedOn: date, centiHours, issuer, policy };
}

function reverse({ data }: Recorded<RecordVoided>, meta: MetaOf): Command[] {
  const { volunteerId, recordId, wasEffective } = data;
  return wasEffective ? [new ReverseIssue({ volunteerId, recordId }, meta(0))] : [];
}
