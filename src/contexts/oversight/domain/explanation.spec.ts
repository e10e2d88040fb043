import { type Doer, explain, type ExplainedRecord, type Step } from './explanation.js';

const record: ExplainedRecord = {
  ...{ recordId: 'r-1', version: 1, status: 'effective', date: '2026-03-02' },
  ...{ startsAt: '2026-03-02T00:00:00.000Z', endsAt: '2026-03-02T03:20:00.000Z' },
  ...{ centiHours: 333, grade: 'A', mode: 'sign-in' },
};
const self: Doer = { role: 'volunteer', name: null, self: true };
const system: Doer = { role: 'system', name: null, self: false };
const manager: Doer = { role: 'station-manager', name: '张＊三', self: false };
const step = (kind: string, by: Doer, facts: Step['facts'] = {}): Step => ({
  ...{ kind, by, facts, at: '2026-03-02T03:21:00.000Z', policies: { publicity: 'p/1' } },
});
const zh = (...steps: Step[]) => explain(record, steps).sentences.map((s) => s.zh);
const en = (...steps: Step[]) => explain(record, steps).sentences.map((s) => s.en);

describe('why a record counts as it does', () => {
  it('begins with the interval and how it was rounded: 08:00 to 11:20 is 3.33 h', () => {
    const told = explain(record, []);
    expect(told).toMatchObject({ hours: '3.33', seconds: 12_000, intervalCentiHours: 333 });
    expect(told.sentences[0]!.zh).toBe(
      '2026-03-02 08:00:00 至 11:20:00，共 3 小时 20 分 0 秒（12000 秒）。',
    );
    expect(told.sentences[1]!.en).toContain('12000 s are 3.33 h');
    expect(told.sentences[2]!.zh).toContain('证据等级 A（签到签退）');
  });

  it('counts whole seconds: a sign-out at 11:20:00.026 is one at 11:20', () => {
    const exact = explain(record, []);
    const told = explain({ ...record, endsAt: '2026-03-02T03:20:00.026Z' }, []);
    expect(told.sentences).toEqual(exact.sentences);
    expect(told).toMatchObject({ seconds: 12_000, intervalCentiHours: 333 });
  });

  it('says when less was stated than the interval comes to', () => {
    const { sentences } = explain({ ...record, centiHours: 300 }, []);
    expect(sentences[1]!.zh).toContain('起止时间折合 3.33 小时，填报为 3.00 小时');
  });

  it('tells who did what: oneself, others by role and masked name, the system', () => {
    const steps = [
      step('RecordSubmitted', self),
      step('RecordReviewed', manager),
      step('RecordPublicised', manager, { from: '2026-03-02', effectiveOn: '2026-03-06' }),
      step(
        'RecordTookEffect',
        { role: 'system', name: null, self: false },
        {
          ...{ on: '2026-03-06', centiHours: 333 },
        },
      ),
    ];
    expect(zh(...steps).slice(3)).toEqual([
      '2026-03-02 11:21 由您本人录入并提交。',
      '2026-03-02 11:21 由站长张＊三审核通过。',
      '自 2026-03-02 起公示，无异议的 2026-03-06 起生效（规则 p/1）。',
      '2026-03-06 公示期满生效，计入 3.33 小时。',
      '现在的状态：已生效，已计入。',
    ]);
    expect(en(...steps)[4]).toBe('2026-03-02 11:21: approved by the station manager 张＊三.');
  });

  it('tells of corrections and voids with their reasons', () => {
    const corrected = { version: 2, centiHours: 300, grade: 'C', previous: { centiHours: 400 } };
    expect(zh(step('RecordCorrected', manager, corrected))[3]).toContain(
      '第 2 版：由 4.00 小时改为 3.00 小时，证据等级 C',
    );
    const voided = step('RecordVoided', manager, { reason: 'did-not-take-place' });
    expect(zh(voided)[3]).toContain('服务没有发生');
  });

  it('says that a day counted without the holidays of its year may move', () => {
    const days = { from: '2026-12-29', effectiveOn: '2027-01-04' };
    const told = (provisional: boolean) =>
      zh(step('RecordPublicised', manager, { ...days, provisional }))[3];
    expect(told(true)).toBe(
      '自 2026-12-29 起公示，无异议的 2027-01-04 起生效（规则 p/1）。（这个日期是暂定的：那一年的放假安排还没有录入。）',
    );
    expect(told(false)).not.toContain('暂定');
  });

  it('leaves out no event, not even one it has no sentence for', () => {
    expect(zh(step('SomethingNew', manager))[3]).toBe(
      '2026-03-02 11:21 由站长张＊三记入：SomethingNew。',
    );
    expect(zh(step('toString', manager))[3]).toContain('toString');
  });

  it('does not say that somebody signed out when the policy closed it', () => {
    const closing = { at: '2026-03-02T03:00:00.000Z', evidence: { kind: 'policy' } };
    expect(zh(step('SignedOut', system, closing))[3]).toBe(
      '没有签退，按规则（p/1）计到 2026-03-02 11:00。',
    );
    const late = { at: '2026-03-02T03:00:00.000Z', centiHours: 300 };
    expect(zh(step('LateSignOutSeen', system, late))[3]).toBe(
      '设备记录的签退（2026-03-02 11:00）到 2026-03-02 11:21 才同步，当时签到已按规则结束；按设备计 3.00 小时，待工作人员核对。',
    );
  });

  it('gives the reason of the evidence that stands, not of the way it first came in', () => {
    const grade = (last: Step, as: string) =>
      explain({ ...record, grade: as }, [step('SignedIn', self), last]).sentences[2]!.zh;
    const signed = { evidence: { kind: 'signed' } };
    expect(grade(step('RecordSubmitted', self, signed), 'C')).toContain(
      '证据等级 C（签到签退）：签到或签退一端存疑，另一端按规则补齐',
    );
    const typed = { evidence: { kind: 'entered' } };
    expect(grade(step('RecordCorrected', manager, typed), 'C')).toContain(
      '证据等级 C（两人更正）：不是现场签到，而是事后凭证明材料录入',
    );
    expect(grade(step('RecordSubmitted', manager, typed), 'D')).toContain('只有录入人的说法');
    const imported = { evidence: { kind: 'imported' } };
    expect(grade(step('RecordSubmitted', manager, imported), 'D')).toContain('表格导入');
  });
});
