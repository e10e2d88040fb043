import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const certificatesRejections = {
  'certificates/unknown': {
    status: 404,
    zh: '没有这份证明。',
    en: 'There is no such certificate.',
  },
  'certificates/exists': {
    status: 409,
    zh: '这份申请已经存在。',
    en: 'This request exists already.',
  },
  'certificates/period-backwards': {
    status: 422,
    zh: '截止日期早于起始日期。',
    en: 'The period ends before it begins.',
  },
  'certificates/not-requested': {
    status: 409,
    zh: '这份证明不在待受理状态（当前：{status}）。',
    en: 'The certificate is not waiting to be accepted (it is {status}).',
  },
  'certificates/not-awaiting-approval': {
    status: 409,
    zh: '这份证明不在等待复核（当前：{status}）。',
    en: 'The certificate does not wait for a second approval (it is {status}).',
  },
  'certificates/second-person-needed': {
    status: 403,
    zh: '受理人不能复核同一份证明，请由另一名经办人员复核。',
    en: 'Who accepted a certificate cannot approve it too: a second person does.',
  },
  'certificates/not-accepted': {
    status: 409,
    zh: '这份证明尚未受理（当前：{status}）。',
    en: 'The certificate is not accepted (it is {status}).',
  },
  'certificates/not-issued': {
    status: 409,
    zh: '这份证明尚未开具（当前：{status}）。',
    en: 'The certificate is not issued (it is {status}).',
  },
  'certificates/not-live': {
    status: 409,
    zh: '这份证明当前不能打印（{status}）。记录有更正的，请先换发；已撤销或已换发的，请使用新证明。',
    en: 'The certificate cannot be printed now ({status}). Replace it first, or use its successor.',
  },
  'certificates/not-stale': {
    status: 409,
    zh: '这份证明不需要换发（当前：{status}）。只有所列记录更正或作废后才换发。',
    en: 'There is nothing to replace (it is {status}): only a certificate whose records changed is.',
  },
  'certificates/no-such-printing': {
    status: 404,
    zh: '这份证明只打印过 {printings} 次。需要再次打印的，请先登记再次打印。',
    en: 'The certificate was printed {printings} times. Record a reprint first.',
  },
  'certificates/guardian-must-ask': {
    status: 422,
    zh: '持有人未满 18 周岁，请由监护人提出申请。',
    en: 'The holder is a minor: the guardian asks for the certificate.',
  },
  'certificates/full-number-is-the-holders-choice': {
    status: 422,
    zh: '印出完整证件号码须由本人（未成年人由监护人）提出，请改为隐去，或登记为本人申请。',
    en: 'Only the holder, or the guardian of a minor, may ask for the ID number in full.',
  },
  'certificates/full-name-is-the-holders-choice': {
    status: 422,
    zh: '带完整姓名的电子徽章只能由本人下载，请改为隐去姓名，或请本人登录下载。',
    en: 'Only the holder may have a badge with the name in full.',
  },
  'certificates/no-status-list': {
    status: 404,
    zh: '该单位在这一年没有出具证明，因此没有状态列表，请核对年份。',
    en: 'This issuer gave no certificate in that year: there is no status list.',
  },
  'certificates/batch-unknown': {
    status: 404,
    zh: '没有这个批量出具任务，请核对编号。',
    en: 'There is no such batch.',
  },
  'certificates/batch-exists': {
    status: 409,
    zh: '这个批量出具任务已经开始，请查看进度。',
    en: 'This batch has begun already.',
  },
  'certificates/batch-empty': {
    status: 422,
    zh: '请至少选择一名志愿者。',
    en: 'Choose at least one volunteer.',
  },
  'certificates/batch-too-large': {
    status: 422,
    zh: '一次最多为 {max} 人批量出具，请分批进行。',
    en: 'A batch is for at most {max} volunteers.',
  },
  'certificates/batch-not-running': {
    status: 409,
    zh: '任务不在进行中（当前：{status}），不需要停止。',
    en: 'The batch is not running (it is {status}).',
  },
  'certificates/batch-not-stopped': {
    status: 409,
    zh: '任务没有停止（当前：{status}），不需要继续。',
    en: 'The batch is not stopped (it is {status}).',
  },
  'certificates/issuer-succeeded': {
    status: 409,
    zh: '该单位已合并、分立或终止，请由承继单位出具。',
    en: 'This organisation was merged, split or dissolved: its successor issues.',
  },
  'certificates/already-succeeded': {
    status: 409,
    zh: '该单位已登记承继单位，不能再改。请核对，确有错误的联系管理员。',
    en: 'The organisation has a successor already.',
  },
  'certificates/own-successor': {
    status: 422,
    zh: '单位不能承继或委托自己，请选择另一个单位。',
    en: 'An organisation is not its own successor or delegate.',
  },
  'certificates/key-unknown': {
    status: 404,
    zh: '该单位没有这个密钥，请核对密钥编号。',
    en: 'The organisation has no such key.',
  },
  'certificates/key-already-revoked': {
    status: 409,
    zh: '这个密钥已从 {invalidFrom} 起停用。只有发现更早的失效时间时才再次登记。',
    en: 'The key is revoked from {invalidFrom} already; only an earlier moment may be added.',
  },
  'certificates/key-revoked-in-future': {
    status: 422,
    zh: '失效时间不能晚于现在，请更正。',
    en: 'A key cannot be revoked from a moment to come.',
  },
  'certificates/already-revoked': {
    status: 409,
    zh: '这份证明已撤销。',
    en: 'The certificate is revoked already.',
  },
  'certificates/own-certificate': {
    status: 403,
    zh: '不能受理自己的证明。',
    en: 'Nobody accepts their own certificate.',
  },
  'certificates/nothing-to-certify': {
    status: 422,
    zh: '该时段内没有由本单位记录并已生效的服务（谁记录谁证明）。',
    en: 'This issuer recorded no effective service in the period (who records, certifies).',
  },
  'certificates/too-many-rows': {
    status: 422,
    zh: '一份证明最多列出 {max} 条记录，请缩短时段。',
    en: 'A certificate lists at most {max} records: choose a shorter period.',
  },
  'certificates/signatories-missing': {
    status: 409,
    zh: '出具单位尚未登记负责人和经办人。',
    en: 'The issuer has not named its person in charge and its handler.',
  },
  'certificates/issuer-unknown': {
    status: 404,
    zh: '没有这个出具单位。',
    en: 'There is no such issuer.',
  },
  'certificates/holder-data-missing': {
    status: 409,
    zh: '持有人的个人信息已删除或缺失，无法开具。',
    en: "The holder's personal data is erased or missing: nothing can be issued.",
  },
  'certificates/content-malformed': {
    status: 422,
    zh: '证明的内容不合格式（{where}），不能出具。请核对并更正相应的资料后再出具，或联系管理员。',
    en: 'What would be certified is not well formed ({where}): correct it first.',
  },
  'certificates/character-not-printable': {
    status: 422,
    zh: '证明中有字体无法印出的字符：{characters}。请核对后改用可印的写法，或联系管理员。',
    en: 'The certificate holds characters that no font can print: {characters}.',
  },
  'certificates/register-full': {
    status: 409,
    zh: '本年度编号已用完。',
    en: 'The numbers of this year are used up.',
  },
  'certificates/not-in-log-yet': {
    status: 503,
    zh: '这份证明已开具，但公开日志尚未签署到它，请稍后再下载；一直如此的，请联系管理员查看日志状态。',
    en: 'Issued, but the log has not signed it yet. Try again shortly; if it stays, look at the log.',
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

export const reject = rejecting(certificatesRejections);
