import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const timeBankRejections = {
  'time-bank/amount-not-positive': {
    status: 422,
    zh: '数额须大于零。',
    en: 'The amount must be more than zero.',
  },
  'time-bank/amount-not-in-steps': {
    status: 422,
    zh: '兑换须为 {stepCentiHours}（百分之一小时）的整数倍。',
    en: 'Redeem in steps of {stepCentiHours} hundredths of an hour.',
  },
  'time-bank/insufficient-credit': {
    status: 409,
    zh: '可用时间不足：可用 {availableCentiHours}，需要 {askedCentiHours}（百分之一小时）。',
    en: 'Not enough credit: {availableCentiHours} available, {askedCentiHours} asked (hundredths).',
  },
  'time-bank/hold-exists': {
    status: 409,
    zh: '这笔预留已经存在。',
    en: 'There is a hold of this id already.',
  },
  'time-bank/hold-unknown': { status: 404, zh: '没有这笔预留。', en: 'There is no such hold.' },
  'time-bank/hold-already-settled': {
    status: 409,
    zh: '这笔预留已结算。',
    en: 'The hold is settled already.',
  },
  'time-bank/hold-already-released': {
    status: 409,
    zh: '这笔预留已取消。',
    en: 'The hold is released already.',
  },
  'time-bank/hold-expired': {
    status: 409,
    zh: '这笔预留已于 {expiresAt} 到期。',
    en: 'The hold expired at {expiresAt}.',
  },
  'time-bank/exceeds-hold': {
    status: 422,
    zh: '结算数额 {askedCentiHours} 超过预留 {heldCentiHours}（百分之一小时）。',
    en: 'Settling {askedCentiHours} exceeds the hold of {heldCentiHours} (hundredths).',
  },
  'time-bank/already-issued-differently': {
    status: 409,
    zh: '这条记录已按不同数额入账。',
    en: 'This record earned before with another amount.',
  },
  'time-bank/purpose-missing': {
    status: 422,
    zh: '请说明兑换的服务内容。',
    en: 'Say which service is redeemed.',
  },
} as const satisfies RefusalCatalogue;

export type TimeBankRejection = keyof typeof timeBankRejections;
export const reject = rejecting(timeBankRejections);
