// @ts-check
import path from 'node:path';
import { trainingFile } from './training-file.mjs';

import { setupLinkFile } from './setup-link.mjs';

/** @typedef {import('./children.mjs').Command} Command */

/**
 * @typedef {object} Context everything that a part may be told
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env the environment for every part
 * @property {import('./config.mjs').Config} config
 * @property {import('./external-postgres.mjs').Database} database
 * @property {{gateway: number, portal: number, simulator: number}} ports
 * @property {{gateway: string, portal: string, simulator: string}} urls
 * @property {string} authSecret
 * @property {boolean} demo
 * @property {string} demoOut where the seed writes what it made
 */

/**
 * @typedef {object} Parts how each part of the product is run; tests of the launcher pass stand-ins
 * @property {(how: {root: string, runTool: import('./tools.mjs').RunTool, env: NodeJS.ProcessEnv, signal: AbortSignal, log: (line: string) => void}) => Promise<void>} setUp
 * @property {(context: Context) => Command} migrate
 * @property {(context: Context) => Command} seed
 * @property {(context: Context) => Command} simulator
 * @property {(context: Context) => Command} gateway
 * @property {(context: Context) => Command} portal
 */

/** @param {Context} context @param {string} file @param {NodeJS.ProcessEnv} env @returns {Command} */
const node = ({ root, env: shared }, file, env) => ({
  command: process.execPath,
  args: [path.join(root, file)],
  cwd: root,
  env: { ...shared, ...env },
});

/** @param {string} root */
const demoPlan = (root) => path.join(root, 'tools/start/demo-plan.json');
/** @param {Context} context */
const simulatorHome = ({ config }) => path.join(config.home, 'simulator');

/** @type {Parts} */
export const productParts = {
  async setUp(how) {
    const { ensureSetUp } = await import('./setup.mjs');
    await ensureSetUp(how);
  },
  migrate: (context) =>
    node(context, 'dist/gateway/migrate.js', {
      DATABASE_OWNER_URL: context.database.ownerUrl,
      DATABASE_URL: context.database.appUrl,
      ...(context.database.appRole === undefined ? {} : { PAYPORT_APP_ROLE: context.database.appRole }),
    }),
  seed: (context) => ({
    command: process.execPath,
    args: ['--import', 'tsx', path.join(context.root, 'prisma/seed/demo.ts')],
    cwd: context.root,
    env: {
      ...context.env,
      DATABASE_OWNER_URL: context.database.ownerUrl,
      DEMO_PLAN: demoPlan(context.root),
      DEMO_OUT: context.demoOut,
      SIMULATOR_HOME: simulatorHome(context),
      SIMULATOR_URL: context.urls.simulator,
      AUTH_SECRET: context.authSecret,
      PAYPORT_HOME: context.config.home,
      GATEWAY_URL: context.urls.gateway,
      PORTAL_URL: context.urls.portal,
    },
  }),
  simulator: (context) =>
    node(context, 'dist/simulator/main.js', {
      SIMULATOR_HOST: context.config.simulatorHost,
      SIMULATOR_PORT: String(context.ports.simulator),
      SIMULATOR_HOME: simulatorHome(context),
      DEMO_PLAN: demoPlan(context.root),
      PAYPORT_HOME: context.config.home,
    }),
  // The gateway gets no owner's URL: what it does not have it cannot leak.
  gateway: (context) =>
    node(context, 'dist/gateway/main.js', {
      GATEWAY_HOST: context.config.gatewayHost,
      GATEWAY_PORT: String(context.ports.gateway),
      DATABASE_URL: context.database.appUrl,
      PAYPORT_HOME: context.config.home,
      PORTAL_URL: context.urls.portal,
      AUTH_SECRET: context.authSecret,
      PAYPORT_JOURNAL_DIR: context.env['PAYPORT_JOURNAL_DIR']?.trim() || path.join(context.config.home, 'journal'),
      // Read and removed by the launcher: the link belongs on the screen, not in a log.
      PAYPORT_SETUP_FILE: setupLinkFile(context.config.home),
      ...(context.config.smtpUrl === undefined ? {} : { SMTP_URL: context.config.smtpUrl }),
      ...(context.config.metricsToken === undefined ? {} : { METRICS_TOKEN: context.config.metricsToken }),
      NODE_ENV: 'production',
    }),
  portal: (context) => ({
    command: process.execPath,
    args: [
      path.join(context.root, 'node_modules/next/dist/bin/next'),
      'start',
      '--hostname',
      context.config.portalHost,
      '--port',
      String(context.ports.portal),
    ],
    cwd: path.join(context.root, 'apps/portal'),
    env: {
      ...context.env,
      PORTAL_HOST: context.config.portalHost,
      PORTAL_PORT: String(context.ports.portal),
      PORTAL_URL: context.urls.portal,
      GATEWAY_URL: context.urls.gateway,
      ...(context.demo ? { PORTAL_TRAINING_FILE: trainingFile(context.config.home) } : {}),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  }),
};
