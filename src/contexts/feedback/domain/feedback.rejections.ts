import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const feedbackRejections = {
  'feedback/record-unknown': {
    status: 404,
    zh: '没有这条服务记录，请核对记录编号。',
    en: 'There is no such service record: check its id.',
  },
  'feedback/own-record': {
    status: 403,
    zh: '不能评价自己的服务，请由工作人员或服务对象评价。',
    en: 'Nobody evaluates their own service: staff or the beneficiary does.',
  },
  'feedback/record-not-standing': {
    status: 409,
    zh: '这条记录已被退回或作废，不能再评价。',
    en: 'The record was rejected or voided and can’t be evaluated any more.',
  },
  'feedback/mark-out-of-range': {
    status: 422,
    zh: '评分须为 {from} 至 {to} 的整数，请重新填写。',
    en: 'Marks are whole numbers from {from} to {to}.',
  },
  'feedback/subject-unknown': {
    status: 404,
    zh: '找不到被投诉的对象，请核对编号和投诉类型。',
    en: 'What is complained of is not known: check its id and the kind of complaint.',
  },
  'feedback/complaint-exists': {
    status: 409,
    zh: '这项投诉已经登记。',
    en: 'This complaint is filed already.',
  },
  'feedback/complaint-unknown': {
    status: 404,
    zh: '没有这项投诉，请核对编号。',
    en: 'There is no such complaint: check its id.',
  },
  'feedback/complaint-decided': {
    status: 409,
    zh: '这项投诉已经作出处理决定。',
    en: 'This complaint is decided already.',
  },
  'feedback/involved': {
    status: 403,
    zh: '您与这项投诉有关（投诉人、被投诉人、录入人或审核人），请由无关人员处理。',
    en: 'You have a part in this complaint (filed, recorded, approved, or are complained of): somebody else decides.',
  },
  'feedback/own-team': {
    status: 403,
    zh: '对组织或项目的投诉不能由该组织自己处理，请转交主管部门。',
    en: 'A complaint about a team or its project is not decided by the team: pass it on to the supervisor.',
  },
  'feedback/reason-missing': {
    status: 422,
    zh: '请写明处理理由。',
    en: 'A decision needs its reason.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(feedbackRejections);
