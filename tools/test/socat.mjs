// @ts-check
import { spawnSync } from 'node:child_process';
import { ensureSystemPackage } from './system-package.mjs';

/** Serial ports of tests are pseudo-terminals that socat joins. */
const find = () => (spawnSync('socat', ['-V'], { stdio: 'ignore', timeout: 20_000 }).status === 0 ? 'socat' : undefined);

/** @param {import('./stages.mjs').StageContext} context */
export async function ensureSocat(context) {
  await ensureSystemPackage(context, { what: 'socat', packages: ['socat'], find });
}
