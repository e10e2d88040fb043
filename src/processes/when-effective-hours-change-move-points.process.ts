import { AwardRecordPoints, VoidAward } from '../contexts/points/index.js';
import type {
  RecordCorrected,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import { localDateOf } from '../kernel/calendar.js';
import type { Command, Recorded } from '../kernel/message.js';
import type { MetaOf, Process } from './process.js';

/**
 * When hours take effect, volunteer points follow them by class and coefficient; when they are
 * corrected or voided, the points do too. Hours themselves are never touched. One process for all
 * of them: what undoes must not overtake.
 */
export const whenEffectiveHoursChangeMovePoints: Process = {
  name: 'when-effective-hours-change-move-points',
  on: [
    'service-records.RecordTookEffect',
    'service-records.RecordCorrected',
    'service-records.RecordVoided',
  ],
  react(event, meta) {
    if (event.type === 'service-records.RecordVoided') {
      return voided(event as Recorded<RecordVoided>, meta);
    }
    const { data } = event as Recorded<RecordTookEffect | RecordCorrected>;
    if ('wasEffective' in data && !data.wasEffective) return [];
    const on = 'on' in data ? data.on : localDateOf(event.meta.recordedAt);
    return [award(data, on, meta)];
  },
};

function award(
  record: RecordTookEffect['data'] | RecordCorrected['data'],
  on: string,
  meta: MetaOf,
): Command {
  const { volunteerId, recordId, version, date, centiHours, stationId, organisationId } = record;
  const issuer = stationId ?? organisationId ?? 'unassigned';
  const data = { volunteerId, recordId, version, issuer, centiHours, date, on };
  return new AwardRecordPoints(data, meta(0));
}

function voided({ data }: Recorded<RecordVoided>, meta: MetaOf): Command[] {
  const { volunteerId, recordId, wasEffective } = data;
  if (!wasEffective) return [];
  return [new VoidAward({ accountId: `volunteer.${volunteerId}`, causeId: recordId }, meta(0))];
}
