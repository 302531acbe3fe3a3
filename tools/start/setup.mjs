// @ts-check
import path from 'node:path';
import { buildIsStale, ensureBuilt } from './build.mjs';
import { ensureInstalled, installIsStale } from './install.mjs';
import { takeLock } from './lock.mjs';
import { until } from './progress.mjs';

/** Another start in the same folder may be installing and building right now; it can take this long on a slow machine. */
const OTHER_SETUP_MS = 20 * 60_000;

/**
 * Installs and builds what is stale. Two starts in one folder do not do it at once: the second waits for the first.
 * @param {{root: string, runTool: import('./tools.mjs').RunTool, env: NodeJS.ProcessEnv, signal: AbortSignal, log: (line: string) => void, names?: string[]}} options
 */
export async function ensureSetUp({ root, runTool, env, signal, log, names }) {
  if (!installIsStale(root) && !buildIsStale(root, names)) return;
  const file = path.join(root, 'dist', '.payport-setup.lock');
  let told = false;
  const lock = await until(
    () => {
      const taken = takeLock(file);
      if ('release' in taken) return taken;
      if (!told) log(`Another start (process ${taken.holder.pid}) is installing or building in this folder: waiting for it.`);
      told = true;
      return undefined;
    },
    {
      timeoutMs: OTHER_SETUP_MS,
      everyMs: 500,
      signal,
      late: () => `Another start is still installing or building in this folder. If it is not, remove ${file}.`,
    },
  );
  try {
    await ensureInstalled({ root, runTool, env });
    await ensureBuilt({ root, runTool, env, ...(names ? { names } : {}) });
  } finally {
    lock.release();
  }
}
