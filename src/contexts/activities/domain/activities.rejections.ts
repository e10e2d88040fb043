import { participationRefusals } from '../../../kernel/participation.js';
import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const activitiesRejections = {
  ...participationRefusals('activities'),
  'activities/organisation-unknown': {
    status: 404,
    zh: '没有这个组织。',
    en: 'There is no such organisation.',
  },
  'activities/project-unknown': {
    status: 404,
    zh: '没有这个项目。',
    en: 'There is no such project.',
  },
  'activities/project-exists': {
    status: 409,
    zh: '该项目已经立项。',
    en: 'This project is approved already.',
  },
  'activities/period-backwards': {
    status: 422,
    zh: '结束日期早于开始日期。',
    en: 'The period ends before it begins.',
  },
  'activities/too-many-categories': {
    status: 422,
    zh: '一个项目须有 1 至 {max} 个服务类别。',
    en: 'A project has 1 to {max} categories.',
  },
  'activities/activity-unknown': {
    status: 404,
    zh: '没有这项活动。',
    en: 'There is no such activity.',
  },
  'activities/activity-exists': {
    status: 409,
    zh: '该活动已经发布。',
    en: 'This activity is scheduled already.',
  },
  'activities/no-shift': {
    status: 422,
    zh: '活动须有 1 至 {max} 个班次。',
    en: 'An activity has 1 to {max} shifts.',
  },
  'activities/shift-backwards': {
    status: 422,
    zh: '第 {shift} 个班次的结束时间不晚于开始时间。',
    en: 'Shift {shift} does not end after it begins.',
  },
  'activities/shift-crosses-midnight': {
    status: 422,
    zh: '第 {shift} 个班次须在同一天之内。',
    en: 'Shift {shift} must lie within one day.',
  },
  'activities/shift-outside-project': {
    status: 422,
    zh: '第 {shift} 个班次不在项目期内（{from} 至 {to}）。',
    en: 'Shift {shift} is outside the project ({from} to {to}).',
  },
  'activities/shift-unknown': { status: 404, zh: '没有这个班次。', en: 'There is no such shift.' },
  'activities/unknown-exclusion': {
    status: 422,
    zh: '审核结论代码应为 EXCL-1 至 EXCL-6。',
    en: 'Findings are EXCL-1 to EXCL-6.',
  },
  'activities/not-screened': {
    status: 409,
    zh: '活动尚未通过“不属于志愿服务”六类情形审核。',
    en: 'The activity has not been screened for the six excluded kinds.',
  },
  'activities/excluded': {
    status: 409,
    zh: '该活动不属于志愿服务，不得报名和记录。',
    en: 'This activity is not volunteer service: it can be neither joined nor recorded.',
  },
  'activities/risk-notice-missing': {
    status: 422,
    zh: '可能有人身危险的活动须写明风险告知（条例第十二条）。',
    en: 'An activity that may be dangerous needs a risk notice (Regulation 685, art. 12).',
  },
  'activities/no-risk-notice': {
    status: 409,
    zh: '该活动没有需要确认的风险告知。',
    en: 'This activity has no risk notice to acknowledge.',
  },
  'activities/risk-notice-changed': {
    status: 409,
    zh: '风险告知已更新为第 {noticeVersion} 版，请阅读新版后再确认。',
    en: 'The risk notice is now version {noticeVersion}: read that one and acknowledge it.',
  },
  'activities/not-enrolled': {
    status: 409,
    zh: '该志愿者没有报名这个班次。',
    en: 'This volunteer is not enrolled in the shift.',
  },
  'activities/cancelled': { status: 409, zh: '活动已取消。', en: 'The activity is cancelled.' },
  'activities/shift-over': { status: 409, zh: '班次已结束。', en: 'The shift is over.' },
  'activities/shift-full': {
    status: 409,
    zh: '名额已满（{capacity} 人）。',
    en: 'The shift is full ({capacity}).',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(activitiesRejections);
