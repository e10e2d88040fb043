import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const pointsRejections = {
  'points/amount-not-positive': {
    status: 422,
    zh: '积分须为大于零的整数，请核对后重新填写。',
    en: 'Points must be a whole number above zero.',
  },
  'points/already-awarded-differently': {
    status: 409,
    zh: '这笔积分已按不同数额入账，请先更正原记录。',
    en: 'This cause was awarded other points before; correct it instead.',
  },
  'points/account-closed': {
    status: 409,
    zh: '该积分账户已注销，不能再兑换。',
    en: 'This points account is closed.',
  },
  'points/account-unknown': {
    status: 404,
    zh: '没有这个积分账户，请核对户号或志愿者。',
    en: 'There is no such points account.',
  },
  'points/insufficient-points': {
    status: 409,
    zh: '可用积分不足：可用 {availablePoints}，需要 {askedPoints}。请减少数量或换一件物品。',
    en: 'Not enough points: {availablePoints} available, {askedPoints} asked.',
  },
  'points/redemption-exists': {
    status: 409,
    zh: '这笔兑换已经存在，请勿重复提交。',
    en: 'There is a redemption of this id already.',
  },
  'points/redemption-unknown': {
    status: 404,
    zh: '没有这笔兑换，请核对取货单。',
    en: 'There is no such redemption.',
  },
  'points/redemption-over': {
    status: 409,
    zh: '这笔兑换已取消或已过期，积分和物品已退回，请重新兑换。',
    en: 'This redemption is over: points and goods went back. Redeem again.',
  },
  'points/already-picked-up': {
    status: 409,
    zh: '这个取货码已经用过，物品已领取。',
    en: 'The goods were picked up already: a code works once.',
  },
  'points/pick-up-code-wrong': {
    status: 422,
    zh: '取货码不对，还可以再试 {triesLeft} 次。',
    en: 'The pick-up code is wrong; {triesLeft} tries are left.',
  },
  'points/pick-up-locked': {
    status: 423,
    zh: '取货码错误次数过多，已锁定。请取消这笔兑换后重新兑换。',
    en: 'Too many wrong codes: cancel this redemption and redeem again.',
  },
  'points/pick-up-expired': {
    status: 409,
    zh: '取货期限已过（{expiresAt:minute}），积分将退回，请重新兑换。',
    en: 'The time for picking up ended at {expiresAt:minute}; the points go back.',
  },
  'points/station-unknown': {
    status: 404,
    zh: '没有这个站点。',
    en: 'There is no such station.',
  },
  'points/item-exists': {
    status: 409,
    zh: '这件物品已经上架。',
    en: 'There is an item of this id already.',
  },
  'points/item-unknown': {
    status: 404,
    zh: '没有这件兑换物品。',
    en: 'There is no such item.',
  },
  'points/item-withdrawn': {
    status: 409,
    zh: '这件物品已下架，请换一件。',
    en: 'The item was withdrawn.',
  },
  'points/wrong-book': {
    status: 422,
    zh: '这件物品不能用这一种积分兑换，请核对积分种类。',
    en: 'This item is not given for this kind of points.',
  },
  'points/price-not-positive': {
    status: 422,
    zh: '兑换积分须为大于零的整数。',
    en: 'A price must be a whole number of points above zero.',
  },
  'points/price-changed': {
    status: 409,
    zh: '这件物品的兑换积分刚改为 {pricePoints}，请确认后重新兑换。',
    en: 'The price has just become {pricePoints} points; please redeem again.',
  },
  'points/count-not-positive': {
    status: 422,
    zh: '数量须为整数，且在允许范围之内。',
    en: 'A count must be a whole number in range.',
  },
  'points/count-too-large': {
    status: 422,
    zh: '一次最多兑换 {countMax} 件。',
    en: 'At most {countMax} pieces at once.',
  },
  'points/stock-gone': {
    status: 409,
    zh: '库存不足，还剩 {freeCount} 件，请减少数量或换一件物品。',
    en: 'Not enough stock: {freeCount} left.',
  },
  'points/stock-below-reserved': {
    status: 409,
    zh: '盘点数少于已预留的 {reservedCount} 件，请先取消相应的兑换。',
    en: 'Fewer than the {reservedCount} reserved pieces: cancel redemptions first.',
  },
  'points/card-invalid': {
    status: 404,
    zh: '这张积分卡的二维码无效，请到站点补办。',
    en: 'The code of this card is not valid; ask at the station.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(pointsRejections);
