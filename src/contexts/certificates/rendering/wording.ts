import { formatHours } from '../../../kernel/centi-hours.js';
import type { LocalDate } from '../../../kernel/calendar.js';
import { chineseHours } from '../domain/chinese-hours.js';
import type { CertificateContent, CertificateHolder } from '../domain/certificate-content.js';
import { englishDate, englishNotes, englishStatement } from './english-wording.js';
import { GRADE_MEANINGS, type Words } from './words.js';

/** The sentences of the paper and the words that follow from its content. */

const SOURCE_WORD = {
  merged: (name: string, on: string) => `${name}已于${on}合并`,
  split: (name: string, on: string) => `${name}已于${on}分立`,
  dissolved: (name: string, on: string) => `${name}已于${on}终止`,
} as const;

/** Why the issuer certifies what others recorded (G149: the successor or superior body may). */
function sourcesText({ sources = [] }: CertificateContent['issuer']): readonly string[] {
  if (sources.length === 0) return [];
  const clauses = sources.map(({ kind, legalName, since }) =>
    kind === 'delegated'
      ? `${legalName}自${chineseDate(since)}起委托出具单位出具其记录的证明`
      : `${SOURCE_WORD[kind](legalName, chineseDate(since))}，其志愿服务记录由出具单位承继`,
  );
  return [`${clauses.join('；')}。`];
}

export function chineseDate(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

export function dateWords(date: LocalDate): Words {
  return { zh: chineseDate(date), en: englishDate(date) };
}

export function starsOf({ stars }: CertificateHolder): Words | undefined {
  if (!stars) return undefined;
  return { zh: `${'一二三四五'.charAt(stars.level - 1)}星级`, en: `${stars.level}-star` };
}

export function statementOf(content: CertificateContent): Words {
  return { zh: chineseStatement(content), en: englishStatement(content) };
}

function chineseStatement({ holder, period, totals }: CertificateContent): string {
  return (
    `兹证明${holder.name}于${chineseDate(period.from)}至${chineseDate(period.to)}期间参加志愿服务` +
    `${totals.services}次，服务时间合计${formatHours(totals.centiHours)}小时` +
    `（大写：${chineseHours(totals.centiHours)}小时），不含往返交通时间。` +
    '所列记录均已公示生效，内容与记录一致。特此证明。'
  );
}

/** Everything zone F says; one paragraph each. */
export function notesOf(content: CertificateContent, proof: Proof): NoteTexts {
  const site = content.verifyUrl.replace(/^https?:\/\//, '').replace(/\/v\/[^/]*$/, '');
  return { zh: chineseNotes(content, proof, site), en: englishNotes(content, site) };
}

export type NoteTexts = Readonly<Record<keyof Words, readonly string[]>>;

function chineseNotes(content: CertificateContent, proof: Proof, site: string): readonly string[] {
  const grades = Object.entries(GRADE_MEANINGS).map(([grade, { zh }]) => `${grade} ${zh}`);
  const replaced = content.replaces
    ? `本证明取代编号 ${content.replaces} 的证明，原证明不再有效。`
    : '';
  const publicity = content.publicityUntil
    ? `本证明在出具单位公示至${chineseDate(content.publicityUntil)}，公示期间有效。`
    : '';
  return [
    '依据《志愿服务记录与证明出具办法（试行）》（民政部令第67号）、《志愿服务条例》' +
      '（国务院令第685号）出具。本证明免费出具。',
    `核验：扫描二维码；或访问 ${site} 输入证明编号和核验码 ${content.checkCode}；或致电` +
      ` ${content.issuer.phone}。二维码和文件的完整性签名可离线核验，` +
      '是否被撤销或被新证明取代以联网结果为准。',
    `等级由系统按记录过程判定，不能人工指定：${grades.join('；')}。`,
    '方式：签到，现场签到签退；录入，工作人员事后录入，或经两人更正；补录，逾期凭材料录入，经两人审核；' +
      '自填，志愿者自行填报，经审核；导入，由原有记录导入。',
    `${replaced}所列为截至账本位置 ${content.logPosition} 生效的记录，合计等于各行之和；` +
      `记录更正后，本证明由新证明取代。${publicity}服务时间不是货币，不得买卖。` +
      '伪造、变造或者使用伪造、变造的证明，依法承担责任。',
    ...sourcesText(content.issuer),
    `内容摘要（credential.json）SHA-256 ${proof.sha256}。签名密钥：二维码 ${proof.tokenKeyId}，` +
      `文件 ${proof.documentKeyId}。SM3 ${proof.sm3}。` +
      '完整性签名证明内容未被改动；需要印章的，由出具单位在盖章处加盖。',
  ];
}

export interface Proof {
  readonly sha256: string;
  readonly sm3: string;
  readonly tokenKeyId: string;
  readonly documentKeyId: string;
}
