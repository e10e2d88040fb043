import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const greenAccountsRejections = {
  'green-accounts/station-unknown': {
    status: 404,
    zh: '没有这个站点，请先登记志愿服务站。',
    en: 'There is no such station: open it first.',
  },
  'green-accounts/household-exists': {
    status: 409,
    zh: '该户已经登记，请用户号查询。',
    en: 'This household is registered already.',
  },
  'green-accounts/household-unknown': {
    status: 404,
    zh: '没有这一户，请核对户号或重新扫码。',
    en: 'There is no such household.',
  },
  'green-accounts/household-closed': {
    status: 409,
    zh: '该户绿色账户已注销，不能再登记投放或更正。',
    en: 'The green account of this household is closed.',
  },
  'green-accounts/in-another-household': {
    status: 409,
    zh: '此人已登记在另一户，请先从原户移出。',
    en: 'This person belongs to another household: take them out there first.',
  },
  'green-accounts/inspector-unknown': {
    status: 403,
    zh: '督导须以本人志愿者身份登录，请先在账号上绑定志愿者。',
    en: 'Inspectors act as a known volunteer: bind this account to one first.',
  },
  'green-accounts/inspector-of-household': {
    status: 403,
    zh: '不能督导自己家的投放，请另一户的督导员检查。',
    en: 'Nobody inspects their own household; somebody of another one must.',
  },
  'green-accounts/own-inspection': {
    status: 403,
    zh: '更正或作废须由原督导员以外的人办理。',
    en: 'Somebody other than the inspector must correct or annul this.',
  },
  'green-accounts/measure-missing': {
    status: 422,
    zh: '请填写重量（克）或件数，二者填一项。',
    en: 'Give a weight in grams or a number of pieces, one of the two.',
  },
  'green-accounts/weight-out-of-range': {
    status: 422,
    zh: '重量须为 1 至 {gramsMax} 克的整数，请核对秤上读数。',
    en: 'A weight is a whole number from 1 to {gramsMax} grams.',
  },
  'green-accounts/count-out-of-range': {
    status: 422,
    zh: '件数须为 1 至 {piecesMax} 的整数。',
    en: 'A number of pieces is a whole number from 1 to {piecesMax}.',
  },
  'green-accounts/too-many-drops': {
    status: 409,
    zh: '该户今天已登记 {dropsPerDay} 次投放，请明天再来。',
    en: 'This household has {dropsPerDay} drops today already.',
  },
  'green-accounts/drop-unknown': {
    status: 404,
    zh: '没有这次投放记录，请核对编号。',
    en: 'There is no such drop.',
  },
  'green-accounts/drop-annulled': {
    status: 409,
    zh: '这次投放已作废，不能再更正。',
    en: 'This drop was annulled.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(greenAccountsRejections);
