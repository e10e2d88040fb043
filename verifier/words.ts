import type { Sm2Verdict } from '../src/contexts/certificates/verification-sm2.js';
import type { LogVerdict } from '../src/contexts/certificates/verification-log.js';
import type { Verdict } from '../src/contexts/certificates/verification.js';

export type Language = 'zh' | 'en';

type VerdictWords = readonly [word: string, hint: string];

interface Words {
  readonly ui: Readonly<Record<UiWord, string>>;
  readonly verdicts: Readonly<Record<Verdict, VerdictWords>>;
  /** Superseded, while the successor is not issued yet. */
  readonly pending: VerdictWords;
  readonly log: Readonly<Record<LogVerdict, string>>;
  readonly sm2: Readonly<Record<Sm2Verdict, string>>;
}

const ZH = {
  ui: {
    title: '志愿服务记录证明 · 离线查验',
    intro: '本页不联网，您的文件和文字不会离开这台设备。',
    file: '选择证明的 PDF 文件',
    drop: '也可以把文件拖到这里。',
    code: '或粘贴二维码的文字（也可只输入 # 后的数字）',
    check: '查验',
    lists: '查验所用的密钥清单',
    listHint: '清单只应取自出具单位或主管部门。可载入新的清单文件：',
    badList: '这个文件不是密钥清单，未作改动。',
    issuers: '出具单位的密钥',
    logs: '公开日志的密钥',
    statuses: '载入了状态的证明（份）',
    statusOrigin: '撤销、换发的情况取自您载入的状态清单；此后的变化这里看不到。',
    asOf: '清单日期',
    noDate: '未注明',
    validity: '有效期',
    revokedFrom: '自此不可信',
    noKeys: '还没有密钥清单，无法认出任何单位。请先载入清单文件。',
    number: '证明编号',
    holder: '持有人',
    issuer: '出具单位',
    period: '服务期间',
    services: '服务次数',
    hours: '服务时间合计（小时）',
    issuedOn: '出具日期',
    log: '公开日志',
    by: '由以下证明取代',
    sm2: 'SM2 签名（国密，附加）',
    stamp: '时间戳',
    erasure: '个人信息',
    erased: '出具单位已按持有人要求删除；证明仍然有效',
    stampNotJudged: '时间戳签名无误；时间戳机构是否可信，本工具不判断',
    reason: '原因代码',
    foreign: '注意：二维码指向的网站不是本系统的网站，请不要打开。',
    compare: '请把下列各项与纸质证明逐项核对。',
    limits:
      '离线查验看不到清单日期之后的事：证明后来是否被撤销、换发，密钥后来是否失窃。要确知现状，请联网打开二维码中的网址，或致电出具单位。',
    tooLarge: '文件过大，不是证明。',
    other: 'English',
  },
  verdicts: {
    valid: ['✔ 有效', '签名、内容和当前状态都已核对无误。'],
    'status-unknown': [
      '✔ 真实，现状未知',
      '确由下列单位出具，内容未被改动；出具后是否撤销或换发，离线无法知道。',
    ],
    revoked: ['✖ 已撤销', '出具单位已撤销这份证明，请勿采信。'],
    superseded: ['✖ 已换发', '记录已更正，请以新证明为准。'],
    'unknown-issuer': [
      '✖ 出具单位不明',
      '签名的密钥不在清单中，或当时不在有效期。清单可能太旧，也可能是假证明。',
    ],
    'bad-signature': ['✖ 签名不符', '签名不是出具单位所作，请勿采信。'],
    malformed: ['✖ 无法读取', '这不是完整的证明或二维码。请重新扫描或取得完整文件。'],
    'key-revoked-before-issue': ['✖ 签名密钥已失效', '出具时这把密钥已不可信，请勿采信。'],
    'key-revoked-after-issue': [
      '？密钥后来失效',
      '出具之后这把密钥被宣布不可信。请向出具单位核实。',
    ],
    'content-mismatch': ['✖ 内容矛盾', '文件各部分不一致，请勿采信。'],
    'altered-after-signing': ['✖ 签名后被改动', '文件在签名之后被改动过，请勿采信。'],
    'not-in-log-yet': [
      '？未附日志证据',
      '签名有效，但文件中没有列入公开日志的证据。请向出具单位核实。',
    ],
    'unknown-log': ['？日志不明', '文件中的证据出自清单以外的日志。请向出具单位核实。'],
    'log-inconsistent': ['✖ 日志证据不符', '文件中的日志证据是错的，请勿采信。'],
  },
  pending: [
    '✖ 记录已更正，待换发',
    '所列记录已更正或作废，这份证明已不反映现在的记录，请向持有人索取换发的证明。',
  ],
  log: {
    included: '已列入',
    absent: '文件中没有证据',
    malformed: '证据无法读取',
    'other-event': '证据属于另一份证明',
    'unknown-log': '日志不在清单中',
    'bad-signature': '日志签名不符',
    'not-included': '未列入',
    'no-log-key': '清单中没有日志密钥，未核对',
  },
  sm2: {
    holds: '内容的 SM2 签名无误',
    'bad-signature': 'SM2 签名不符',
    'unknown-issuer': 'SM2 密钥不在清单中，或当时不在有效期，未核对',
    'key-revoked-before-issue': 'SM2 密钥在出具时已不可信，此签名不作数',
    'key-revoked-after-issue': 'SM2 密钥后来被宣布不可信',
  },
} as const;

