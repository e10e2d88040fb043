import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

/** Refusals of what happens to a record after it was made: objections, corrections, voids. */
export const recordLifeRejections = {
  'service-records/not-open-to-objection': {
    status: 409,
    zh: '只有公示中或已生效的记录可以提出异议（当前：{status}）。',
    en: 'Only a record in publicity or in effect can be objected to (it is {status}).',
  },
  'service-records/objection-open': {
    status: 409,
    zh: '这条记录正有异议待处理，请等待处理结果，或由两名工作人员先作出处理决定。',
    en: 'An objection to this record is open: it is decided first, by two persons.',
  },
  'service-records/already-objected': {
    status: 409,
    zh: '您已对这一版本的记录提出过异议，不能重复提出。',
    en: 'You have objected to this version of the record already.',
  },
  'service-records/no-objection-open': {
    status: 409,
    zh: '这条记录没有待处理的异议，无从驳回。',
    en: 'There is no open objection to dismiss.',
  },
  'service-records/involved-in-objection': {
    status: 403,
    zh: '记录的录入人、异议提出人和志愿者本人不能参与处理，请换其他工作人员。',
    en: 'The recorder, the objector and the volunteer take no part in the decision.',
  },
  'service-records/own-change': {
    status: 403,
    zh: '不能更正或作废自己的服务记录，请由其他工作人员办理。',
    en: 'Nobody corrects or voids their own record.',
  },
  'service-records/proposal-open': {
    status: 409,
    zh: '这条记录已有待确认的处理意见，请先由另一人确认或退回。',
    en: 'A proposal for this record is waiting: another person confirms or returns it first.',
  },
  'service-records/objection-unknown': {
    status: 404,
    zh: '这条记录没有这份异议，请核对编号。',
    en: 'This record has no such objection: check its id.',
  },
  'service-records/proposal-unknown': {
    status: 404,
    zh: '没有这项待确认的处理意见，可能已被确认、退回或失效。',
    en: 'There is no such proposal waiting: it was decided, or overtaken.',
  },
  'service-records/proposer-is-decider': {
    status: 403,
    zh: '提出人不能确认或退回自己的意见，须由另一人决定。',
    en: 'Who proposed it may not decide it: that takes another person.',
  },
  'service-records/not-changeable': {
    status: 409,
    zh: '已退回或已作废的记录不能更正，请重新录入。',
    en: 'A rejected or void record cannot be corrected: enter it anew.',
  },
  'service-records/leaves-its-year': {
    status: 422,
    zh: '更正后的日期不在 {year} 年，请作废这条记录后重新录入。',
    en: 'The corrected date leaves the year {year}: void the record and enter it anew.',
  },
  'service-records/nothing-corrected': {
    status: 422,
    zh: '更正前后内容相同。',
    en: 'The correction changes nothing.',
  },
  'service-records/effective-needs-two': {
    status: 409,
    zh: '记录已生效，须由一人提出作废、另一人确认。',
    en: 'The record is in effect: one person proposes to void it, another confirms.',
  },
  'service-records/entry-late': {
    status: 409,
    zh: '已超过记录期限（{recordBy}），请改用“补录”并上传证明材料，由两人审核。',
    en: 'The time for entering it ended on {recordBy}: use a back-entry with a proof.',
  },
  'service-records/late-reason-missing': {
    status: 422,
    zh: '已超过记录期限（{recordBy}），须说明逾期原因。',
    en: 'The time for recording it ended on {recordBy}: state why it comes late.',
  },
  'service-records/proof-missing': {
    status: 422,
    zh: '补录须附证明材料，请先上传（PDF、PNG 或 JPEG）。',
    en: 'A back-entry needs a proof: upload it first (PDF, PNG or JPEG).',
  },
  'service-records/proof-file-missing': {
    status: 422,
    zh: '请求中没有文件，请用 multipart/form-data 上传一个文件。',
    en: 'There is no file in the request: send one as multipart/form-data.',
  },
  'service-records/proof-too-large': {
    status: 413,
    zh: '文件超过 {limitMegabytes} MB，请压缩后再上传。',
    en: 'The file is larger than {limitMegabytes} MB.',
  },
  'service-records/proof-empty': {
    status: 422,
    zh: '文件是空的，请重新选择。',
    en: 'The file is empty.',
  },
  'service-records/proof-type-unsupported': {
    status: 422,
    zh: '只接受 PDF、PNG 和 JPEG 文件，请转换后再上传。',
    en: 'Only PDF, PNG and JPEG files are accepted.',
  },
  'service-records/proof-type-mismatch': {
    status: 422,
    zh: '文件的名称或类型与内容不符（内容是 {type}），请用原始文件上传。',
    en: 'The name or type of the file is not what it holds ({type}): upload the original.',
  },
  'service-records/proof-unknown': {
    status: 404,
    zh: '没有这份证明材料，请先上传。',
    en: 'There is no such proof: upload it first.',
  },
  'service-records/proof-damaged': {
    status: 409,
    zh: '证明材料与登记的校验值不符，请联系管理员从备份恢复。',
    en: 'The proof is not what the ledger says: have it restored from a backup.',
  },
  'service-records/too-many-proofs': {
    status: 409,
    zh: '该志愿者的证明材料已达上限（{max} 份），请联系管理员。',
    en: 'This volunteer has {max} proofs already: ask an administrator.',
  },
  'service-records/declaration-missing': {
    status: 422,
    zh: '补录须声明所填内容和证明材料真实。',
    en: 'A back-entry needs the declaration that it and its proof are true.',
  },
  'service-records/higher-approver-needed': {
    status: 403,
    zh: '逾期记录和导入记录须由负责人级别的人员审核。',
    en: 'A late or imported record needs the approval of a manager.',
  },
  'service-records/second-approver-needed': {
    status: 403,
    zh: '您已审核过这条补录，还须由另一人审核。',
    en: 'You have approved this back-entry: it needs another person as well.',
  },
  'service-records/long-day-reason-missing': {
    status: 422,
    zh: '当天服务时长合计 {dayCentiHours:hundredths} 小时，超过 {limitCentiHours:hundredths} 小时，须说明理由。',
    en: 'The day comes to {dayCentiHours:hundredths} h, over {limitCentiHours:hundredths} h: state the reason.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(recordLifeRejections);
