import { formatHours } from '../../../kernel/centi-hours.js';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿'];

/**
 * Hours in the capitals of official papers, so that a digit cannot be added by pen:
 * 8050 (80.50 h) → 捌拾点伍零. Zero decimals are left out: 8000 → 捌拾.
 */
export function chineseHours(centiHours: number): string {
  const [whole = '0', decimals = '00'] = formatHours(centiHours).split('.');
  const read = wholeNumber(whole);
  if (decimals === '00') return read;
  return `${read}点${[...decimals].map((digit) => DIGITS.charAt(Number(digit))).join('')}`;
}

function wholeNumber(digits: string): string {
  let read = '';
  let isGapOpen = false;
  for (const [index, digit] of [...digits].entries()) {
    const power = digits.length - 1 - index;
    if (digit === '0') {
      isGapOpen = true;
    } else {
      if (isGapOpen && read !== '') read += '零';
      isGapOpen = false;
      read += DIGITS.charAt(Number(digit)) + (PLACES[power % 4] ?? '');
    }
    read += groupWord(digits.slice(Math.max(0, index - 3), index + 1), power);
  }
  return read === '' ? '零' : read;
}

/** 万 or 亿 behind the last digit of a group of four that is not all zeros. */
function groupWord(group: string, power: number): string {
  return power % 4 === 0 && Number(group) > 0 ? (GROUPS[power / 4] ?? '') : '';
}
