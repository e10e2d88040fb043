import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

/** What accounts, pools and agreements say no to; `policyVersion` names the terms in force. */
export const timeBankRejections = {
  'time-bank/amount-not-positive': {
    status: 422,
    zh: '数额须为大于零的整数（百分之一小时）。',
    en: 'The amount must be a whole number of hundredths of an hour, more than zero.',
  },
  'time-bank/amount-not-in-steps': {
    status: 422,
    zh: '兑换须为 {stepCentiHours:hundredths} 小时的整数倍（规则 {policyVersion}）。',
    en: 'Redeem in steps of {stepCentiHours:hundredths} h (terms {policyVersion}).',
  },
  'time-bank/insufficient-credit': {
    status: 409,
    zh: '可用时间不足：可用 {availableCentiHours:hundredths}，需要 {askedCentiHours:hundredths} 小时。预留中的时间不可重复使用。',
    en: 'Not enough credit: {availableCentiHours:hundredths} available, {askedCentiHours:hundredths} h asked. What is held can’t be used twice.',
  },
  'time-bank/not-accepted-here': {
    status: 409,
    zh: '本站可受理的时间不足：可受理 {acceptedCentiHours:hundredths}，需要 {askedCentiHours:hundredths} 小时。请向发行站点兑换，或先签订通存通兑协议（规则 {policyVersion}）。',
    en: 'This station honours {acceptedCentiHours:hundredths} of the {askedCentiHours:hundredths} h asked: redeem where it was earned, or agree on acceptance first (terms {policyVersion}).',
  },
  'time-bank/below-spend-age': {
    status: 422,
    zh: '按现行规则（{policyVersion}）年满 {spendAgeFrom} 周岁方可本人兑换；可转赠亲属或捐赠。',
    en: 'One redeems for oneself from the age of {spendAgeFrom} (terms {policyVersion}); giving to relatives and donating are open.',
  },
  'time-bank/hold-exists': {
    status: 409,
    zh: '这笔预留已经存在。',
    en: 'There is a hold of this id already.',
  },
  'time-bank/hold-unknown': { status: 404, zh: '没有这笔预留。', en: 'There is no such hold.' },
  'time-bank/hold-already-settled': {
    status: 409,
    zh: '这笔预留已结算，未作任何变动。',
    en: 'The hold is settled already; nothing was moved.',
  },
  'time-bank/hold-already-released': {
    status: 409,
    zh: '这笔预留已取消或到期，未作任何变动。',
    en: 'The hold is released already; nothing was moved.',
  },
  'time-bank/hold-expired': {
    status: 409,
    zh: '这笔预留已于 {expiresAt:minute} 到期，请重新预留。',
    en: 'The hold expired at {expiresAt:minute}: hold again.',
  },
  'time-bank/exceeds-hold': {
    status: 422,
    zh: '结算数额 {askedCentiHours:hundredths} 超过预留 {heldCentiHours:hundredths} 小时。',
    en: 'Settling {askedCentiHours:hundredths} exceeds the hold of {heldCentiHours:hundredths} h.',
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
  'time-bank/holder-unknown': {
    status: 404,
    zh: '没有登记这位户主，请先办理志愿者注册。',
    en: 'Nobody is registered under this id: register them first.',
  },
  'time-bank/recipient-closed': {
    status: 409,
    zh: '对方账户已注销，不能转入。',
    en: 'The other account is closed: nothing can be sent there.',
  },
  'time-bank/station-unknown': {
    status: 404,
    zh: '没有这个站点或组织。',
    en: 'There is no such station or organisation.',
  },
  'time-bank/same-account': {
    status: 422,
    zh: '转出与转入不能是同一账户。',
    en: 'Credit can’t go from an account to itself.',
  },
  'time-bank/relation-not-accepted': {
    status: 422,
    zh: '关系“{relation}”不在可转赠范围内：{accepted}（规则 {policyVersion}）。',
    en: 'The relation “{relation}” is not among those accepted: {accepted} (terms {policyVersion}).',
  },
  'time-bank/not-giftable': {
    status: 409,
    zh: '只有本人服务所得可以转赠：可转赠 {giftableCentiHours:hundredths}，需要 {askedCentiHours:hundredths} 小时。受赠和资助所得不可再转赠。',
    en: 'Only what one earned can be given: {giftableCentiHours:hundredths} of {askedCentiHours:hundredths} h asked. Gifts and grants can’t be given on.',
  },
  'time-bank/transfer-exists': {
    status: 409,
    zh: '这笔转赠或捐赠已经存在。',
    en: 'There is a gift or donation of this id already.',
  },
  'time-bank/exceeds-overflow': {
    status: 422,
    zh: '数额 {askedCentiHours:hundredths} 超过待选择的超额部分 {overflowCentiHours:hundredths} 小时。',
    en: '{askedCentiHours:hundredths} exceeds the overflow of {overflowCentiHours:hundredths} h.',
  },
  'time-bank/account-frozen': {
    status: 423,
    zh: '账户已冻结：可以存入，暂不能使用。请联系服务站了解处理进度。',
    en: 'The account is frozen: it earns, but spends nothing for now. Ask the station.',
  },
  'time-bank/account-closed': { status: 409, zh: '账户已注销。', en: 'The account is closed.' },
  'time-bank/holder-died': {
    status: 409,
    zh: '户主已故：{claimUntil} 前由近亲属申领，逾期归入时间池。',
    en: 'The holder has died: relatives may claim until {claimUntil}, then the pool takes the rest.',
  },
  'time-bank/not-frozen': { status: 409, zh: '账户并未冻结。', en: 'The account is not frozen.' },
  'time-bank/holds-open': {
    status: 409,
    zh: '还有 {openHolds} 笔预留未结，请先结算或取消。',
    en: '{openHolds} holds are open: settle or release them first.',
  },
  'time-bank/account-in-debt': {
    status: 409,
    zh: '账户尚欠 {debtCentiHours:hundredths} 小时，还清后方可注销。',
    en: 'The account owes {debtCentiHours:hundredths} h: it can be closed when that is repaid.',
  },
  'time-bank/no-estate': {
    status: 409,
    zh: '该账户未登记户主去世。',
    en: 'No death was reported for this account.',
  },
  'time-bank/claim-period-over': {
    status: 409,
    zh: '申领期已于 {claimUntil} 结束。',
    en: 'The claim period ended at {claimUntil}.',
  },
  'time-bank/claim-period-running': {
    status: 409,
    zh: '近亲属申领期至 {claimUntil}，期满后方可归入时间池。',
    en: 'Relatives may claim until {claimUntil}; only then the pool takes the rest.',
  },

  'time-bank/pool-insufficient': {
    status: 409,
    zh: '时间池余额不足：余额 {poolCentiHours:hundredths}，需要 {askedCentiHours:hundredths} 小时。',
    en: 'The pool has {poolCentiHours:hundredths}, not the {askedCentiHours:hundredths} h asked.',
  },
  'time-bank/ground-not-accepted': {
    status: 422,
    zh: '“{ground}”不属于可资助情形：{accepted}（规则 {policyVersion}）。',
    en: '“{ground}” is not a ground for a grant: {accepted} (terms {policyVersion}).',
  },
  'time-bank/monthly-quota-exceeded': {
    status: 409,
    zh: '本月已资助 {grantedCentiHours:hundredths}，每月限额 {quotaCentiHours:hundredths}（规则 {policyVersion}）。',
    en: '{grantedCentiHours:hundredths} granted this month of at most {quotaCentiHours:hundredths} (terms {policyVersion}).',
  },
  'time-bank/own-grant': {
    status: 403,
    zh: '不能批准给自己的资助，请由其他工作人员办理。',
    en: 'Nobody grants to themselves: another member of staff has to.',
  },
  'time-bank/grant-exists': {
    status: 409,
    zh: '这笔资助已经存在。',
    en: 'There is a grant of this id already.',
  },
  'time-bank/evidence-missing': {
    status: 422,
    zh: '请附证明材料（文件的 SHA-256 摘要）。',
    en: 'Evidence is missing (the SHA-256 hash of the document).',
  },
  'time-bank/agreement-unknown': {
    status: 404,
    zh: '两站之间没有通存通兑协议。',
    en: 'The two stations have no agreement.',
  },
  'time-bank/agreement-in-force': {
    status: 409,
    zh: '两站之间已有生效的协议。',
    en: 'An agreement of the two stations is in force.',
  },
  'time-bank/agreement-not-proposed': {
    status: 409,
    zh: '没有待确认的协议。',
    en: 'No agreement waits to be confirmed.',
  },
  'time-bank/own-proposal': {
    status: 403,
    zh: '协议须由对方站点确认。',
    en: 'The other station has to confirm the agreement.',
  },
  'time-bank/netting-not-due': {
    status: 409,
    zh: '下次清算日为 {nextNettingOn}。',
    en: 'The next netting is on {nextNettingOn}.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(timeBankRejections);
