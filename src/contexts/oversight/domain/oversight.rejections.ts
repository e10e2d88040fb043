import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const oversightRejections = {
  'oversight/organisation-unknown': {
    status: 404,
    zh: '没有这个组织，请核对编号。',
    en: 'There is no such organisation: check its id.',
  },
  'oversight/station-unknown': {
    status: 404,
    zh: '没有这个服务站，请核对编号。',
    en: 'There is no such station: check its id.',
  },
  'oversight/record-unknown': {
    status: 404,
    zh: '没有这条服务记录，请核对编号。',
    en: 'There is no such service record: check its id.',
  },
  'oversight/not-a-volunteer': {
    status: 403,
    zh: '这个账号没有关联志愿者，没有自己的服务记录。',
    en: 'This account belongs to no volunteer and has no service records of its own.',
  },
  'oversight/period-malformed': {
    status: 422,
    zh: '期间不正确：请按“年-月-日”填写起止日期，起在止前，最长 {years} 年。',
    en: 'The period is not right: two dates YYYY-MM-DD, the first not after the second, at most {years} years.',
  },
} as const satisfies RefusalCatalogue;

export type OversightRejection = keyof typeof oversightRejections;
export const reject = rejecting(oversightRejections);
