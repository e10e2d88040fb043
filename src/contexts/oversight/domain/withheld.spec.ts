import type { Recorded } from '../../../kernel/message.js';
import { Withheld } from './withheld.js';

function after(...events: readonly (readonly [type: string, data: object])[]): Withheld {
  const withheld = new Withheld('v-1');
  const opened = { accountId: 'own-account', volunteerId: 'v-1' };
  for (const [type, data] of [['access.AccountOpened', opened] as const, ...events])
    withheld.add({ type, data } as Recorded);
  return withheld;
}

describe('what is not in the copy of a person’s data', () => {
  it('is what others say in an objection, to a record or to a star', () => {
    const withheld = after(
      ['service-records.ObjectionRaised', { objectionId: 'o-1', objector: 'neighbour' }],
      ['service-records.ObjectionRaised', { objectionId: 'o-2', objector: 'own-account' }],
      ['honours.StarObjected', { objectionId: 'o-3', objector: 'neighbour' }],
    );
    expect(withheld.holds({ kind: 'objection', id: 'o-1' })).toBe(true);
    expect(withheld.holds({ kind: 'objection', id: 'o-2' })).toBe(false);
    expect(withheld.holds({ kind: 'star-objection', id: 'o-3' })).toBe(true);
    expect(withheld.holds({ kind: 'evaluation', id: 'o-1' })).toBe(false);
  });

  it.each([
    'service-records.ProposalReturned',
    'service-records.ObjectionRaised',
    'service-records.RecordCorrected',
    'service-records.RecordVoided',
  ])('is what is proposed, until %s', (type) => {
    const proposed = [
      'service-records.ChangeProposed',
      { recordId: 'r', proposalId: 'p' },
    ] as const;
    const proposal = { kind: 'proposal', id: 'p' };
    expect(after(proposed).holds(proposal)).toBe(true);
    expect(after(proposed, [type, { recordId: 'other' }]).holds(proposal)).toBe(true);
    expect(after(proposed, [type, { recordId: 'r' }]).holds(proposal)).toBe(false);
  });
});
