export interface Text {
  readonly zh: string;
  readonly en: string;
}

type Words = Readonly<Record<string, Text>>;

/** What happened to a record, one sentence for each event; `other` for what is told elsewhere. */
export const SENTENCES = {
  interval: {
    zh: '{date} {from} 至 {to}，共 {hours} 小时 {minutes} 分 {rest} 秒（{seconds} 秒）。',
    en: '{date}, {from} to {to}: {hours} h {minutes} min {rest} s ({seconds} seconds).',
  },
  rounding: {
    zh: '每满 36 秒记 0.01 小时，不足的舍去：{seconds} 秒记为 {hours} 小时。路途时间不计。',
    en: 'Every full 36 seconds count 0.01 h, the rest is dropped: {seconds} s are {hours} h. Travel is not counted.',
  },
  stated: {
    zh: '起止时间折合 {interval} 小时，填报为 {hours} 小时，按填报的较少时长记。',
    en: 'The interval comes to {interval} h; {hours} h were stated, and the smaller figure counts.',
  },
  grade: {
    zh: '证据等级 {grade}（{mode}）：{reason}。等级由系统按证据得出，任何人不能改写。',
    en: 'Evidence grade {grade} ({mode}): {reason}. It follows from the evidence; nobody can set it.',
  },
  status: { zh: '现在的状态：{status}。', en: 'Where it stands now: {status}.' },
  SignedIn: { zh: '{seen} 签到。', en: '{seen}: signed in.' },
  SignedOut: { zh: '{seen} 签退。', en: '{seen}: signed out.' },
  ClosedByPolicy: {
    zh: '没有签退，按规则（{policy}）计到 {seen}。',
    en: 'Nobody signed out: counted until {seen} by the stated rule ({policy}).',
  },
  LateSignOutSeen: {
    zh: '设备记录的签退（{seen}）到 {at} 才同步，当时签到已按规则结束；按设备计 {hours} 小时，待工作人员核对。',
    en: 'A device saw the sign-out at {seen}, and brought it at {at}, after the sign-in was closed by rule: {hours} h by the device; staff looks into it.',
  },
  LateSignOutDismissed: {
    zh: '{at} 由{who}核对，不采纳这次迟到的签退，记录不变。',
    en: '{at}: {who} dismissed that late sign-out; nothing changed.',
  },
  PresenceWitnessed: {
    zh: '{seen} 第二台站点设备见到本人在场。',
    en: '{seen}: a second device of the station saw them there.',
  },
  ConfirmationOffered: {
    zh: '{at} 由{who}开出服务对象确认码。',
    en: '{at}: {who} made a code for the beneficiary to confirm with.',
  },
  RecordConfirmed: {
    zh: '{at} 经服务对象或第二设备确认，证据等级 {grade}。',
    en: '{at}: confirmed by the beneficiary or a second device; grade {grade}.',
  },
  RecordSubmitted: { zh: '{at} 由{who}录入并提交。', en: '{at}: recorded and submitted by {who}.' },
  RecordReviewed: { zh: '{at} 由{who}审核通过。', en: '{at}: approved by {who}.' },
  RecordRejected: { zh: '{at} 由{who}审核退回。', en: '{at}: rejected by {who}.' },
  RecordPublicised: {
    zh: '自 {from} 起公示，无异议的 {effectiveOn} 起生效（规则 {policy}）。',
    en: 'Publicised from {from}; without objection it takes effect on {effectiveOn} (policy {policy}).',
  },
  RecordTookEffect: {
    zh: '{on} 公示期满生效，计入 {hours} 小时。',
    en: '{on}: took effect with {hours} h.',
  },
  RecordVoided: {
    zh: '{at} 由{who}作废，原因：{reason}。',
    en: '{at}: voided by {who}: {reason}.',
  },
  RecordCorrected: {
    zh: '{at} 由{who}更正为第 {version} 版：由 {before} 小时改为 {hours} 小时，证据等级 {grade}。',
    en: '{at}: corrected by {who} to version {version}: from {before} h to {hours} h, grade {grade}.',
  },
  SignInLapsed: {
    zh: '{at} 没有签退，这次签到不成记录。',
    en: '{at}: nobody signed out, so the sign-in came to no record.',
  },
  ObjectionRaised: {
    zh: '{at} 由{who}提出异议，须在 {decideBy} 前核查决定。',
    en: '{at}: {who} objected; it is looked into and decided by {decideBy}.',
  },
  ObjectionDecided: {
    zh: '{at} 异议由两人核查决定：{outcome}。',
    en: '{at}: two persons decided the objection: {outcome}.',
  },
  ChangeProposed: {
    zh: '{at} 由{who}提议更改，等待第二人确认。',
    en: '{at}: {who} proposed a change; a second person has to confirm it.',
  },
  ProposalReturned: {
    zh: '{at} 由{who}退回更改提议，记录不变。',
    en: '{at}: {who} returned the proposed change; nothing changed.',
  },
  provisional: {
    zh: '（这个日期是暂定的：那一年的放假安排还没有录入。）',
    en: ' (The date is provisional: the holidays of that year are not known yet.)',
  },
  other: { zh: '{at} 由{who}记入：{kind}。', en: '{at}: {kind}, by {who}.' },
} as const satisfies Words;

