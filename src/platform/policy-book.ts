import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Policy, withPolicies } from '../kernel/policy.js';
import { ConfigError } from './config.js';

const FILE = 'policies.json';

/** `DATA_DIR/policies.json`: what an operator adds to the policies the product ships with. */
export class PolicyBook {
  constructor(private readonly added: Readonly<Record<string, unknown>> = {}) {}

  /** @throws ConfigError when the file is there and is not a JSON object */
  static read(dataDir: string | null): PolicyBook {
    const path = dataDir && join(dataDir, FILE);
    if (!path || !existsSync(path)) return new PolicyBook();
    try {
      const added: unknown = JSON.parse(readFileSync(path, 'utf8'));
      if (typeof added !== 'object' || added === null || Array.isArray(added)) {
        throw new RangeError('must be a JSON object');
      }
      return new PolicyBook({ ...added });
    } catch (error) {
      throw new ConfigError(FILE, error instanceof Error ? error.message : String(error));
    }
  }

  /** @throws ConfigError naming the policy, the entry and what is wrong with it */
  of<P extends Policy>(name: string, shipped: readonly [P, ...P[]]): readonly P[] {
    try {
      return withPolicies(shipped, this.added[name]);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ConfigError(FILE, `"${name}" ${error.message}`);
    }
  }
}
