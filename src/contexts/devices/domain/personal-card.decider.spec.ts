import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { IssueCard, type PersonalCardCommand, RevokeCard } from './personal-card.commands.js';
import { personalCard } from './personal-card.decider.js';
import type { PersonalCardEvent } from './personal-card.events.js';

const AT = '2026-03-02T01:00:00.000Z';
const whose = (cardId: string) => ({ volunteerId: 'v-1', cardId });
const issue = (cardId = 'c-1') =>
  new IssueCard({ ...whose(cardId), codeHash: `hash of ${cardId}`, at: AT }, aMeta());
const revoke = (cardId = 'c-1') =>
  new RevokeCard({ ...whose(cardId), reason: 'lost', at: AT }, aMeta());

const issued = (cardId = 'c-1'): PersonalCardEvent => ({
  type: 'devices.CardIssued',
  data: { ...whose(cardId), codeHash: `hash of ${cardId}` },
});
const revoked = (cardId = 'c-1', reason: 'lost' | 'replaced' = 'lost'): PersonalCardEvent => ({
  type: 'devices.CardRevoked',
  data: { ...whose(cardId), reason, at: AT },
});

describe('issuing a card', () => {
  it('records the hash of its code', () => {
    given(personalCard).when(issue()).then([issued()]);
    given(personalCard, [issued(), revoked()])
      .when(issue('c-2'))
      .then([issued('c-2')]);
  });

  it('revokes the card before it in the same moment', () => {
    given(personalCard, [issued()])
      .when(issue('c-2'))
      .then([revoked('c-1', 'replaced'), issued('c-2')]);
  });

  it('refuses a card that was issued already', () => {
    given(personalCard, [issued(), revoked()]).when(issue()).thenRefuses('devices/card-exists');
  });
});

describe('revoking a card', () => {
  it('says why, and is quiet the second time', () => {
    given(personalCard, [issued()]).when(revoke()).then([revoked()]);
    given(personalCard, [issued(), revoked()]).when(revoke()).thenNothing();
  });

  it('refuses one that was never issued', () => {
    given(personalCard).when(revoke()).thenRefuses('devices/card-unknown');
  });
});

it('whatever is asked, at most one card is good', () => {
  const ids = fc.constantFrom('c-1', 'c-2', 'c-3');
  const command: fc.Arbitrary<PersonalCardCommand> = fc.oneof(ids.map(issue), ids.map(revoke));
  fc.assert(
    fc.property(fc.array(command), (commands) => {
      const events: PersonalCardEvent[] = [];
      for (const c of commands) {
        try {
          events.push(...personalCard.decide(c, fold(personalCard, events)));
        } catch {
          continue;
        }
        const count = (type: string): number => events.filter((e) => e.type === type).length;
        const good = count('devices.CardIssued') - count('devices.CardRevoked');
        expect([0, 1]).toContain(good);
      }
    }),
  );
});
