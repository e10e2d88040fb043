/** How personal values are shown to those who need not know them. Minors: not shown at all. */
const STAR = '＊';
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** 张三 → 张＊, 张小三 → 张＊三, 上官伟伟 → 上＊＊伟, 哈斯·巴根 → 哈＊·＊根. */
export function maskName(name: string): string {
  const parts = [...graphemes.segment(name)].map(({ segment }) => segment);
  const last = parts.length - 1;
  return parts
    .map((part, i) => {
      const shown = last > 0 && (i === 0 || (i === last && last > 1));
      return shown || part === '·' || part === ' ' ? part : STAR;
    })
    .join('');
}

/** Three characters, stars, the last four; of short numbers only the first and the last two. */
export function maskIdNumber(number: string): string {
  if (number.length >= 12) return keepEnds(number, 3, 4);
  return number.length >= 6 ? keepEnds(number, 1, 2) : '*'.repeat(number.length);
}

/** 138****5678; what is shorter than a mobile number shows its last three digits only. */
export function maskPhone(phone: string): string {
  if (phone.length >= 11) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return `****${phone.length >= 7 ? phone.slice(-3) : ''}`;
}

function keepEnds(text: string, first: number, last: number): string {
  return text.slice(0, first) + '*'.repeat(text.length - first - last) + text.slice(-last);
}