export const GRADE_REASONS: Words = {
  'A+': {
    zh: '有签到和签退，并经服务对象或第二设备确认',
    en: 'signed in and out, and confirmed by the beneficiary or a second device',
  },
  A: {
    zh: '用现场动态码或站点设备签到、签退',
    en: 'signed in and out by the code at the place or a station device',
  },
  B: {
    zh: '签到、签退只有一端可靠，另一端存疑或按规则补齐；或两端都存疑',
    en: 'one end only is firm, the other is in doubt or was closed by the stated rule; or both are in doubt',
  },
  C: {
    zh: '不是现场签到，而是事后凭证明材料录入，由另一人审核',
    en: 'not signed in on the spot but typed in afterwards from a document, approved by a second person',
  },
  D: {
    zh: '没有签到，也没有证明材料，只有录入人的说法',
    en: 'neither signed in nor proved by a document: known only by who typed it',
  },
};

export const IMPORTED_AS_D: Text = {
  zh: '从其他系统的表格导入，本系统没有见证',
  en: 'imported from a spreadsheet of another system: nobody here saw it',
};

/** Signed in on the spot, and known no better than what somebody typed in. */
export const SIGNED_AS_C: Text = {
  zh: '签到或签退一端存疑，另一端按规则补齐',
  en: 'one end is in doubt and the other was closed by the stated rule',
};

export const MODE_WORDS: Words = {
  corrected: { zh: '两人更正', en: 'corrected by two persons' },
  'sign-in': { zh: '签到签退', en: 'sign-in' },
  entry: { zh: '工作人员录入', en: 'typed in by staff' },
  'back-entry': { zh: '补录', en: 'back-entry' },
  'self-report': { zh: '本人申报', en: 'self-reported' },
  import: { zh: '批量导入', en: 'import' },
};

export const ROLE_WORDS: Words = {
  volunteer: { zh: '志愿者', en: 'a volunteer' },
  resident: { zh: '居民', en: 'a resident' },
  'station-staff': { zh: '站点工作人员', en: 'station staff' },
  'station-manager': { zh: '站长', en: 'the station manager' },
  'certificate-officer': { zh: '证明专员', en: 'the certificate officer' },
  supervisor: { zh: '主管部门', en: 'the supervisor' },
  auditor: { zh: '审计人员', en: 'the auditor' },
  administrator: { zh: '系统管理员', en: 'an administrator' },
  system: { zh: '系统', en: 'the system' },
  none: { zh: '账号', en: 'an account' },
};

export const STATUS_WORDS: Words = {
  'signed-in': { zh: '已签到，尚未签退', en: 'signed in, not yet out' },
  submitted: { zh: '待审核，尚未计入', en: 'waiting for review, not counted yet' },
  publicised: { zh: '公示中，尚未计入', en: 'in publicity, not counted yet' },
  objected: { zh: '有异议，核查中，尚未计入', en: 'objected to and looked into, not counted yet' },
  effective: { zh: '已生效，已计入', en: 'effective and counted' },
  rejected: { zh: '已退回，不计入', en: 'rejected, not counted' },
  voided: { zh: '已作废，不计入', en: 'voided, not counted' },
};

export const VOID_WORDS: Words = {
  'not-volunteer-service': { zh: '不属于志愿服务', en: 'it was not volunteer service' },
  'did-not-take-place': { zh: '服务没有发生', en: 'it did not take place' },
  'entered-in-error': { zh: '录入有误', en: 'it was entered in error' },
  'objection-upheld': { zh: '异议成立', en: 'an objection was upheld' },
};

export const OUTCOME_WORDS: Words = {
  dismissed: { zh: '异议不成立，记录不变', en: 'the record stands as it was' },
  corrected: { zh: '更正记录', en: 'the record is corrected' },
  voided: { zh: '作废记录', en: 'the record is voided' },
};
