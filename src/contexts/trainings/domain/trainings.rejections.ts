import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const trainingsRejections = {
  'trainings/organisation-unknown': {
    status: 404,
    zh: '没有这个组织。',
    en: 'There is no such organisation.',
  },
  'trainings/volunteer-unknown': {
    status: 404,
    zh: '没有这位志愿者，请先注册。',
    en: 'There is no such volunteer: register them first.',
  },
  'trainings/course-unknown': { status: 404, zh: '没有这门课程。', en: 'There is no such course.' },
  'trainings/course-exists': {
    status: 409,
    zh: '该课程已经登记。',
    en: 'This course is offered already.',
  },
  'trainings/course-closed': {
    status: 409,
    zh: '课程已结束，不能再安排场次。',
    en: 'The course is closed: no session can be added.',
  },
  'trainings/session-unknown': {
    status: 404,
    zh: '没有这个培训场次。',
    en: 'There is no such session.',
  },
  'trainings/session-exists': {
    status: 409,
    zh: '该场次已经安排。',
    en: 'This session is scheduled already.',
  },
  'trainings/session-backwards': {
    status: 422,
    zh: '场次的结束时间不晚于开始时间。',
    en: 'The session does not end after it begins.',
  },
  'trainings/session-cancelled': {
    status: 409,
    zh: '该场次已取消，不能登记到场。',
    en: 'The session is cancelled: nobody attended it.',
  },
  'trainings/session-attended': {
    status: 409,
    zh: '该场次已有到场记录，不能取消；登记有误的，请先撤回到场记录。',
    en: 'People attended this session; withdraw their attendance first if it is wrong.',
  },
  'trainings/session-not-begun': {
    status: 409,
    zh: '场次尚未开始，开始后再登记到场。',
    en: 'The session has not begun: record attendance after it has.',
  },
  'trainings/own-attendance': {
    status: 403,
    zh: '不能登记本人的到场情况，请由其他工作人员登记。',
    en: 'Nobody records their own attendance: another member of staff does.',
  },
  'trainings/longer-than-session': {
    status: 422,
    zh: '学习时长超过场次时长（{sessionCentiHours:hundredths} 小时）。',
    en: 'The study time exceeds the session ({sessionCentiHours:hundredths} h).',
  },
  'trainings/attendance-recorded': {
    status: 409,
    zh: '已登记为 {centiHours:hundredths} 小时；要更正，请先撤回原记录。',
    en: 'Recorded as {centiHours:hundredths} h already; withdraw that to correct it.',
  },
  'trainings/own-qualification': {
    status: 403,
    zh: '不能办理本人的资质，请由其他人员办理。',
    en: 'Nobody grants or revokes their own qualification.',
  },
  'trainings/qualification-unknown': {
    status: 404,
    zh: '没有这项资质。',
    en: 'There is no such qualification.',
  },
  'trainings/qualification-exists': {
    status: 409,
    zh: '该资质已经登记。',
    en: 'This qualification is granted already.',
  },
  'trainings/proof-missing': {
    status: 422,
    zh: '请选择所依据的课程，或上传资质证明材料。',
    en: 'Name the course it rests on, or hand in the paper that proves it.',
  },
  'trainings/proof-unknown': {
    status: 404,
    zh: '没有这份证明材料。请先上传（PDF、PNG 或 JPEG），再填写其校验值。',
    en: 'There is no such proof: upload it first (PDF, PNG or JPEG), then name its hash.',
  },
  'trainings/proof-damaged': {
    status: 409,
    zh: '证明材料与账本记载不符，请联系管理员从备份恢复。',
    en: 'The proof is not what the ledger says: have it restored from a backup.',
  },
  'trainings/validity-backwards': {
    status: 422,
    zh: '有效期止早于有效期起。',
    en: 'It would end before it begins.',
  },
  'trainings/course-leads-elsewhere': {
    status: 422,
    zh: '这门课程不授予该资质。',
    en: 'This course does not lead to that qualification.',
  },
  'trainings/study-incomplete': {
    status: 409,
    zh: '学习时长不足：已学 {centiHours:hundredths} 小时，需 {required:hundredths} 小时。',
    en: 'Not studied in full: {centiHours:hundredths} of {required:hundredths} hours.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(trainingsRejections);
