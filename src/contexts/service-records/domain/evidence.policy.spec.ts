import { DOUBTS, doubtsOf, type EndEvidence, type Evidence, gradeOf } from './evidence.policy.js';

const code: EndEvidence = { kind: 'rotating-code', window: 59_000_000 };
const device: EndEvidence = { kind: 'station-device', deviceId: 'k-1', sequence: 7 };
const ENDS = {
  code,
  device,
  'doubted code': { ...code, doubts: ['synced-late'] },
  'doubted device': { ...device, doubts: ['clock-off', 'card-unwitnessed'] },
  policy: { kind: 'policy' },
} as const satisfies Record<string, EndEvidence>;
type End = keyof typeof ENDS;

const signed = (from: End, to: End, confirmed = false): Evidence => ({
  ...{ kind: 'signed', in: ENDS[from], out: ENDS[to], confirmed },
});

/** Rows: how the beginning is known; columns: how the end is. */
const GRADES: Readonly<Record<End, Readonly<Record<End, string>>>> = {
  code: { code: 'A', device: 'A', 'doubted code': 'B', 'doubted device': 'B', policy: 'B' },
  device: { code: 'A', device: 'A', 'doubted code': 'B', 'doubted device': 'B', policy: 'B' },
  'doubted code': {
    ...{ code: 'B', device: 'B', 'doubted code': 'B', 'doubted device': 'B', policy: 'C' },
  },
  'doubted device': {
    ...{ code: 'B', device: 'B', 'doubted code': 'B', 'doubted device': 'B', policy: 'C' },
  },
  policy: { code: 'B', device: 'B', 'doubted code': 'C', 'doubted device': 'C', policy: 'C' },
};
const PAIRS = (Object.keys(ENDS) as End[]).flatMap((from) =>
  (Object.keys(ENDS) as End[]).map((to) => [from, to, GRADES[from][to]] as const),
);

describe('the evidence grade', () => {
  it.each(PAIRS)('in by %s, out by %s: %s', (from, to, grade) => {
    expect(gradeOf(signed(from, to))).toBe(grade);
  });

  it.each(PAIRS)('in by %s, out by %s, confirmed: only an A is lifted (%s)', (from, to, grade) => {
    expect(gradeOf(signed(from, to, true))).toBe(grade === 'A' ? 'A+' : grade);
  });

  it.each<[string, string, Evidence]>([
    ['C', 'typed in with a proof', { kind: 'entered', proofHash: 'a'.repeat(64) }],
    ['D', 'typed in without one', { kind: 'entered', proofHash: null }],
    ['C', 'back-entered from a document', { kind: 'back-entered', proofHash: 'a'.repeat(64) }],
    ['C', 'stated with a proof', { kind: 'self-reported', proofHash: 'a'.repeat(64) }],
    ['D', 'stated without one', { kind: 'self-reported', proofHash: null }],
    ['D', 'imported', { kind: 'imported', fileHash: 'b'.repeat(64), row: 3 }],
  ])('is %s for %s', (grade, _, evidence) => {
    expect(gradeOf(evidence)).toBe(grade);
  });

  it.each(DOUBTS)('any doubt is one too many for an A: %s', (doubt) => {
    const doubted: EndEvidence = { ...device, doubts: [doubt] };
    expect(gradeOf({ kind: 'signed', in: code, out: doubted, confirmed: true })).toBe('B');
  });
});

describe('the doubts a reviewer is shown', () => {
  it('are those of both ends, each once, and that nobody signed out', () => {
    expect(doubtsOf(signed('code', 'device'))).toEqual([]);
    expect(doubtsOf(signed('doubted device', 'doubted device'))).toEqual([
      ...['clock-off', 'card-unwitnessed'],
    ]);
    expect(doubtsOf(signed('doubted code', 'policy'))).toEqual(['synced-late', 'closed-by-policy']);
    expect(doubtsOf({ kind: 'entered', proofHash: null })).toEqual([]);
  });
});
