import { type RefusalCatalogue, rejecting } from '../kernel/rejection.js';

export const vaultRejections = {
  'vault/subject-erased': {
    status: 409,
    zh: '此人的个人信息已依申请删除，不能再为其登记内容。',
    en: 'The personal data of this person were erased: nothing more can be written about them.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(vaultRejections);
