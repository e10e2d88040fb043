import { pointsAccount } from './points-account.decider.js';
import { stockItem } from './stock-item.decider.js';

/** The streams whose folds are put away. */
export const pointsFolds = [pointsAccount, stockItem] as const;
