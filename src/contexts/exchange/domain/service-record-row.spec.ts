import { Rejection } from '../../../kernel/rejection.js';
import {
  judgeServiceRow,
  SERVICE_RECORD_COLUMNS,
  type ServiceRecordColumn,
  whoOf,
} from './service-record-row.js';
import type { TableRow } from './table.js';

const NOW = '2026-11-21T02:00:00.000Z';
const CELLS: Record<ServiceRecordColumn, string> = {
  ...{ 志愿者编号: '1520190000148', 证件号码: '150602198005198373', 项目名称: '文化体育项目' },
  ...{ 活动名称: '健康义诊', 服务日期: '2026-02-15', 开始时间: '10:25', 结束时间: '11:25' },
  ...{ 服务地点: '民生社区', 服务内容: '第一行\r\n第二行', '服务时长(小时)': '1.00' },
  ...{ 组织单位: '民生社区居民委员会', 活动负责人: '郑国超', 录入方式: '团队录入', 状态代码: '' },
};

function row(over: Partial<typeof CELLS> = {}): TableRow<ServiceRecordColumn> {
  return { row: 2, cells: { ...CELLS, ...over }, overlong: false };
}

function codeOf(over: Partial<typeof CELLS>, volunteerId: string | undefined = 'v'): string {
  try {
    judgeServiceRow(row(over), { volunteerId, now: NOW });
    return 'accepted';
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
}

describe('a row of a service log', () => {
  it('becomes an interval of one day in Asia/Shanghai, its words kept apart', () => {
    expect(judgeServiceRow(row(), { volunteerId: 'v', now: NOW })).toEqual({
      volunteerId: 'v',
      date: '2026-02-15',
      startsAt: '2026-02-15T02:25:00.000Z',
      endsAt: '2026-02-15T03:25:00.000Z',
      statedCentiHours: 100,
      text: {
        ...{ project: '文化体育项目', activity: '健康义诊', place: '民生社区' },
        ...{ content: '第一行\n第二行', leader: '郑国超', unit: '民生社区居民委员会' },
      },
    });
  });

  it.each(['', '0', '2', '5'])('may have the state %j there', (state) => {
    expect(codeOf({ 状态代码: state })).toBe('accepted');
  });

  it.each([
    ['exchange/row-not-signed-out', { 状态代码: '1', 结束时间: '' }],
    ['exchange/row-not-standing', { 状态代码: '3' }],
    ['exchange/row-not-standing', { 状态代码: '4' }],
    ['exchange/state-unknown', { 状态代码: '6' }],
    ['service-records/no-such-date', { 服务日期: '2024-02-30' }],
    ['service-records/organising-unit-missing', { 组织单位: '' }],
    ['service-records/no-time', { 结束时间: '10:25', '服务时长(小时)': '0.00' }],
    ['service-records/no-time', { 结束时间: '' }],
    ['service-records/no-time', { '服务时长(小时)': '0' }],
    [
      'service-records/crosses-midnight',
      { 开始时间: '22:30', 结束时间: '01:10', '服务时长(小时)': '2.66' },
    ],
    [
      'service-records/end-before-start',
      { 开始时间: '22:30', 结束时间: '01:10', '服务时长(小时)': '2.67' },
    ],
    [
      'service-records/end-before-start',
      { 开始时间: '11:45', 结束时间: '10:15', '服务时长(小时)': '1.50' },
    ],
    ['service-records/in-the-future', { 服务日期: '2099-03-01' }],
    [
      'service-records/in-the-future',
      { 服务日期: '2026-11-21', 开始时间: '09:00', 结束时间: '10:01' },
    ],
    ['accepted', { 服务日期: '2026-11-21', 开始时间: '09:00', 结束时间: '10:00' }],
    ['service-records/hours-exceed-interval', { '服务时长(小时)': '1.01' }],
    ['accepted', { 开始时间: '10:25', 结束时间: '13:45', '服务时长(小时)': '3.33' }],
    ['service-records/hours-exceed-interval', { 结束时间: '13:45', '服务时长(小时)': '3.34' }],
    ['accepted', { '服务时长(小时)': '0.50' }],
    ['exchange/time-malformed', { 开始时间: '25:00' }],
    ['exchange/hours-malformed', { '服务时长(小时)': '一' }],
    ['exchange/hours-malformed', { '服务时长(小时)': '-1' }],
    ['exchange/activity-missing', { 活动名称: '' }],
    ['exchange/text-malformed', { 服务内容: '字'.repeat(2_001) }],
    ['exchange/text-malformed', { 服务内容: '\u0007' }],
  ])('%s: %j', (code, over) => {
    expect(codeOf(over)).toBe(code);
  });

  it('of nobody we know is refused', () => {
    const facts = { volunteerId: undefined, now: NOW };
    expect(() => judgeServiceRow(row(), facts)).toThrow('service-records/unknown-volunteer');
  });

  it('is refused under the first rule it breaks, in the stated order', () => {
    const wrong = {
      ...{ 服务日期: '2024-02-30', 组织单位: '', 开始时间: '11:00', 结束时间: '11:00' },
      '服务时长(小时)': '9.00',
    };
    const facts = { volunteerId: undefined, now: NOW };
    const judge = (over: Partial<typeof CELLS>) => () => judgeServiceRow(row(over), facts);
    expect(judge(wrong)).toThrow('service-records/no-such-date');
    expect(judge({ ...wrong, 服务日期: '2099-01-01' })).toThrow('organising-unit-missing');
    expect(judge({ ...wrong, 服务日期: '2099-01-01', 组织单位: 'x' })).toThrow('unknown-volunteer');
    const known = { ...wrong, 服务日期: '2099-01-01', 组织单位: 'x' };
    expect(codeOf(known)).toBe('service-records/no-time');
    expect(codeOf({ ...known, 结束时间: '10:00' })).toBe('service-records/end-before-start');
    expect(codeOf({ ...known, 结束时间: '12:00' })).toBe('service-records/in-the-future');
    expect(codeOf({ ...known, 服务日期: '2024-01-01', 结束时间: '12:00' })).toBe(
      'service-records/hours-exceed-interval',
    );
  });

  it('with more cells than the header is not guessed at', () => {
    const overlong = { ...row(), overlong: true };
    expect(() => judgeServiceRow(overlong, { volunteerId: 'v', now: NOW })).toThrow(
      'exchange/row-malformed',
    );
  });

  it('says whose it is in plain digits', () => {
    expect(whoOf(row({ 志愿者编号: '１５２０' }))).toEqual({
      volunteerNo: '1520',
      idNumber: CELLS['证件号码'],
    });
  });

  it('has the columns that Order 67 art. 7 asks for', () => {
    const required = SERVICE_RECORD_COLUMNS.filter((column) => column.required);
    expect(required.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        '活动名称',
        '服务日期',
        '服务地点',
        '服务内容',
        '组织单位',
        '活动负责人',
      ]),
    );
  });
});
