import {
  type Instant,
  instantOf,
  type LocalDate,
  localPartsOf,
  millis,
} from '../../../kernel/calendar.js';
import { formatHours } from '../../../kernel/centi-hours.js';
import type { AnomalyPolicy } from './anomaly.policy.js';
import { grouped, sorted, windowsOf } from './in-groups.js';

/** One record, as the rules see it. */
export interface RecordFact {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly organisationId: string | null;
  readonly date: LocalDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly centiHours: number;
  readonly mode: string;
  /** Something beside the word of who typed it. */
  readonly hasProof: boolean;
  /** Neither rejected nor voided. */
  readonly standing: boolean;
  /** The volunteer had a place in the activity at some time. */
  readonly enrolled: boolean;
  readonly recorder: string;
  readonly recordedAt: Instant;
  readonly approver: string | null;
}

/** One scan of a device of ours. */
export interface ScanFact {
  readonly deviceId: string;
  readonly at: Instant;
  readonly recordId: string;
  readonly volunteerId: string;
  readonly organisationId: string | null;
}

export interface Facts {
  readonly records: readonly RecordFact[];
  readonly scans: readonly ScanFact[];
}

export const ANOMALY_RULES = [
  'two-places',
  'burst',
  'night',
  'same-device',
  'round-hours',
  'same-pair',
  'back-entries',
  'no-trace',
] as const;
export type AnomalyRule = (typeof ANOMALY_RULES)[number];

/** A hint where to look, with its reason and its records: never a verdict. */
export interface Anomaly {
  readonly rule: AnomalyRule;
  /** The same for the same finding, whenever it is looked for. */
  readonly key: string;
  readonly organisationIds: readonly string[];
  /** Accounts that typed or approved: they do not check it. */
  readonly accounts: readonly string[];
  readonly recordIds: readonly string[];
  /** Figures of the reason, beside the thresholds of the policy. */
  readonly figures: Readonly<Record<string, string | number>>;
}

type Rule = (facts: Facts, policy: AnomalyPolicy) => readonly Anomaly[];

const RULES: Readonly<Record<AnomalyRule, Rule>> = {
  'two-places': twoPlaces,
  burst,
  night,
  'same-device': sameDevice,
  'round-hours': roundHours,
  'same-pair': samePair,
  'back-entries': backEntries,
  'no-trace': noTrace,
};

