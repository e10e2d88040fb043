import { phrase } from '../../../kernel/rejection.js';
import type { Anomaly, AnomalyRule } from './anomalies.js';
import type { Text } from './explanation-words.js';

const WORDS: Readonly<Record<AnomalyRule, Text>> = {
  'two-places': {
    zh: '同一志愿者在两个组织的服务相隔只有 {minutesBetween} 分钟（负数为重叠），请核对是否真的到场。',
    en: 'One volunteer served two organisations {minutesBetween} minutes apart (negative: overlapping): were they there?',
  },
  burst: {
    zh: '同一账号在 {minutes} 分钟内手工录入 {hours} 小时，请核对依据。',
    en: 'One account typed in {hours} hours within {minutes} minutes: look at the evidence.',
  },
  night: {
    zh: '深夜服务合计 {hours} 小时，请核对活动安排。',
    en: '{hours} hours of service in the dead of night: look at what was planned.',
  },
  'same-device': {
    zh: '同一设备在 {seconds} 秒内为 {people} 人签到或签退，请核对是否代签。',
    en: 'One device signed {people} people in or out within {seconds} seconds: did somebody sign for others?',
  },
  'round-hours': {
    zh: '该账号录入的 {records} 条记录中 {percent}% 为整小时，请核对起止时间是否属实。',
    en: '{percent}% of the {records} records typed in by this account are whole hours: were they measured?',
  },
  'same-pair': {
    zh: '{records} 条记录总由同样两人录入和审核（{percent}%），请核对是否真正复核。',
    en: 'The same two accounts typed in and approved {records} records ({percent}%): were they reviewed?',
  },
  'back-entries': {
    zh: '该账号补记 {days} 天以前的服务合计 {hours} 小时，请核对证明材料。',
    en: 'This account entered {hours} hours of service more than {days} days old: look at the proofs.',
  },
  'no-trace': {
    zh: '手工录入 {records} 条共 {hours} 小时：志愿者没有报名，也没有证明材料，只有录入人的说法。',
    en: '{records} records with {hours} hours typed in without enrolment or proof: nothing but the word of who typed them.',
  },
};

/** Why it is worth a look, in words. */
export function reasonOf({ rule, figures }: Anomaly): Text {
  return { zh: phrase(WORDS[rule].zh, figures), en: phrase(WORDS[rule].en, figures) };
}
