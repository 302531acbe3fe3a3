// @ts-check

/**
 * @typedef {object} Room
 * @property {string} name
 * @property {string[]} files
 * @property {import('./walls.mjs').WallName[]} open walls that do not stand for these files
 */

/** Files that check the product rather than being it. */
export const TESTS = [
  '**/*.test.ts',
  '**/*.test.tsx',
  '**/test/**',
  '**/testing/**',
  'libs/testing/**',
  'libs/terminals/conformance/**',
  'prisma/rules/**',
  'e2e/**',
  'tools/fuzz/**',
];

/** Modules of the gateway that a payment passes through: there, too, time and chance come from outside. */
const PAYMENT_PATH = [
  ...['sonata', 'payments', 'outcome-journal', 'terminal-sessions', 'recovery', 'bank-evidence', 'two-phase', 'engine', 'instance'],
  ...['service-commands', 'settlements'],
];
/** There, too, tests hold time and chance still. */
const TIMED = [...PAYMENT_PATH, 'webhooks', 'alarms', 'live', 'reconciliation'];

/**
 * All rooms; where two match a file, the later one counts.
 * @type {Room[]}
 */
export const ROOMS = [
  { name: 'libraries', files: ['libs/**/*.ts'], open: ['ambience'] },
  { name: 'domain', files: ['libs/domain/**/*.ts'], open: [] },
  { name: 'terminals', files: ['libs/terminals/**/*.ts'], open: [] },
  { name: 'transports', files: ['libs/terminals/transports/**/*.ts'], open: ['wires', 'ambience'] },
  { name: 'persistence', files: ['libs/persistence/**/*.ts'], open: ['prisma', 'ambience'] },
  { name: 'gateway', files: ['apps/gateway/**/*.ts'], open: ['nest', 'ambience'] },
  { name: 'payment path', files: TIMED.map((name) => `apps/gateway/src/modules/${name}/**/*.ts`), open: ['nest'] },
  { name: 'gateway config', files: ['apps/gateway/src/config/**/*.ts'], open: ['nest', 'ambience', 'environment'] },
  { name: 'messages to hotel systems', files: ['apps/gateway/src/modules/webhooks/wire/**/*.ts'], open: ['nest', 'wires'] },
  { name: 'simulator', files: ['apps/simulator/**/*.ts'], open: ['wires', 'ambience'] },
  { name: 'simulator config', files: ['apps/simulator/src/config/**/*.ts'], open: ['wires', 'ambience', 'environment'] },
  { name: 'portal', files: ['apps/portal/**/*.{ts,tsx}'], open: ['react', 'ambience'] },
  {
    name: 'portal config',
    files: ['apps/portal/src/server/env.ts', 'apps/portal/src/instrumentation.ts'],
    open: ['react', 'ambience', 'environment'],
  },
  { name: 'seed', files: ['prisma/**/*.ts'], open: ['ambience'] },
  { name: 'seed config', files: ['prisma/seed/**/*config.ts'], open: ['ambience', 'environment'] },
  { name: 'tools', files: ['tools/**/*.{ts,mjs}'], open: ['wires', 'prisma', 'ambience', 'environment'] },
  { name: 'configs', files: ['**/*.config.{ts,mjs}'], open: ['ambience', 'environment', 'react'] },
  { name: 'tests', files: TESTS, open: ['wires', 'prisma', 'nest', 'react', 'ambience', 'environment'] },
];
