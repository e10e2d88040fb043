import { instantAt, type Instant, type LocalDate } from '../../../kernel/calendar.js';
import { centiHoursOfSeconds } from '../../../kernel/centi-hours.js';
import { Rejection } from '../../../kernel/rejection.js';
import { dateOf, hoursOf, plain, timeOf } from './cells.js';
import { reject } from './exchange.rejections.js';
import type { Column, TableRow } from './table.js';

/** The columns of a service log (Order 67 art. 7). */
export type ServiceRecordColumn =
  | '志愿者编号'
  | '证件号码'
  | '项目名称'
  | '活动名称'
  | '服务日期'
  | '开始时间'
  | '结束时间'
  | '服务地点'
  | '服务内容'
  | '服务时长(小时)'
  | '组织单位'
  | '活动负责人'
  | '录入方式'
  | '状态代码';

export const SERVICE_RECORD_COLUMNS: readonly Column<ServiceRecordColumn>[] = [
  { name: '志愿者编号', required: true },
  { name: '证件号码', required: false, aliases: ['身份证号', '身份证号码', '身份证件号码'] },
  { name: '项目名称', required: false },
  { name: '活动名称', required: true },
  { name: '服务日期', required: true },
  { name: '开始时间', required: true },
  { name: '结束时间', required: true },
  { name: '服务地点', required: true },
  { name: '服务内容', required: true },
  { name: '服务时长(小时)', required: true, aliases: ['服务时长', '服务时间(小时)'] },
  { name: '组织单位', required: true, aliases: ['活动组织单位'] },
  { name: '活动负责人', required: true },
  { name: '录入方式', required: false },
  { name: '状态代码', required: false },
];

/** The national platform's codes of a row that is no hour, and of what it may become (`national-rows.ts`). */
const NOT_SIGNED_OUT = '1';
const NOT_STANDING: readonly string[] = ['3', '4'];
const STANDING: readonly string[] = ['', '0', '2', '5'];

/** What the row says in words: it may name people. */
export interface ServiceText {
  readonly project: string;
  readonly activity: string;
  readonly place: string;
  readonly content: string;
  readonly leader: string;
  readonly unit: string;
}

export interface ServiceEntry {
  readonly volunteerId: string;
  readonly date: LocalDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly statedCentiHours: number;
  readonly text: ServiceText;
}

/** What has to be looked up before a row can be judged. */
export interface ServiceRowFacts {
  /** Undefined when nobody is registered under what the row says of the volunteer. */
  readonly volunteerId: string | undefined;
  readonly now: Instant;
}

type Row = TableRow<ServiceRecordColumn>;
const TEXT_CHARACTERS_MAX = 2_000;
const DAY_SECONDS = 86_400;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/u;

export function whoOf({ cells }: Row): { volunteerNo: string; idNumber: string } {
  return { volunteerNo: plain(cells['志愿者编号']), idNumber: plain(cells['证件号码']) };
}

/**
 * A row is refused under the first rule it breaks, in this order: state there, date, organising unit, volunteer,
 * no time, midnight or end before start, future, hours. Overlap is the service book's to judge.
 *
 * @throws Rejection `service-records/*`, `exchange/*`
 */
export function judgeServiceRow(row: Row, { volunteerId, now }: ServiceRowFacts): ServiceEntry {
  const { cells, overlong } = row;
  if (overlong) reject('exchange/row-malformed');
  refuseNoHour(plain(cells['状态代码']));
  const date = dateOf(cells['服务日期']) ?? refuse('no-such-date', { date: cells['服务日期'] });
  const unit = cells['组织单位'];
  if (unit === '') refuse('organising-unit-missing');
  if (volunteerId === undefined) return refuse('unknown-volunteer');
  const times = timesOf(cells);
  const stated = hoursOf(cells['服务时长(小时)']);
  refuseBadInterval(times, stated);
  const { startsAt, endsAt } = instantsOf(date, times);
  if (endsAt > now) refuse('in-the-future');
  const statedCentiHours = hoursWithin(times, stated);
  return { volunteerId, date, startsAt, endsAt, statedCentiHours, text: textOf(row) };
}

/** What was deleted, refused or left open there must not come to life here. */
function refuseNoHour(state: string): void {
  if (state === NOT_SIGNED_OUT) reject('exchange/row-not-signed-out');
  if (NOT_STANDING.includes(state)) reject('exchange/row-not-standing');
  if (!STANDING.includes(state)) reject('exchange/state-unknown');
}

interface Times {
  readonly start: string;
  readonly end: string;
  /** End minus start; negative when the end comes first. */
  readonly seconds: number;
}

function timesOf(cells: Row['cells']): Times {
  if (cells['开始时间'] === '' || cells['结束时间'] === '') refuse('no-time');
  const start = timeOf(cells['开始时间']);
  const end = timeOf(cells['结束时间']);
  if (start === undefined || end === undefined) return reject('exchange/time-malformed');
  return { start, end, seconds: secondsOf(end) - secondsOf(start) };
}

/** An end before the start crosses midnight when the stated hours fit exactly into the next day. */
function refuseBadInterval({ seconds }: Times, stated: number | undefined): void {
  if (seconds === 0) refuse('no-time');
  if (seconds > 0) return;
  const across = centiHoursOfSeconds(seconds + DAY_SECONDS);
  refuse(stated === across ? 'crosses-midnight' : 'end-before-start');
}

function hoursWithin({ seconds }: Times, stated: number | undefined): number {
  if (stated === undefined || stated < 0) return reject('exchange/hours-malformed');
  const interval = centiHoursOfSeconds(seconds);
  if (stated > interval) {
    refuse('hours-exceed-interval', { statedCentiHours: stated, intervalCentiHours: interval });
  }
  if (stated === 0) refuse('no-time');
  return stated;
}

function instantsOf(
  date: LocalDate,
  { start, end }: Times,
): { startsAt: Instant; endsAt: Instant } {
  return { startsAt: instantAt(date, start), endsAt: instantAt(date, end) };
}

function textOf({ cells }: Row): ServiceText {
  const text = {
    project: cells['项目名称'],
    activity: cells['活动名称'],
    place: cells['服务地点'],
    content: cells['服务内容'].replace(/\r\n?/g, '\n'),
    leader: cells['活动负责人'],
    unit: cells['组织单位'],
  };
  if (text.activity === '') reject('exchange/activity-missing');
  const wrong = Object.values(text).some(
    (value) => [...value].length > TEXT_CHARACTERS_MAX || CONTROL.test(value),
  );
  if (wrong) reject('exchange/text-malformed');
  return text;
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}

/** The codes of the service book's own catalogue: the same rules, met earlier. */
function refuse(
  reason:
    | 'no-such-date'
    | 'organising-unit-missing'
    | 'unknown-volunteer'
    | 'no-time'
    | 'crosses-midnight'
    | 'end-before-start'
    | 'in-the-future'
    | 'hours-exceed-interval',
  facts: Readonly<Record<string, string | number>> = {},
): never {
  throw new Rejection(`service-records/${reason}`, facts);
}
