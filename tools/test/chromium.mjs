// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensureSystemPackage } from './system-package.mjs';
import { testEnvironment } from './environment.mjs';
import { runProgram } from './program.mjs';

/** Where systems put Chromium or a browser made of it. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
/** Fonts with Cyrillic letters come along: a machine without a browser has none either. */
const PACKAGES = ['chromium', 'fonts-dejavu-core'];
const DOWNLOAD_LIMIT_MS = 4 * 60_000;

/** A browser that is there but lacks its libraries, or is only a hint to install one, does not count. @param {string} file */
function works(file) {
  if (!existsSync(file)) return false;
  return process.platform === 'win32' || spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** Where Playwright keeps the browser that it downloads. */
async function ofPlaywright() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

/**
 * CHROMIUM_PATH, else Playwright's own, else the system's.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>}
 */
export async function findChromium(env) {
  const chosen = env['CHROMIUM_PATH'];
  if (chosen) return chosen;
  return [await ofPlaywright(), ...PLACES].find(works);
}

/** @param {import('./stages.mjs').StageContext} context @returns {Promise<string>} */
export async function ensureChromium(context) {
  const { root, env, out, signal } = context;
  const found = await findChromium(env);
  if (found !== undefined) return found;
  await out.step('Downloading Chromium for Playwright', async () => {
    const { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: _not, ...own } = testEnvironment({ root, env });
    const { code, output } = await runProgram({
      args: ['node_modules/@playwright/test/cli.js', 'install', '--only-shell', 'chromium'],
      cwd: root,
      signal,
      limitMs: DOWNLOAD_LIMIT_MS,
      env: { ...own, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    });
    // No harm: its host is out of reach in many networks, and the system's own package is next.
    if (code !== 0)
      out.line(
        `  not possible here: ${
          output
            .trim()
            .split('\n')
            .find((line) => /error|fail/i.test(line)) ?? 'it did not end'
        }`,
      );
  });
  return ensureSystemPackage(context, {
    what: 'a Chromium browser',
    packages: PACKAGES,
    find: () => findChromium(env),
    otherwise: 'or set CHROMIUM_PATH to a Chromium or Chrome that you have.',
  });
}
