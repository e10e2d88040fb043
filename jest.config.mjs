/** ESM mode: Nest 12 is ESM only. swc transpiles by `.swcrc`; `npm run types` checks types. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '[.]spec[.]ts$',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  maxWorkers: 2,
  testTimeout: 120_000,
};
