import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

/** Refusals of sign-outs that a device brought after their sign-in was closed. */
export const lateSignOutRejections = {
  'service-records/late-sign-out-unknown': {
    status: 404,
    zh: '没有这条迟到的签退，请核对编号。',
    en: 'There is no such late sign-out: check its id.',
  },
  'service-records/late-sign-out-settled': {
    status: 409,
    zh: '这条迟到的签退已经处理完毕。',
    en: 'This late sign-out is settled already.',
  },
  'service-records/late-sign-out-lapsed': {
    status: 409,
    zh: '这次签到没有形成记录（时间已被占用），请更正占用该时间的记录，或另行补录，再驳回本条。',
    en: 'The sign-in came to no record: correct the one in its place, or enter it, then dismiss this.',
  },
  'service-records/late-sign-out-open': {
    status: 409,
    zh: '设备后来同步了这条记录的签退，请先采纳或驳回，再审核。',
    en: 'A device has brought a sign-out of this record: accept or dismiss that before the review.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(lateSignOutRejections);
