import type { Facts, Refusal } from './rejection.js';

/**
 * Why somebody may not take part in an activity: said by the rule of `activities`, refused at
 * enrolment there and at sign-in by `service-records`, in the same words.
 */
export interface Unmet {
  readonly reason: UnmetReason;
  readonly facts: Facts;
}

const REASONS = {
  'not-registered': {
    status: 409,
    zh: '没有这名志愿者的注册信息，请先完成注册。',
    en: 'Nobody is registered under this id: register the volunteer first.',
  },
  'volunteer-left': {
    status: 409,
    zh: '该志愿者已退出志愿服务，须先办理恢复。',
    en: 'This volunteer has left: take them back first.',
  },
  'too-young': {
    status: 422,
    zh: '未满 {minimumAge} 周岁，不能参加。',
    en: 'Below the age of {minimumAge}: they can’t take part.',
  },
  'adults-only': {
    status: 422,
    zh: '活动可能有人身危险，未满 {adultFrom} 周岁不能参加。',
    en: 'The activity may be dangerous: nobody below {adultFrom} takes part.',
  },
  'guardian-consent-missing': {
    status: 409,
    zh: '未成年人须先登记监护人同意。',
    en: 'A minor needs the consent of a guardian: record it first.',
  },
  'guardian-consent-withdrawn': {
    status: 409,
    zh: '监护人已撤回同意，须重新取得同意。',
    en: 'The guardian has withdrawn their consent: it has to be given anew.',
  },
  'guardian-not-present': {
    status: 409,
    zh: '未满 {aloneFrom} 周岁须由监护人全程陪同，请由工作人员确认监护人到场。',
    en: 'Below {aloneFrom} a guardian stays beside them: staff confirm that they are there.',
  },
  'risk-notice-not-acknowledged': {
    status: 409,
    zh: '请先阅读并确认风险告知（第 {noticeVersion} 版）。',
    en: 'Read the risk notice (version {noticeVersion}) and acknowledge it first.',
  },
  'insurance-missing': {
    status: 409,
    zh: '服务当日没有人身意外伤害保险，请先投保并登记（条例第十七条）。',
    en: 'No accident insurance covers that day: insure and record it first (Regulation 685, art. 17).',
  },
  'qualification-missing': {
    status: 409,
    zh: '缺少活动要求的资质：{qualification}。',
    en: 'The activity requires a qualification that is missing: {qualification}.',
  },
  'qualification-expired': {
    status: 409,
    zh: '资质“{qualification}”有效期至 {validUntil}，服务当日已过期。',
    en: 'The qualification “{qualification}” was valid until {validUntil}: expired on that day.',
  },
} as const satisfies Record<string, Refusal>;

export type UnmetReason = keyof typeof REASONS;

/** The reasons as refusals of one context: `activities/too-young`, `service-records/too-young`. */
export function participationRefusals<Context extends string>(context: Context) {
  const refusals = Object.entries(REASONS).map(([reason, refusal]) => [
    `${context}/${reason}`,
    refusal,
  ]);
  return Object.fromEntries(refusals) as Readonly<Record<`${Context}/${UnmetReason}`, Refusal>>;
}
