import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

/** Refusals of a second witness. */
export const confirmationRejections = {
  'service-records/not-confirmable': {
    status: 409,
    zh: '这条记录已不能确认（当前：{status}），只能在生效之前确认。',
    en: 'A record is confirmed before it takes effect (it is {status}).',
  },
  'service-records/only-signed-confirmed': {
    status: 409,
    zh: '只有签到签退形成的记录可以确认，补录和导入的记录不能。',
    en: 'Only what was signed in and out can be confirmed, not what was typed in or imported.',
  },
  'service-records/already-confirmed': {
    status: 409,
    zh: '这条记录已经确认，不必再发确认码。',
    en: 'The record is confirmed already: no code is needed.',
  },
  'service-records/own-confirmation': {
    status: 403,
    zh: '志愿者本人不能确认自己的服务记录，请由服务对象确认。',
    en: 'Nobody confirms their own record: the beneficiary does.',
  },
  'service-records/recorder-is-confirmer': {
    status: 403,
    zh: '录入人不能确认这条记录，请由其他工作人员或服务对象办理。',
    en: 'Who recorded it may not confirm it: somebody else does.',
  },
  'service-records/issuer-is-confirmer': {
    status: 403,
    zh: '发出确认码的人不能自己确认，请交给服务对象。',
    en: 'Who made the code may not use it: hand it to the beneficiary.',
  },
  'service-records/confirmation-code-unknown': {
    status: 404,
    zh: '确认码无效或已被新的确认码取代，请向站点索取。',
    en: 'The code is not valid, or a newer one took its place: ask the station.',
  },
  'service-records/confirmation-code-expired': {
    status: 409,
    zh: '确认码已过期，请向站点索取新的确认码。',
    en: 'The code has expired: ask the station for a new one.',
  },
  'service-records/witness-in-doubt': {
    status: 409,
    zh: '这次见证扫码本身存疑（时钟、时间或卡片），不能作为确认。',
    en: 'This scan is in doubt itself (clock, time or card): it confirms nothing.',
  },
  'service-records/same-device': {
    status: 409,
    zh: '见证须用另一台设备，不能用签到或签退的那台。',
    en: 'A witness is another device than those of the sign-in and the sign-out.',
  },
  'service-records/nothing-to-witness': {
    status: 409,
    zh: '该志愿者此时没有在这项活动中服务，无可见证。',
    en: 'This volunteer is not serving in this activity now: there is nothing to witness.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(confirmationRejections);
