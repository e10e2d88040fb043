/** ESM mode: Nest 12 is ESM only. swc transpiles by `.swcrc`; `npm run types` checks types. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '[.]spec[.]ts$',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  maxWorkers: 2,
  // A worker keeps some 25 MB of every file it ran (modules of a sandbox are never let go).
  workerIdleMemoryLimit: '1.5GB',
  testTimeout: 120_000,
};
