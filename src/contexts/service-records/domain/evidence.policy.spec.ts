import { type EndEvidence, type Evidence, gradeOf } from './evidence.policy.js';

const code: EndEvidence = { kind: 'rotating-code', window: 59_000_000 };
const device: EndEvidence = { kind: 'station-device', deviceId: 'k-1', sequence: 7 };
const policy: EndEvidence = { kind: 'policy' };
const signed = (from: EndEvidence, to: EndEvidence, confirmed = false): Evidence => ({
  ...{ kind: 'signed', in: from, out: to, confirmed },
});

describe('the evidence grade', () => {
  it.each<[string, string, Evidence]>([
    ['A', 'both ends by code', signed(code, code)],
    ['A', 'both ends by device', signed(device, device)],
    ['A', 'one by code, one by device', signed(code, device)],
    ['A+', 'both ends, and a second witness', signed(code, code, true)],
    ['A+', 'devices, and a second witness', signed(device, device, true)],
    ['B', 'the end by policy', signed(code, policy)],
    ['B', 'the beginning by policy', signed(policy, device)],
    ['B', 'one end only, even with a witness', signed(code, policy, true)],
    ['C', 'typed in with a proof', { kind: 'entered', proofHash: 'a'.repeat(64) }],
    ['C', 'typed in without one', { kind: 'entered', proofHash: null }],
    ['D', 'imported', { kind: 'imported', fileHash: 'b'.repeat(64), row: 3 }],
  ])('is %s for %s', (grade, _, evidence) => {
    expect(gradeOf(evidence)).toBe(grade);
  });
});