/** Every anomaly in what was recorded in a time, rule by rule. */
export function anomaliesIn(facts: Facts, policy: AnomalyPolicy): readonly Anomaly[] {
  return ANOMALY_RULES.flatMap((rule) => RULES[rule](facts, policy));
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** One volunteer for two organisations at once, or with no time to get from one to the other. */
function twoPlaces({ records }: Facts, { travelMinutes }: AnomalyPolicy): Anomaly[] {
  const standing = records.filter((record) => record.standing);
  return [...grouped(standing, ({ volunteerId }) => volunteerId)].flatMap(([, own]) => {
    const inOrder = sorted(own, ({ startsAt }) => millis(startsAt));
    return inOrder.flatMap((record, index) => {
      const before = inOrder[index - 1];
      if (!before || before.organisationId === record.organisationId) return [];
      const minutes = Math.floor((millis(record.startsAt) - millis(before.endsAt)) / MINUTE_MS);
      if (minutes >= travelMinutes) return [];
      const key = `${before.recordId}+${record.recordId}`;
      return [
        anomaly('two-places', {
          key,
          records: [before, record],
          figures: { minutesBetween: minutes },
        }),
      ];
    });
  });
}

/** Many hours typed in by one account in a short time: what a shop for hours looks like. */
function burst({ records }: Facts, policy: AnomalyPolicy): Anomaly[] {
  const { burstMinutes, burstCentiHours } = policy;
  return [...grouped(records.filter(isTyped), ({ recorder }) => recorder)].flatMap(([who, own]) => {
    const inOrder = sorted(own, ({ recordedAt }) => millis(recordedAt));
    const windows = windowsOf(inOrder, ({ recordedAt }) => recordedAt, burstMinutes * MINUTE_MS);
    return windows.flatMap((window) => {
      const centiHours = sumOf(window);
      if (centiHours < burstCentiHours) return [];
      const figures = { hours: formatHours(centiHours), minutes: burstMinutes };
      return [anomaly('burst', { key: `${who}@${window[0]?.recordId}`, records: window, figures })];
    });
  });
}

/** Service in the dead of night, by organisation. */
function night({ records }: Facts, { nightFromHour, nightToHour }: AnomalyPolicy): Anomaly[] {
  const isNight = (at: Instant) => {
    const hour = Number(localPartsOf(at).time.slice(0, 2));
    return hour >= nightFromHour || hour < nightToHour;
  };
  const found = records.filter(({ standing, startsAt, endsAt }) => {
    // A minute before its end: service until five in the morning is over at five.
    const lastMinute = instantOf(millis(endsAt) - MINUTE_MS);
    return standing && (isNight(startsAt) || isNight(lastMinute));
  });
  return [...grouped(found, ({ organisationId }) => organisationId ?? '')].map(([key, own]) =>
    anomaly('night', { key, records: own, figures: { hours: formatHours(sumOf(own)) } }),
  );
}

/** One device, many people, a few seconds: somebody holds a stack of cards. */
function sameDevice({ scans, records }: Facts, policy: AnomalyPolicy): Anomaly[] {
  const { devicePeople, deviceSeconds } = policy;
  const known = new Map(records.map((record) => [record.recordId, record]));
  return [...grouped(scans, ({ deviceId }) => deviceId)].flatMap(([device, own]) => {
    const inOrder = sorted(own, ({ at }) => millis(at));
    return windowsOf(inOrder, ({ at }) => at, deviceSeconds * 1000).flatMap((window) => {
      const people = new Set(window.map(({ volunteerId }) => volunteerId)).size;
      if (people < devicePeople) return [];
      const key = `${device}@${window[0]?.recordId}`;
      const found = window.flatMap(({ recordId }) => known.get(recordId) ?? []);
      const figures = { people, seconds: deviceSeconds, device };
      return [{ ...anomaly('same-device', { key, records: found, figures }), ...idsOf(window) }];
    });
  });
}

/** Hours that are all whole ones were thought up, not measured. */
function roundHours({ records }: Facts, policy: AnomalyPolicy): Anomaly[] {
  const { roundRecordsMin, roundPercent } = policy;
  return byOperator(records).flatMap(([who, own]) => {
    const round = own.filter(({ centiHours }) => centiHours % 100 === 0);
    const percent = percentOf(round.length, own.length);
    if (own.length < roundRecordsMin || percent < roundPercent) return [];
    return [
      anomaly('round-hours', {
        key: who,
        records: round,
        figures: { percent, records: own.length },
      }),
    ];
  });
}

/** Four eyes that are always the same two pairs. */
function samePair({ records }: Facts, policy: AnomalyPolicy): Anomaly[] {
  const { pairRecordsMin, pairPercent } = policy;
  return byOperator(records).flatMap(([who, own]) => {
    const reviewed = own.filter(({ approver }) => approver !== null);
    if (reviewed.length < pairRecordsMin) return [];
    return [...grouped(reviewed, ({ approver }) => approver ?? '')].flatMap(([approver, both]) => {
      const percent = percentOf(both.length, reviewed.length);
      if (percent < pairPercent) return [];
      return [
        anomaly('same-pair', {
          key: `${who}+${approver}`,
          records: both,
          figures: { percent, records: both.length },
        }),
      ];
    });
  });
}

/** Many hours entered by one account long after they are said to have been served. */
function backEntries({ records }: Facts, policy: AnomalyPolicy): Anomaly[] {
  const { backEntryDays, backEntryCentiHours } = policy;
  return byOperator(records).flatMap(([who, own]) => {
    const late = own.filter(
      ({ endsAt, recordedAt }) => millis(recordedAt) - millis(endsAt) > backEntryDays * DAY_MS,
    );
    const centiHours = sumOf(late);
    if (centiHours === 0 || centiHours < backEntryCentiHours) return [];
    return [
      anomaly('back-entries', {
        key: who,
        records: late,
        figures: { hours: formatHours(centiHours), days: backEntryDays },
      }),
    ];
  });
}

/**
 * Typed in, without a proof, for somebody who never had a place in the activity: nothing in the
 * books but the word of who typed it. A bought hour looks like this.
 */
function noTrace({ records }: Facts): Anomaly[] {
  const found = records.filter(
    (record) => record.standing && isTyped(record) && !record.hasProof && !record.enrolled,
  );
  const key = ({ recorder, organisationId }: RecordFact) => `${recorder}@${organisationId}`;
  return [...grouped(found, key)].map(([who, own]) =>
    anomaly('no-trace', {
      key: who,
      records: own,
      figures: { hours: formatHours(sumOf(own)), records: own.length },
    }),
  );
}

/** Typed in by hand: neither signed in nor taken from a file that names its rows. */
function isTyped({ mode }: RecordFact): boolean {
  return mode !== 'sign-in' && mode !== 'import';
}

function byOperator(records: readonly RecordFact[]) {
  return [...grouped(records.filter(isTyped), ({ recorder }) => recorder)];
}

interface Found {
  readonly key: string;
  readonly records: readonly RecordFact[];
  readonly figures: Anomaly['figures'];
}

function anomaly(rule: AnomalyRule, { key, records, figures }: Found): Anomaly {
  const accounts = records.flatMap(({ recorder, approver }) => [recorder, approver ?? '']);
  const typed = records.some(isTyped);
  return {
    ...{ rule, key, figures, ...idsOf(records) },
    accounts: typed ? [...new Set(accounts.filter((id) => id !== ''))].sort() : [],
  };
}

function idsOf(of: readonly Pick<RecordFact, 'recordId' | 'organisationId'>[]) {
  const organisationIds = of.flatMap(({ organisationId }) => organisationId ?? []);
  return {
    organisationIds: [...new Set(organisationIds)].sort(),
    recordIds: [...new Set(of.map(({ recordId }) => recordId))].sort(),
  };
}

function sumOf(records: readonly RecordFact[]): number {
  return records.reduce((sum, { centiHours }) => sum + centiHours, 0);
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 100) / whole);
}
