// @ts-check

/**
 * @typedef {object} Wall something that only some rooms may use; what Nx cannot see
 * @property {string} message
 * @property {string[]} [modules] names of whole modules
 * @property {Array<{name: string, importNames: string[]}>} [names] single exports of modules
 * @property {string[]} [patterns] gitignore-like patterns of module names
 * @property {string[]} [globals]
 * @property {Array<{object: string, property: string}>} [properties]
 * @property {string[]} [syntax] selectors
 * @property {boolean} [types] false: types may be imported everywhere
 */

/** @param {string[]} names */
const builtin = (names) => names.flatMap((name) => [name, `node:${name}`]);

/** @satisfies {Record<string, Wall>} */
export const WALLS = {
  wires: {
    message:
      'Sockets and programs belong to libs/terminals/transports (and to the simulator, which is the other end of them, and to the sender of webhooks).',
    modules: [...builtin(['net', 'tls', 'http', 'https', 'http2', 'dgram', 'child_process']), 'serialport'],
    types: false,
  },
  prisma: {
    message: 'The database is reached through @payport/persistence.',
    patterns: ['@prisma/*', '**/generated/prisma', '**/generated/prisma/**'],
  },
  nest: { message: "NestJS is the gateway's wiring; rules are plain TypeScript.", patterns: ['@nestjs/*'] },
  react: {
    message: 'React and Next belong to the portal.',
    modules: ['react', 'react-dom', 'next', 'next-intl'],
    patterns: ['react/*', 'react-dom/*', 'next/*', 'next-intl/*'],
  },
  environment: {
    message: "Environment variables are read and checked in the application's config only.",
    names: builtin(['process']).map((name) => ({ name, importNames: ['env'] })),
    properties: [{ object: 'process', property: 'env' }],
  },
  ambience: {
    message: 'Time, timers and randomness come through the Clock and Random ports, so that tests can hold them still.',
    modules: [...builtin(['timers', 'timers/promises', 'perf_hooks'])],
    names: builtin(['crypto']).map((name) => ({
      name,
      importNames: ['default', 'randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues', 'webcrypto'],
    })),
    globals: ['setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto', 'globalThis', 'global'],
    properties: [
      { object: 'Date', property: 'now' },
      { object: 'Math', property: 'random' },
      { object: 'AbortSignal', property: 'timeout' },
      { object: 'process', property: 'hrtime' },
      { object: 'process', property: 'uptime' },
    ],
    syntax: ['NewExpression[callee.name="Date"][arguments.length=0]', 'CallExpression[callee.name="Date"]'],
  },
};

/** @typedef {keyof typeof WALLS} WallName */

/** A test that does not run guards nothing, and one that runs alone hides the others. */
const RUN_ALL = ['it', 'test', 'describe', 'suite'].flatMap((object) =>
  ['skip', 'skipIf', 'runIf', 'only', 'todo', 'fixme'].map((property) => ({ object, property, message: 'Every test runs, always.' })),
);

/**
 * `import('node:net')` is an import too, and the rule for imports does not see it.
 * @param {Wall} wall
 */
function dynamicImports({ message, modules = [], patterns = [] }) {
  const whole = modules.map((name) => `^${name}$`);
  const folders = patterns.filter((pattern) => /^[@a-z-]+\/\*$/.test(pattern)).map((pattern) => `^${pattern.slice(0, -1)}`);
  const either = [...whole, ...folders].join('|').replaceAll('/', '\\u002F');
  return either === '' ? [] : [{ selector: `ImportExpression[source.value=/${either}/]`, message }];
}

/** No file may look into a library other than through its index, whatever Nx makes of the path. */
const DEEP = { regex: '^@payport/[^/]+/.+', message: 'Libraries are used through their index: import from "@payport/<library>".' };

/**
 * The rules that keep a room inside its walls. ESLint lets a later configuration replace a rule's options as a whole,
 * so each room's options are put together here.
 * @param {WallName[]} open walls that do not stand for this room
 * @returns {Record<string, import('eslint').Linter.RuleEntry>}
 */
export function wallRules(open) {
  const walls = Object.entries(WALLS)
    .filter(([name]) => !open.includes(/** @type {WallName} */ (name)))
    .map(([, wall]) => /** @type {Wall} */ (wall));
  const paths = walls.flatMap(({ message, modules = [], names = [], types }) => [
    ...modules.map((name) => ({ name, message, allowTypeImports: types === false })),
    ...names.map((entry) => ({ ...entry, message })),
  ]);
  const patterns = walls.flatMap(({ message, patterns: group }) => (group ? [{ group, message }] : []));
  return {
    '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns: [...patterns, DEEP] }],
    'no-restricted-globals': restricted(walls.flatMap(({ message, globals = [] }) => globals.map((name) => ({ name, message })))),
    'no-restricted-properties': restricted([
      ...walls.flatMap(({ message, properties = [] }) => properties.map((entry) => ({ ...entry, message }))),
      ...RUN_ALL,
    ]),
    'no-restricted-syntax': restricted(
      walls.flatMap((wall) => [...(wall.syntax ?? []).map((selector) => ({ selector, message: wall.message })), ...dynamicImports(wall)]),
    ),
  };
}

/**
 * @param {object[]} list
 * @returns {import('eslint').Linter.RuleEntry} off, said aloud: a rule without options would keep those of the room around it
 */
function restricted(list) {
  return list.length > 0 ? ['error', ...list] : 'off';
}
