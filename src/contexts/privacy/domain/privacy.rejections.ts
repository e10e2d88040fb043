import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const privacyRejections = {
  'privacy/person-unknown': {
    status: 404,
    zh: '没有这位志愿者。',
    en: 'There is no such volunteer.',
  },
  'privacy/erasure-open': {
    status: 409,
    zh: '此人已有一项删除申请在办理，请先办结或撤回。',
    en: 'A request to erase this person is open already: decide or withdraw it first.',
  },
  'privacy/erasure-unknown': {
    status: 404,
    zh: '没有待办理的删除申请。',
    en: 'There is no request to erase that waits for a decision.',
  },
  'privacy/erasure-decided': {
    status: 409,
    zh: '删除已经批准，不能再撤回或改变。',
    en: 'The erasure is approved: it can be neither withdrawn nor decided otherwise.',
  },
  'privacy/already-erased': {
    status: 409,
    zh: '此人的个人信息已经删除。',
    en: 'The personal data of this person are erased already.',
  },
  'privacy/second-person-needed': {
    status: 403,
    zh: '须由申请经办人以外、且非本人的工作人员决定。',
    en: 'Somebody else of the staff decides: not who took the request down, nor the person.',
  },
  'privacy/under-way': {
    status: 409,
    zh: '尚有未了结的事项（{obstacles}），请先办结，或先限制处理。',
    en: 'Something is still under way ({obstacles}): settle it, or restrict processing first.',
  },
  'privacy/kept-by-law': {
    status: 409,
    zh: '依法须保存至 {until}，在此之前只能限制处理。',
    en: 'A law makes us keep the data until {until}: until then processing is restricted.',
  },
  'privacy/nothing-in-the-way': {
    status: 409,
    zh: '没有未了结的事项，也没有填写将来的保存期限：请批准删除，或写明保存到哪一天。',
    en: 'Nothing is under way and no day to come is given: approve the erasure, or name the day.',
  },
  'privacy/reason-missing': {
    status: 422,
    zh: '不予删除须说明理由（个人信息保护法第五十条）。',
    en: 'Not to erase needs a reason (PIPL art. 50).',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(privacyRejections);
