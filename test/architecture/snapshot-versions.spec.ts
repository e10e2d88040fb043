import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pointsFolds } from '../../src/contexts/points/index.js';
import { timeBankFolds } from '../../src/contexts/time-bank/index.js';

/**
 * What the fold of a stream consists of, beside the version of its snapshots. A snapshot is used
 * only under the version it was folded with: who changes a fold raises the version, and then
 * enters the new hash here. Who changes only words enters the hash alone.
 */
const BANK = 'src/contexts/time-bank/domain';
const POINTS = 'src/contexts/points/domain';
const FOLDS: Readonly<Record<string, readonly [sha256: string, ...files: string[]]>> = {
  'timeBankAccount@1': ['87159667b5f875fc', `${BANK}/account.state.ts`, `${BANK}/parts.ts`],
  'timeBankPool@1': ['cb6ead098e346ddb', `${BANK}/pool.decider.ts`],
  'timeBankAcceptance@1': ['176409774cf25a11', `${BANK}/acceptance.decider.ts`],
  'pointsAccount@1': ['f612b51b7b6d81c5', `${POINTS}/points-account.state.ts`, `${POINTS}/lots.ts`],
  'stockItem@1': ['3c459fc196da056a', `${POINTS}/stock-item.state.ts`],
};

describe('the version of a snapshot', () => {
  const versions = [...timeBankFolds, ...pointsFolds].map(
    ({ category, snapshot }) => `${category}@${snapshot?.version}`,
  );

  it('is known of every fold that is put away', () => {
    expect(versions.toSorted()).toEqual(Object.keys(FOLDS).toSorted());
  });

  it.each(Object.entries(FOLDS))('%s stands for this very fold', (_, [sha256, ...files]) => {
    const hash = createHash('sha256');
    for (const file of files) hash.update(readFileSync(file));
    expect(hash.digest('hex').slice(0, 16)).toBe(sha256);
  });

  it('rises with the shape of what it was folded into', () => {
    const shapes = [...timeBankFolds, ...pointsFolds].map(
      ({ category, initialState, snapshot }) => [
        category,
        Object.keys(initialState()).filter((name) => !(snapshot?.byKey as string[]).includes(name)),
      ],
    );
    expect(Object.fromEntries(shapes)).toEqual({
      timeBankAccount: [
        ...['parts', 'debt', 'overflow', 'honour', 'held', 'heldGrants', 'open', 'lapses'],
        ...['standing', 'honourOnly', 'claimUntil', 'divisionCode'],
      ],
      timeBankPool: ['balance', 'guarantor'],
      timeBankAcceptance: ['proposed', 'agreed', 'nextNettingOn', 'position'],
      pointsAccount: ['lots', 'debt', 'closed', 'lotsEver', 'holds'],
      stockItem: ['status', 'onHand', 'reserved', 'pricePoints', 'open'],
    });
  });
});
