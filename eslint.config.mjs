import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** More than three parameters become one object; a constructor may list its collaborators. */
const parameters = [
  {
    selector:
      ':matches(FunctionDeclaration, ArrowFunctionExpression, TSEmptyBodyFunctionExpression)[params.length>3]',
    message: 'More than three parameters: pass one object.',
  },
  {
    selector: ':not(MethodDefinition) > FunctionExpression[params.length>3]',
    message: 'More than three parameters: pass one object.',
  },
  {
    selector: 'MethodDefinition[kind!="constructor"] > FunctionExpression[params.length>3]',
    message: 'More than three parameters: pass one object.',
  },
  {
    selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>8]',
    message: 'More than eight collaborators: this class does more than one thing.',
  },
];

/** In a controller each decorated parameter is one part of the request; five are enough. */
const controllerParameters = [
  {
    selector: 'MethodDefinition[kind!="constructor"] > FunctionExpression[params.length>5]',
    message: 'More than five parts of a request: put them into a DTO.',
  },
];

const fileLines = ['error', { max: 300, skipBlankLines: true, skipComments: true }];

const clockAndChance = [
  {
    selector: ':matches(NewExpression, CallExpression)[callee.name="Date"][arguments.length=0]',
    message: 'Pure code has no clock: time is data of the command or of the event.',
  },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'Pure code has no clock: time is data of the command or of the event.',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Pure code has no chance: ids and nonces are given to it.',
  },
  {
    selector: ':matches(:function[async=true], AwaitExpression, ForOfStatement[await=true])',
    message: 'Pure code waits for nothing: gather facts in the handler.',
  },
];

const outside = [
  'process',
  'console',
  'crypto',
  'fetch',
  'performance',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/', 'data/', 'web/dist/', 'docs/'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    name: 'shizhang/limits',
    rules: {
      complexity: ['error', 10],
      'no-irregular-whitespace': ['error', { skipTemplates: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-depth': ['error', 3],
      'max-lines': fileLines,
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...parameters],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    name: 'shizhang/typed',
    files: ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    name: 'shizhang/src',
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    name: 'shizhang/controllers',
    files: ['src/**/*.controller.ts'],
    rules: { 'no-restricted-syntax': ['error', ...controllerParameters] },
  },
  {
    name: 'shizhang/pure',
    files: [
      'src/kernel/**/*.ts',
      'src/contexts/*/domain/**/*.ts',
      'src/processes/**/*.ts',
      'src/**/*.projection.ts',
    ],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', ...outside],
      'no-restricted-syntax': ['error', ...parameters, ...clockAndChance],
    },
  },
  {
    name: 'shizhang/tests',
    files: ['**/*.spec.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      complexity: 'off',
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // A journey tells one story from its start; the other two are a table and a machine of states.
    name: 'shizhang/length-of-tests',
    files: ['**/*.spec.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    ignores: [
      'test/journeys/**',
      'test/architecture/rules.spec.ts',
      'test/model/time-bank.model.ts',
    ],
    rules: { 'max-lines': fileLines },
  },
  {
    name: 'shizhang/scripts',
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'module', 'require', 'Buffer', 'URL', 'setTimeout', '__dirname'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
