import { rejecting, type RefusalCatalogue } from '../../../kernel/rejection.js';

export const renderingRefusals = {
  'certificates/character-not-printable': {
    status: 422,
    zh: '证明中有字体无法印出的字符：{characters}。请核对后改用可印的写法，或联系管理员。',
    en: 'The certificate holds characters that no font can print: {characters}.',
  },
  'certificates/renderer-busy': {
    status: 503,
    zh: '正在生成的证明太多，请稍后再试。',
    en: 'Too many certificates are being drawn. Try again later.',
  },
  'certificates/renderer-failed': {
    status: 503,
    zh: '这份证明没有生成成功（{reason}），请再试一次。',
    en: 'This certificate could not be drawn ({reason}). Try again.',
  },
} as const satisfies RefusalCatalogue;

export const refuse: (
  code: keyof typeof renderingRefusals,
  facts?: Parameters<ReturnType<typeof rejecting>>[1],
) => never = rejecting(renderingRefusals);
