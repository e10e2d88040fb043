import { acceptance } from './acceptance.decider.js';
import { account } from './account.decider.js';
import { pool } from './pool.decider.js';

/** The streams whose folds are put away. */
export const timeBankFolds = [account, pool, acceptance] as const;
