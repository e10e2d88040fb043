import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const oversightRejections = {
  'oversight/organisation-unknown': {
    status: 404,
    zh: '没有这个组织，请核对编号。',
    en: 'There is no such organisation: check its id.',
  },
  'oversight/station-unknown': {
    status: 404,
    zh: '没有这个服务站，请核对编号。',
    en: 'There is no such station: check its id.',
  },
  'oversight/record-unknown': {
    status: 404,
    zh: '没有这条服务记录，请核对编号。',
    en: 'There is no such service record: check its id.',
  },
  'oversight/not-a-volunteer': {
    status: 403,
    zh: '这个账号没有关联志愿者，没有自己的服务记录。',
    en: 'This account belongs to no volunteer and has no service records of its own.',
  },
  'oversight/period-malformed': {
    status: 422,
    zh: '期间不正确：请按“年-月-日”填写起止日期，起在止前，最长 {years} 年。',
    en: 'The period is not right: two dates YYYY-MM-DD, the first not after the second, at most {years} years.',
  },
  'oversight/division-unknown': {
    status: 404,
    zh: '这个行政区划内没有登记的组织，请核对代码。',
    en: 'No organisation is registered in this division: check its code.',
  },
  'oversight/year-malformed': {
    status: 422,
    zh: '年度不正确：请填写 {from} 至 {to} 之间的四位年份。',
    en: 'The year is not right: four digits, from {from} to {to}.',
  },
  'oversight/day-not-over': {
    status: 422,
    zh: '统计截止日须是已经过去的一天（最晚为昨天），否则结果还会变化。',
    en: 'A report is as of a day that is over, yesterday at the latest: today still changes.',
  },
  'oversight/month-malformed': {
    status: 422,
    zh: '月份请写作“年-月”，例如 2026-03。',
    en: 'A month is written YYYY-MM, such as 2026-03.',
  },
  'oversight/too-many-records': {
    status: 422,
    zh: '这个月的记录超过 {limit} 条，请按组织分别查看。',
    en: 'More than {limit} records in this month: look at one organisation at a time.',
  },
  'oversight/anomaly-unknown': {
    status: 404,
    zh: '这个月没有这项异常，可能相关记录已被更正或作废，请刷新列表。',
    en: 'There is no such anomaly in this month: its records may have changed, look at the list again.',
  },
  'oversight/involved': {
    status: 403,
    zh: '相关记录由您录入或审核，请由其他人员核查。',
    en: 'You typed in or approved these records: somebody else checks them.',
  },
  'oversight/note-missing': {
    status: 422,
    zh: '请写明核查情况。',
    en: 'Say what you found.',
  },
  'oversight/copies-busy': {
    status: 503,
    zh: '正在为其他人准备数据，请 {seconds} 秒后再试。',
    en: 'Other people’s copies are being made: try again in {seconds} seconds.',
  },
  'oversight/inspection-unknown': {
    status: 404,
    zh: '没有这次抽查，请核对编号。',
    en: 'There is no such inspection: check its id.',
  },
  'oversight/sample-exists': {
    status: 409,
    zh: '这次抽查已经抽样，结果不能重抽。',
    en: 'This inspection has drawn its sample already: a lot is not drawn again.',
  },
  'oversight/sample-size': {
    status: 422,
    zh: '抽查条数须在 1 至 {limit} 之间。',
    en: 'A sample has 1 to {limit} records.',
  },
  'oversight/population-differs': {
    status: 409,
    zh: '保存的抽样总体与公告时的校验值不符，请联系管理员从备份恢复。',
    en: 'The list of records is not the one that was announced: have it restored from a backup.',
  },
  'oversight/not-in-log-yet': {
    status: 409,
    zh: '透明日志尚未签署抽样公告之后的检查点，请稍后再抽取。',
    en: 'The log has not signed a checkpoint over the announcement yet: draw a little later.',
  },
  'oversight/not-drawn-yet': {
    status: 409,
    zh: '这次抽查已公告，尚未抽样，请先完成抽样。',
    en: 'This inspection is announced and not drawn yet: draw it first.',
  },
  'oversight/nothing-to-draw': {
    status: 422,
    zh: '这段期间没有可抽查的记录，请更换期间。',
    en: 'There are no records to draw from in this period: choose another.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(oversightRejections);
