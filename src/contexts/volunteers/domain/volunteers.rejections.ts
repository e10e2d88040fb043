import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const volunteersRejections = {
  'volunteers/name-missing': { status: 422, zh: '缺少姓名。', en: 'The name is missing.' },
  'volunteers/name-malformed': {
    status: 422,
    zh: '姓名应为 1 到 40 个字符，且不含控制字符。',
    en: 'A name has 1 to 40 characters and no control characters.',
  },
  'volunteers/id-number-malformed': {
    status: 422,
    zh: '证件号码的格式与证件类型不符。',
    en: 'The ID number has not the form of its ID type.',
  },
  'volunteers/id-number-check-digit': {
    status: 422,
    zh: '居民身份证号码的校验码不正确。',
    en: 'The check digit of the resident ID number does not fit.',
  },
  'volunteers/birth-date-malformed': {
    status: 422,
    zh: '出生日期缺失或不是有效日期。',
    en: 'The birth date is missing or is no such date.',
  },
  'volunteers/birth-date-contradicts-id-number': {
    status: 422,
    zh: '出生日期与身份证号码不一致。',
    en: 'The birth date and the ID number do not agree.',
  },
  'volunteers/sex-malformed': {
    status: 422,
    zh: '性别应为男或女。',
    en: 'The sex must be male or female.',
  },
  'volunteers/sex-contradicts-id-number': {
    status: 422,
    zh: '性别与身份证号码不一致。',
    en: 'The sex and the ID number do not agree.',
  },
  'volunteers/already-registered': {
    status: 409,
    zh: '该证件号码已经登记过志愿者。',
    en: 'Somebody is registered with this ID number already.',
  },
  'volunteers/too-young': {
    status: 422,
    zh: '未满 6 周岁不予登记。',
    en: 'Children under 6 are not registered.',
  },
  'volunteers/guardian-missing': {
    status: 422,
    zh: '未成年人登记须填写监护人姓名和联系电话。',
    en: "A minor's registration needs the guardian's name and phone.",
  },
  'volunteers/guardian-consent-missing': {
    status: 422,
    zh: '未成年人登记须经监护人同意。',
    en: "A minor's registration needs the guardian's consent.",
  },
  'volunteers/consent-missing': {
    status: 422,
    zh: '须声明所填信息真实，并同意个人信息处理规则。',
    en: 'The particulars must be declared true and the privacy notice agreed to.',
  },
  'volunteers/division-code-malformed': {
    status: 422,
    zh: '居住区划代码应为 12 位数字。',
    en: 'The division code of residence has 12 digits.',
  },
  'volunteers/phone-malformed': {
    status: 422,
    zh: '联系电话应为 5 到 20 位数字，可含空格、连字符和开头的加号。',
    en: 'A phone number has 5 to 20 digits; spaces, hyphens and a leading plus may stand in it.',
  },
  'volunteers/address-malformed': {
    status: 422,
    zh: '居住地址最多 200 个字符，且不含控制字符。',
    en: 'An address has at most 200 characters and no control characters.',
  },
  'volunteers/skill-malformed': {
    status: 422,
    zh: '专业技能中含有控制字符。',
    en: 'A skill has no control characters.',
  },
  'volunteers/volunteer-no-malformed': {
    status: 422,
    zh: '志愿者编号最多 32 个字母或数字，且不得为证件号码。',
    en: 'A volunteer number has at most 32 letters or digits and is never the ID number.',
  },
  'volunteers/volunteer-no-taken': {
    status: 409,
    zh: '该志愿者编号已属于另一位志愿者。',
    en: 'This volunteer number belongs to another volunteer.',
  },
  'volunteers/unknown': {
    status: 404,
    zh: '没有这位志愿者。',
    en: 'There is no such volunteer.',
  },
  'volunteers/has-left': {
    status: 409,
    zh: '该志愿者已退出志愿服务，须先办理恢复。',
    en: 'This volunteer has left: take them back first.',
  },
  'volunteers/has-died': {
    status: 409,
    zh: '该志愿者登记为已故，不能恢复；如登记有误，请联系管理员。',
    en: 'This volunteer is recorded as dead and can’t return; if that is wrong, ask an administrator.',
  },
  'volunteers/not-a-minor': {
    status: 422,
    zh: '该志愿者已成年，须由本人同意，不登记监护人同意。',
    en: 'This volunteer is of age: they consent themselves, no guardian does.',
  },
  'volunteers/minor-not-public': {
    status: 422,
    zh: '未成年人不得实名公开，不能登记此项同意。',
    en: 'A minor is never named in public: this consent can’t be recorded.',
  },
  'volunteers/guardian-must-consent': {
    status: 422,
    zh: '该未成年人的此项同意须由监护人作出（个人信息保护法第三十一条）。',
    en: 'For this child the guardian consents (PIPL art. 31).',
  },
  'volunteers/purpose-missing': {
    status: 422,
    zh: '查看完整个人信息须说明用途（2 到 200 个字符），用途会记入查阅日志。',
    en: 'To see personal data in full, state the purpose (2 to 200 characters); it is logged.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(volunteersRejections);
