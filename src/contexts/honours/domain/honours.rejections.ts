import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const honoursRejections = {
  'honours/volunteer-unknown': {
    status: 404,
    zh: '没有这位志愿者。',
    en: 'There is no such volunteer.',
  },
  'honours/organisation-unknown': {
    status: 404,
    zh: '没有这个组织。',
    en: 'There is no such organisation.',
  },
  'honours/subject-unknown': {
    status: 404,
    zh: '没有这个申报对象。',
    en: 'There is no such subject of a dossier.',
  },
  'honours/own-honour': {
    status: 403,
    zh: '本人的荣誉须由他人办理。',
    en: 'One’s own honours are handled by somebody else.',
  },
  'honours/in-the-future': {
    status: 422,
    zh: '授予日期晚于今天。',
    en: 'The date of the award lies in the future.',
  },
  'honours/proof-missing': {
    status: 422,
    zh: '政府或部门的表彰须附证明材料（第九条）。',
    en: 'A government’s award is recorded on the paper that proves it (Order 67, art. 9).',
  },
  'honours/proof-unknown': {
    status: 404,
    zh: '没有这份证明材料。请先上传（PDF、PNG 或 JPEG），再填写其校验值。',
    en: 'There is no such proof: upload it first (PDF, PNG or JPEG), then name its hash.',
  },
  'honours/proof-damaged': {
    status: 409,
    zh: '证明材料与账本记载不符，请联系管理员从备份恢复。',
    en: 'The proof is not what the ledger says: have it restored from a backup.',
  },
  'honours/award-exists': {
    status: 409,
    zh: '该奖项已经登记。',
    en: 'This award is there already.',
  },
  'honours/award-unknown': { status: 404, zh: '没有这个奖项。', en: 'There is no such award.' },
  'honours/award-not-waiting': {
    status: 409,
    zh: '该奖项不在待核实状态（{status}）。',
    en: 'This award does not wait to be checked ({status}).',
  },
  'honours/award-not-recorded': {
    status: 409,
    zh: '该奖项未登记入册，无从撤销（{status}）。',
    en: 'This award is not in the record, so it can’t be revoked ({status}).',
  },
  'honours/applicant-is-decider': {
    status: 403,
    zh: '提交申请的人不能审批，请由其他人员办理。',
    en: 'Who handed the application in does not decide about it.',
  },
  'honours/volunteer-left': {
    status: 409,
    zh: '该志愿者已退出，不能申请星级；恢复登记后再申请。',
    en: 'This volunteer has left and cannot apply for a star: register again first.',
  },
  'honours/star-unknown': {
    status: 422,
    zh: '该星级办法没有这个星级。',
    en: 'This scheme has no such star.',
  },
  'honours/application-running': {
    status: 409,
    zh: '已有一份星级申请在办理，请待其办结。',
    en: 'An application is under way: wait until it is decided.',
  },
  'honours/application-unknown': {
    status: 404,
    zh: '没有这份星级申请。',
    en: 'There is no such application.',
  },
  'honours/application-not-waiting': {
    status: 409,
    zh: '该申请不在待审批状态（{status}）。',
    en: 'This application does not wait for a decision ({status}).',
  },
  'honours/star-held': {
    status: 409,
    zh: '已获评 {star} 星，只能申请更高星级。',
    en: 'They hold {star} stars already: apply for more.',
  },
  'honours/star-skipped': {
    status: 409,
    zh: '须先获评 {star} 星，逐级申请。',
    en: 'Stars come in order: {star} first.',
  },
  'honours/hours-too-few': {
    status: 409,
    zh: '有效服务时间不足：现有 {centiHours:hundredths} 小时，需 {required:hundredths} 小时。',
    en: 'Too few effective hours: {centiHours:hundredths} of {required:hundredths}.',
  },
  'honours/tenure-too-short': {
    status: 409,
    zh: '注册满 {months} 个月，需满 {required} 个月。',
    en: 'Registered for {months} months; {required} are asked for.',
  },
  'honours/not-evaluated': {
    status: 409,
    zh: '该办法要求服务评价，目前尚无评价。',
    en: 'The scheme asks for evaluations, and there are none yet.',
  },
  'honours/marks-too-low': {
    status: 409,
    zh: '平均评价 {meanMark:hundredths} 分，低于要求的 {required:hundredths} 分。',
    en: 'The mean mark is {meanMark:hundredths}, below {required:hundredths}.',
  },
  'honours/complaints-upheld': {
    status: 409,
    zh: '有 {complaints} 件投诉查实，不符合条件。',
    en: '{complaints} complaints were upheld: more than the scheme allows.',
  },
  'honours/approver-too-low': {
    status: 403,
    zh: '该星级须由更高一级（{needed}）审批，请报送上级。',
    en: 'This star is approved at a higher level ({needed}): send it there.',
  },
  'honours/not-in-public': {
    status: 409,
    zh: '该申请不在公示期（{status}）。',
    en: 'This application is not in public ({status}).',
  },
  'honours/publicity-running': {
    status: 409,
    zh: '公示期未满，{effectiveOn} 起方可授予。',
    en: 'Publicity runs: it can be granted from {effectiveOn}.',
  },
  'honours/objection-open': {
    status: 409,
    zh: '已有异议在处理，请待处理结果。',
    en: 'An objection is being looked into: wait for its outcome.',
  },
  'honours/objection-unknown': {
    status: 404,
    zh: '没有这份待处理的异议。',
    en: 'There is no such open objection.',
  },
  'honours/objector-is-decider': {
    status: 403,
    zh: '提出异议的人不能处理该异议。',
    en: 'Who objected does not decide about the objection.',
  },
  'honours/no-review-open': {
    status: 409,
    zh: '该星级不在复核中（{status}）。',
    en: 'This star is not under review ({status}).',
  },
  'honours/reason-missing': {
    status: 422,
    zh: '请写明理由。',
    en: 'Give a reason.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(honoursRejections);
