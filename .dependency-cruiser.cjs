/**
 * The architecture, as rules with reasons; `npm run arch` checks them and `test/architecture` plants
 * breaks to show that they bite. Every path is anchored at `^src/`.
 */
/** Specs and the fixtures they share: they may reach for what they test. */
const TESTS = '[.](spec|fixture|contract)[.]ts$';
const CONTEXT = '^src/contexts/([^/]+)/';
const DOMAIN = '^src/contexts/[^/]+/domain/';
const FRONT_DOOR = '^src/contexts/[^/]+/index[.]ts$';
/** Read models see foreign events; the exchange speaks for every context it imports into. */
const READS_OTHERS = ['[.]projection[.]ts$', '^src/contexts/exchange/'];
/** What stands at the top of src composes the product; so does the command line. */
const ROOTS = ['^src/[^/]+[.]ts$', '^src/cli/'];
const STORE_ADAPTERS = '^src/event-store/(sqlite|esdb)/';

/** Packages are matched where they resolve, so an alias or a deep import is caught too. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    {
      name: 'kernel-imports-nothing',
      comment: 'The kernel is the vocabulary all others share: it must compile anywhere, alone.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: TESTS },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Rules of the business know the kernel and themselves: no framework, no I/O, no node:*, ' +
        'no other context, not even the wiring of their own.',
      severity: 'error',
      from: { path: `${CONTEXT}domain/`, pathNot: TESTS },
      to: { pathNot: ['^src/kernel/', '^src/contexts/$1/domain/'] },
    },
    {
      name: 'front-door-opens-what-is-pure',
      comment:
        'Others reach a context through index.ts; what stands behind it must be as pure as what ' +
        'imports it (a process, a projection).',
      severity: 'error',
      from: { path: `${CONTEXT}index[.]ts$` },
      to: {
        pathNot: [
          '^src/kernel/',
          '^src/contexts/$1/domain/',
          '^src/contexts/$1/[^/]+[.]projection[.]ts$',
        ],
      },
    },
    {
      name: 'context-keeps-to-itself',
      comment: 'Two contexts meet in src/processes, where every meeting is one sentence.',
      severity: 'error',
      from: { path: CONTEXT, pathNot: [TESTS, DOMAIN, ...READS_OTHERS] },
      to: { path: '^src/contexts/', pathNot: '^src/contexts/$1/' },
    },
    {
      name: 'others-only-by-the-front-door',
      comment:
        'A projection (and the exchange) may know the events of others, never their insides.',
      severity: 'error',
      from: {
        path: [`${CONTEXT}.*[.]projection[.]ts$`, '^src/contexts/(exchange)/'],
        pathNot: TESTS,
      },
      to: { path: '^src/contexts/', pathNot: ['^src/contexts/$1/', FRONT_DOOR] },
    },
    {
      name: 'wiring-stands-on-the-platform',
      comment:
        'A context is wired from kernel, cqrs, projections, http, vault, platform, log and the ' +
        'event store port; it knows neither adapters nor the composition root nor processes.',
      severity: 'error',
      from: { path: CONTEXT, pathNot: [TESTS, DOMAIN] },
      to: {
        path: '^src/',
        pathNot: [
          '^src/(kernel|contexts|cqrs|projections|http|vault|platform|log)/',
          '^src/event-store/[^/]+[.]ts$',
        ],
      },
    },
    {
      name: 'process-is-pure',
      comment:
        'A process turns events into commands; it needs the front doors and the kernel. Its runner ' +
        'is not pure and lives in projections/.',
      severity: 'error',
      from: { path: '^src/processes/', pathNot: TESTS },
      to: { pathNot: ['^src/kernel/', '^src/processes/', FRONT_DOOR] },
    },
    {
      name: 'event-store-port-knows-no-driver',
      comment: 'The port promises what every adapter keeps, so it can know none of them.',
      severity: 'error',
      from: { path: '^src/event-store/[^/]+[.]ts$', pathNot: [TESTS, '[.]module[.]ts$'] },
      to: { pathNot: ['^src/kernel/', '^src/event-store/[^/]+[.]ts$'] },
    },
    {
      name: 'adapters-know-only-the-port',
      comment: 'Adapters share the contract test, not code: one can be replaced without the other.',
      severity: 'error',
      from: { path: STORE_ADAPTERS, pathNot: TESTS },
      to: {
        path: '^src/',
        pathNot: ['^src/kernel/', '^src/event-store/[^/]+[.]ts$', '^src/event-store/$1/'],
      },
    },
    {
      name: 'adapters-are-chosen-at-the-root',
      comment:
        'Who names an adapter depends on it: only the store module and the roots choose one.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [TESTS, STORE_ADAPTERS, '^src/event-store/[^/]+[.]module[.]ts$', ...ROOTS],
      },
      to: { path: STORE_ADAPTERS },
    },
    {
      name: 'platform-stays-below-contexts',
      comment:
        'The shared folders serve the business and do not know it. What http/ needs from access ' +
        'it declares as a token, and access supplies it.',
      severity: 'error',
      from: {
        path: '^src/(http|platform|cqrs|projections|vault|event-store|log)/',
        pathNot: TESTS,
      },
      to: { path: ['^src/(contexts|processes)/', ...ROOTS] },
    },
    {
      name: 'nobody-imports-the-root',
      comment: 'The composition root is the end of the graph: only main and the CLI start it.',
      severity: 'error',
      from: { path: '^src/', pathNot: [TESTS, ...ROOTS] },
      to: { path: ROOTS },
    },
    {
      name: 'audit-shares-nothing',
      comment:
        'Whoever checks the books must not use the code that kept them: the audit parses events and ' +
        'computes by itself.',
      severity: 'error',
      from: { path: '^src/audit/', pathNot: TESTS },
      to: { path: '^src/', pathNot: '^src/audit/' },
    },
    {
      name: 'nest-cqrs-in-its-seam',
      comment:
        'The command bus is used where commands enter and are handled. Its EventBus and sagas lose ' +
        'events (docs/adr/0006), so nothing else may see the package.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '^src/cqrs/',
          '[.](handlers|controller)[.]ts$',
          '^src/[^/]+[.]module[.]ts$',
          TESTS,
        ],
      },
      to: { path: packages('@nestjs/cqrs') },
    },
    {
      name: 'sqlite-behind-its-owners',
      comment:
        'Files of the product have five owners: ledger, snapshots, read models, vault, log. ' +
        'fsck reads them past their owners, or it would only repeat what those believe.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '^src/(event-store/sqlite|projections|vault|log|fsck)/',
          '^src/cqrs/snapshot-tables[.]ts$',
          TESTS,
        ],
      },
      to: { path: packages('better-sqlite3') },
    },
    {
      name: 'eventstoredb-client-in-its-adapter',
      comment: 'The client has sharp edges; each is handled once, in one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/event-store/esdb/' },
      to: { path: packages('@eventstore/db-client') },
    },
    {
      name: 'pdf-in-rendering',
      comment: 'Bytes of a certificate come from one place, so that they are the same every time.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/contexts/certificates/rendering/', TESTS] },
      to: { path: packages('pdfkit', 'fontkit', 'wawoff2', '@expo-google-fonts/[^/]+') },
    },
    {
      name: 'qr-behind-its-owners',
      comment: 'Size and correction level of a code are decided once: on paper, and on a screen.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/contexts/certificates/rendering/', '^src/(platform|http)/', TESTS],
      },
      to: { path: packages('qrcode') },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one thing in two places; types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports and that imports nobody is dead.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [TESTS, '[.]d[.]ts$', ...ROOTS] },
      to: {},
    },
    {
      name: 'no-dead-files',
      comment: 'What no entry point reaches is not part of the product, whatever its tests say.',
      severity: 'error',
      from: { path: ['^src/main[.]ts$', '^src/cli/main[.]ts$'] },
      to: {
        path: '^src/',
        pathNot: [TESTS, '[.]d[.]ts$', '^src/(main|cli/main)[.]ts$'],
        reachable: false,
      },
    },
    {
      name: 'no-dev-dependencies-in-src',
      comment: '`npm ci --omit=dev` must be enough to run.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], pathNot: '(^|/)node_modules/@types/' },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that comes with another one may leave with it.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that finds nothing fails at the first start, not at the first test.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'specs-are-never-imported',
      comment: 'What two specs share belongs to test/support.',
      severity: 'error',
      from: {},
      to: { path: '[.]spec[.]ts$' },
    },
    {
      name: 'product-never-imports-tests',
      comment: 'test/, bench/, web/ and fixtures know the product; it knows none of them.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: ['^(test|bench|web)/', '[.](fixture|contract)[.]ts$'] },
    },
    {
      name: 'web-speaks-http-only',
      comment: 'The pages know the API, as any other client does.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
