import type { FieldError } from './invalid-input.js';
import type { Language } from './language.js';

/** What a rule asks, in Chinese; `$1`, `$2` are the figures of the English sentence in its order. */
const CHINESE: Readonly<Record<string, string>> = {
  required: '必填',
  whitelistValidation: '没有这个字段',
  isString: '须为文字',
  isInt: '须为整数',
  isBoolean: '须为 true 或 false',
  isUuid: '须为有效的编号（UUID）',
  isArray: '须为列表',
  isIn: '须为以下之一：$list',
  matches: '格式须为 $pattern',
  maxLength: '至多 $1 个字符',
  min: '不得小于 $1',
  max: '不得大于 $1',
  arrayMinSize: '至少 $1 项',
  arrayMaxSize: '至多 $1 项',
  arrayUnique: '不得重复',
  nestedValidation: '须为对象',
  isIso8601: '须为时间，例如 2026-03-02T14:00:00+08:00',
  date: '须为确有的日期 YYYY-MM-DD',
  division: '须为 2、4、6、9 或 12 位行政区划代码',
  format: '格式不符',
  text: '须为正常文字，不含 NUL 等字符',
  number: '须为有效范围内的数字',
  depth: '嵌套不得超过 $1 层',
  list: '列表中不得再有列表',
  name: '不得使用这个字段名',
};
/** One rule, three sentences. */
const LENGTHS: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/longer than .* and shorter than/, '须为 $1 到 $2 个字符'],
  [/longer than/, '至少 $1 个字符'],
  [/shorter than/, '至多 $1 个字符'],
];

/** The message of a field in the reader's language. */
export function fieldWords({ field, rule, message }: FieldError, language: Language): string {
  if (language === 'en') return message;
  const words = rule === 'isLength' ? lengthWords(message) : CHINESE[rule];
  if (words === undefined) return `不符合要求：${message}`;
  const sentence = message.replace(field.split('.').at(-1) ?? '', '');
  const figures = sentence.match(/-?\d+/g) ?? [];
  return words
    .replace(/\$(\d)/g, (_, n: string) => figures[Number(n) - 1] ?? '…')
    .replace('$list', () => /values: (.*)$/s.exec(sentence)?.[1] ?? '…')
    .replace('$pattern', () => /must match (.*) regular/s.exec(sentence)?.[1] ?? '…');
}

function lengthWords(message: string): string | undefined {
  return LENGTHS.find(([english]) => english.test(message))?.[1];
}
