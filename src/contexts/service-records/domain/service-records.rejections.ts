import { participationRefusals } from '../../../kernel/participation.js';
import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const serviceRecordsRejections = {
  ...participationRefusals('service-records'),
  'service-records/no-such-date': {
    status: 422,
    zh: '日期不存在：{date}。',
    en: 'There is no such date: {date}.',
  },
  'service-records/organising-unit-missing': {
    status: 422,
    zh: '缺少组织单位（O67 第七条）。',
    en: 'The organising unit is missing (Order 67, art. 7).',
  },
  'service-records/unknown-volunteer': {
    status: 422,
    zh: '没有这名志愿者的注册信息。',
    en: 'No volunteer is registered under this number.',
  },
  'service-records/no-time': {
    status: 422,
    zh: '服务时间为零。',
    en: 'The record has no time.',
  },
  'service-records/end-before-start': {
    status: 422,
    zh: '结束时间早于开始时间。',
    en: 'It ends before it begins.',
  },
  'service-records/over-24-hours': {
    status: 422,
    zh: '起止时间超过 24 小时，请核对日期。',
    en: 'It lasts longer than 24 hours: check the dates.',
  },
  'service-records/crosses-midnight': {
    status: 422,
    zh: '一条记录须在同一天之内，请按天分开填写。',
    en: 'A record lies within one day: split it at midnight.',
  },
  'service-records/in-the-future': {
    status: 422,
    zh: '服务时间晚于当前时间。',
    en: 'The service lies in the future.',
  },
  'service-records/hours-exceed-interval': {
    status: 422,
    zh: '填报时长 {statedCentiHours:hundredths} 小时，超过起止时间的 {intervalCentiHours:hundredths} 小时。',
    en: 'The stated {statedCentiHours:hundredths} h exceed the interval of {intervalCentiHours:hundredths} h.',
  },
  'service-records/overlaps': {
    status: 409,
    zh: '与该志愿者的另一条服务记录时间重叠。',
    en: 'It overlaps another record of this volunteer.',
  },
  'service-records/record-exists': {
    status: 409,
    zh: '这条记录已经存在。',
    en: 'There is a record of this id already.',
  },
  'service-records/outside-shift': {
    status: 422,
    zh: '服务时间须在班次之内（{from:minute} 至 {to:minute}）。',
    en: 'The service must lie within the shift ({from:minute} to {to:minute}).',
  },
  'service-records/wrong-book': {
    status: 422,
    zh: '记录年份与服务日期不符。',
    en: 'The record belongs to another year.',
  },
  'service-records/activity-unknown': {
    status: 404,
    zh: '没有这项活动。',
    en: 'There is no such activity.',
  },
  'service-records/activity-not-recordable': {
    status: 409,
    zh: '活动尚未通过审核，或不属于志愿服务，不能记录时长。',
    en: 'The activity is not screened, or is not volunteer service: no hours can be recorded.',
  },
  'service-records/activity-cancelled': {
    status: 409,
    zh: '活动已取消。',
    en: 'The activity is cancelled.',
  },
  'service-records/not-enrolled': {
    status: 409,
    zh: '您没有报名这个班次，请先报名。',
    en: 'Not enrolled in this shift: enrol first.',
  },
  'service-records/sign-in-not-open': {
    status: 409,
    zh: '还没有到签到时间（班次开始前 {minutes} 分钟开放）。',
    en: 'Sign-in opens {minutes} minutes before the shift.',
  },
  'service-records/shift-over': { status: 409, zh: '班次已经结束。', en: 'The shift is over.' },
  'service-records/already-signed-in': {
    status: 409,
    zh: '您在另一项活动中尚未签退。',
    en: 'Still signed in to another activity: sign out there first.',
  },
  'service-records/already-recorded': {
    status: 409,
    zh: '这个班次已有您的服务记录。',
    en: 'This shift is recorded for you already.',
  },
  'service-records/not-signed-in': {
    status: 409,
    zh: '您没有签到，无法签退。',
    en: 'Not signed in, so there is nothing to sign out of.',
  },
  'service-records/sign-in-still-open': {
    status: 409,
    zh: '签退尚未截止，{closesAt:minute} 之后才能按规定自动结束。',
    en: 'The sign-in is still open: it can be closed by policy after {closesAt:minute}.',
  },
  'service-records/code-replayed': {
    status: 409,
    zh: '签退用的是签到时的同一个码，请出示新的个人码。',
    en: 'This is the code of the sign-in: show a fresh personal code.',
  },
  'service-records/code-malformed': {
    status: 422,
    zh: '签到码无效，请重新扫码。',
    en: 'The code is not valid: scan again.',
  },
  'service-records/code-forged': {
    status: 422,
    zh: '签到码不属于这项活动或不是这种用途，请重新扫码。',
    en: 'The code is of another activity or purpose: scan again.',
  },
  'service-records/code-expired': {
    status: 409,
    zh: '签到码已过期，请扫描屏幕上的最新二维码。',
    en: 'The code has expired: scan the one on the screen now.',
  },
  'service-records/not-a-volunteer': {
    status: 403,
    zh: '这个账号没有关联志愿者，不能签到。',
    en: 'This account belongs to no volunteer.',
  },
  'service-records/person-unknown': {
    status: 404,
    zh: '没有这位志愿者。',
    en: 'There is no such volunteer.',
  },
  'service-records/record-unknown': {
    status: 404,
    zh: '没有这条记录。',
    en: 'There is no such record.',
  },
  'service-records/reason-missing': {
    status: 422,
    zh: '须说明理由，请填写后再提交。',
    en: 'This needs a reason: state it.',
  },
  'service-records/not-submitted': {
    status: 409,
    zh: '这条记录不在待审核状态（当前：{status}）。',
    en: 'The record is not waiting for review (it is {status}).',
  },
  'service-records/own-record': {
    status: 403,
    zh: '不能审核自己的服务记录。',
    en: 'Nobody approves their own record.',
  },
  'service-records/recorder-is-approver': {
    status: 403,
    zh: '录入人与审核人不能是同一人。',
    en: 'Who recorded it may not approve it.',
  },
  'service-records/publicity-running': {
    status: 409,
    zh: '公示尚未结束，{effectiveOn} 起生效。',
    en: 'Publicity is still running: it takes effect on {effectiveOn}.',
  },
  'service-records/not-publicised': {
    status: 409,
    zh: '这条记录不在公示中（当前：{status}）。',
    en: 'The record is not publicised (it is {status}).',
  },
  'service-records/already-voided': {
    status: 409,
    zh: '这条记录已作废。',
    en: 'The record is void already.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(serviceRecordsRejections);
