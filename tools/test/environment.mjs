// @ts-check
import { offlineEnvironment } from '../start/install.mjs';
import { partEnvironment } from '../start/part-environment.mjs';

/** Settings of a PayPort that somebody runs: its tests must neither use nor touch that one. */
const OF_AN_INSTALLATION = /^(GATEWAY|PORTAL|SIMULATOR|PAYPORT|POSTGRES|DATABASE|AUTH|DEMO)_/;

/**
 * The environment of every test program: the person's own, without what would lead the tests elsewhere.
 * @param {{root: string, env: NodeJS.ProcessEnv}} how
 * @returns {NodeJS.ProcessEnv}
 */
export function testEnvironment({ root, env }) {
  const kept = Object.entries(partEnvironment(env, true)).filter(([name]) => !OF_AN_INSTALLATION.test(name) && name !== 'NODE_ENV');
  const colour = process.stdout.isTTY && env['NO_COLOR'] === undefined ? { FORCE_COLOR: '1' } : {};
  return { ...Object.fromEntries(kept), ...offlineEnvironment(root), ...colour };
}
