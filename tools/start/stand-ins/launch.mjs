// @ts-check
// The launcher with stand-in parts: `node launch.mjs [--once] [--no-demo]`, for the launcher's tests.
import path from 'node:path';
import { PROJECT_ROOT } from '../command-line.mjs';
import { launch } from '../launch.mjs';
import { productParts } from '../parts.mjs';

const script = path.join(import.meta.dirname, 'part.mjs');

/** The product's own environment for each part, another program. @param {'migrate' | 'seed' | 'simulator' | 'gateway' | 'portal'} role */
const standIn = (role) => (/** @type {import('../parts.mjs').Context} */ context) => ({
  command: process.execPath,
  args: [script, role],
  cwd: context.root,
  env: { ...productParts[role](context).env, PAYPORT_HOME: context.config.home },
});

const code = await launch({
  root: PROJECT_ROOT,
  env: process.env,
  once: process.argv.includes('--once'),
  demo: !process.argv.includes('--no-demo'),
  parts: {
    setUp: async () => undefined,
    migrate: standIn('migrate'),
    seed: standIn('seed'),
    simulator: standIn('simulator'),
    gateway: standIn('gateway'),
    portal: standIn('portal'),
  },
  envFile: null,
  durable: false,
  write: (text) => process.stdout.write(text),
});
process.exit(code);
