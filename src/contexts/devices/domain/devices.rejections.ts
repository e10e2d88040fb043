import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const devicesRejections = {
  'devices/station-unknown': {
    status: 404,
    zh: '没有这个站点。',
    en: 'There is no such station.',
  },
  'devices/station-closed': {
    status: 409,
    zh: '站点已关闭，不能登记新设备。',
    en: 'The station is closed: it takes no new devices.',
  },
  'devices/device-unknown': {
    status: 404,
    zh: '没有这台设备。',
    en: 'There is no such device.',
  },
  'devices/already-announced': {
    status: 409,
    zh: '这台设备已经登记。',
    en: 'This device is announced already.',
  },
  'devices/code-wrong': {
    status: 422,
    zh: '设备登记码不对，请核对屏幕上的登记码，或请工作人员重新生成。',
    en: 'The enrolment code is not right: check it, or have staff make a new one.',
  },
  'devices/enrolment-code-expired': {
    status: 409,
    zh: '设备登记码已过期，请工作人员重新生成。',
    en: 'The enrolment code has expired: have staff make a new one.',
  },
  'devices/already-enrolled': {
    status: 409,
    zh: '登记码已被另一台设备使用；如不是您所为，请立即停用该设备。',
    en: 'Another device has used this code; if that was not you, revoke it at once.',
  },
  'devices/too-many-phones': {
    status: 422,
    zh: '每人最多登记 {most} 部手机，请先停用不用的。',
    en: 'One person has at most {most} phones: revoke one first.',
  },
  'devices/key-malformed': {
    status: 422,
    zh: '公钥格式不对（应为 Ed25519 公钥，32 字节，base64url）。',
    en: 'The public key is not an Ed25519 key (32 bytes, base64url).',
  },
  'devices/key-not-proved': {
    status: 422,
    zh: '设备没有证明它持有私钥，请重新登记。',
    en: 'The device did not prove that it holds the private key: enrol again.',
  },
  'devices/device-revoked': {
    status: 409,
    zh: '这台设备已停用，扫码无效；请改用其他设备，或由工作人员补录。',
    en: 'This device is revoked: use another one, or have staff enter the hour.',
  },
  'devices/not-enrolled': {
    status: 409,
    zh: '这台设备还没有完成登记。',
    en: 'This device has not been enrolled yet.',
  },
  'devices/signature-wrong': {
    status: 422,
    zh: '签名不符，扫码内容可能被改动，不予采信。',
    en: 'The signature does not fit: what was scanned may have been changed.',
  },
  'devices/sequence-reused': {
    status: 409,
    zh: '序号 {sequence} 已用于另一次扫码；设备可能被复制或还原，请停用并重新登记。',
    en: 'Number {sequence} was used for another scan: the device may be a copy. Revoke and re-enrol.',
  },
  'devices/personal-code-unknown': {
    status: 422,
    zh: '这不是有效的个人码，请打开“我的服务码”或出示志愿者卡。',
    en: 'This is no personal code: open “my code” or show the card.',
  },
  'devices/card-revoked': {
    status: 409,
    zh: '这张卡已停用，请到站点换领新卡。',
    en: 'This card is revoked: ask the station for a new one.',
  },
  'devices/card-unknown': {
    status: 404,
    zh: '没有这张卡。',
    en: 'There is no such card.',
  },
  'devices/card-exists': {
    status: 409,
    zh: '这张卡已经发放。',
    en: 'This card is issued already.',
  },
  'devices/volunteer-unknown': {
    status: 404,
    zh: '没有这名志愿者。',
    en: 'There is no such volunteer.',
  },
  'devices/not-a-volunteer': {
    status: 403,
    zh: '这个账号没有关联志愿者，没有个人码。',
    en: 'This account belongs to no volunteer and has no personal code.',
  },
  'devices/activity-elsewhere': {
    status: 422,
    zh: '这项活动不属于本设备所在的组织。',
    en: 'The activity is not of the organisation this device belongs to.',
  },
  'devices/phone-is-no-witness': {
    status: 422,
    zh: '本人手机不能作见证，请用站点设备扫码。',
    en: 'One’s own phone is no witness: use a device of the station.',
  },
  'devices/scanned-after-sending': {
    status: 422,
    zh: '扫码时间晚于发送时间，设备时钟不可信。',
    en: 'The scan is later than its sending: the device’s clock makes no sense.',
  },
  'devices/too-late': {
    status: 422,
    zh: '扫码上传过迟，请由工作人员补录并说明原因。',
    en: 'It was uploaded too late: have staff enter the hour with a reason.',
  },
  'devices/code-old': {
    status: 409,
    zh: '这是过期的码（可能是截图），请出示最新的码。',
    en: 'This code is old, a picture perhaps: show the one of now.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(devicesRejections);