export type UiWord = keyof typeof ZH.ui;

const EN: Words = {
  ui: {
    title: 'Service certificate · offline check',
    intro: 'This page uses no network. What you give it stays on this device.',
    file: 'Choose the PDF of the certificate',
    drop: 'Or drop the file here.',
    code: 'Or paste the text of the QR code (the digits behind # are enough)',
    check: 'Check',
    lists: 'Lists of keys used for the check',
    listHint: 'Take lists only from the issuer or its supervisor. Load a newer file:',
    badList: 'This file is no list of keys. Nothing was changed.',
    issuers: 'Keys of issuers',
    logs: 'Keys of logs',
    statuses: 'Certificates with a loaded status',
    statusOrigin: 'The status comes from the list you loaded. Later changes do not show here.',
    asOf: 'Date of the lists',
    noDate: 'not stated',
    validity: 'in force',
    revokedFrom: 'not to be trusted from',
    noKeys: 'There is no list of keys yet, so no issuer can be known. Load one first.',
    number: 'Number',
    holder: 'Holder',
    issuer: 'Issued by',
    period: 'Period',
    services: 'Services',
    hours: 'Total service time (hours)',
    issuedOn: 'Issued on',
    log: 'Public log',
    by: 'Superseded by',
    sm2: 'SM2 signature (in addition)',
    stamp: 'Timestamp',
    erasure: 'Personal data',
    erased: 'erased by the issuer at the holder’s request; the certificate counts as before',
    stampNotJudged: 'it holds; whether its authority is to be trusted is not judged here',
    reason: 'Reason code',
    foreign: 'Beware: the code leads to a host that is not the genuine one. Do not open it.',
    compare: 'Compare each item with the paper.',
    limits:
      'Offline, nobody can see what happened after the date of the lists: whether the certificate was revoked or replaced, or a key stolen. To be sure, open the address in the QR code, or telephone the issuer.',
    tooLarge: 'The file is too large to be a certificate.',
    other: '中文',
  },
  verdicts: {
    valid: ['✔ Valid', 'Signature, content and present status were checked and are good.'],
    'status-unknown': [
      '✔ Genuine, status unknown',
      'Issued by the unit below and unchanged. Whether it was revoked or replaced since, offline nobody can tell.',
    ],
    revoked: ['✖ Revoked', 'The issuer has revoked it. Do not rely on it.'],
    superseded: ['✖ Superseded', 'Its records were corrected. Rely on the new certificate.'],
    'unknown-issuer': [
      '✖ Unknown issuer',
      'The key is not in the list, or was not in force. The list may be old, or the certificate false.',
    ],
    'bad-signature': ['✖ Bad signature', 'The signature is not the issuer’s. Do not rely on it.'],
    malformed: [
      '✖ Cannot be read',
      'This is not a whole certificate or code. Scan again, or get the whole file.',
    ],
    'key-revoked-before-issue': [
      '✖ Key revoked before issue',
      'The key was not to be trusted when it was used. Do not rely on it.',
    ],
    'key-revoked-after-issue': [
      '? Key revoked after issue',
      'The key was revoked later. Ask the issuer.',
    ],
    'content-mismatch': [
      '✖ Contents disagree',
      'The parts of the file contradict each other. Do not rely on it.',
    ],
    'altered-after-signing': [
      '✖ Altered after signing',
      'The file was changed after it was signed. Do not rely on it.',
    ],
    'not-in-log-yet': [
      '? No proof of the log',
      'The signature holds, but the file does not prove that it is in the public log. Ask the issuer.',
    ],
    'unknown-log': [
      '? Unknown log',
      'The proof is of a log that is not in the list. Ask the issuer.',
    ],
    'log-inconsistent': ['✖ Log proof wrong', 'The proof in the file is wrong. Do not rely on it.'],
  },
  pending: [
    '✖ Records corrected, replacement pending',
    'A record it lists was corrected or voided. Ask the holder for the replacement.',
  ],
  log: {
    included: 'included',
    absent: 'no proof in the file',
    malformed: 'proof cannot be read',
    'other-event': 'proof of another certificate',
    'unknown-log': 'log not in the list',
    'bad-signature': 'signature of the log is bad',
    'not-included': 'not included',
    'no-log-key': 'no key of a log in the lists: not checked',
  },
  sm2: {
    holds: 'the SM2 signature of the content holds',
    'bad-signature': 'the SM2 signature does not hold',
    'unknown-issuer': 'the SM2 key is not in the list, or was not in force: not checked',
    'key-revoked-before-issue': 'the SM2 key was revoked before issue: it counts for nothing',
    'key-revoked-after-issue': 'the SM2 key was revoked after issue',
  },
};

export const WORDS: Readonly<Record<Language, Words>> = { zh: ZH, en: EN };
