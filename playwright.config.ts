import { defineConfig } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The running product: its set-up puts the file's place into DEMO_JSON before the tests' processes read this file. */
function portalUrl(): string | undefined {
  const file = process.env['DEMO_JSON'];
  if (file === undefined) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { portal: { url: string } }).portal.url;
}

/** `npm test` finds a browser and says so in CHROMIUM_PATH; a run by hand takes the system's, else Playwright's own. */
const chromium = process.env['CHROMIUM_PATH'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
const baseURL = portalUrl();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/results',
  globalSetup: path.resolve(import.meta.dirname, 'tools/test/product.global.ts'),
  // The product takes real payments on one set of simulated terminals: tests side by side would wait for each other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // Generous, since they cost nothing where all goes well: product and browser share two cores, and a sign-in hashes slowly by design.
  timeout: 300_000,
  expect: { timeout: 45_000 },
  reporter: [['list'], [path.resolve(import.meta.dirname, 'tools/test/playwright-count-reporter.mjs')]],
  // Each test in each language (`test.info().project.name`), but for those that are not about what people read.
  projects: [
    { name: 'ru', use: { locale: 'ru-RU' } },
    { name: 'en', use: { locale: 'en-GB' }, grepInvert: /@once/ },
  ],
  use: {
    ...(baseURL === undefined ? {} : { baseURL }),
    timezoneId: 'Europe/Moscow',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    // A trace of every test, thrown away after nearly all of them, takes a fifth of the time: `--trace on` records it by hand.
    trace: 'off',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      // Runs as root in containers, and speaks to nobody but the product.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
