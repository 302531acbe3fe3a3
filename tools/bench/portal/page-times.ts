import { chromium } from '@playwright/test';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../sale/part.mjs';
import type { PortalWorld } from './portal-world.ts';

interface PageTimes {
  readonly name: string;
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly lcpMs: number;
  readonly tbtMs: number;
  readonly cls: number;
  readonly ttfbMs: number;
  readonly jsKb: number;
  readonly failed: readonly string[];
}

const PATHS = ['sign-in', 'overview', 'payments', 'payments/ID', 'queue', 'terminals', 'end-of-day', 'audit'];
/** Of one page with all its loads, ms. */
const LIGHTHOUSE_LIMIT_MS = 5 * 60_000;

const chromiumPath = (): string | undefined =>
  process.env['CHROMIUM_PATH'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));

/** Lighthouse (desktop) over the main pages; each is loaded as a first visit, signed in. */
export async function pageTimes({ portalUrl, cookie, middle }: PortalWorld, say: (line: string) => void): Promise<readonly PageTimes[]> {
  const found: PageTimes[] = [];
  for (const name of PATHS) {
    const page = { name, url: `${portalUrl}/ru/${name.replace('ID', middle.id)}` };
    // Who is signed in is sent on from the sign-in.
    const order = { chromiumPath: chromiumPath(), pages: [page], cookie: name === 'sign-in' ? 'none=1' : cookie };
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'lighthouse.mjs'), JSON.stringify(order)], {
      cwd: ROOT,
      timeout: LIGHTHOUSE_LIMIT_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
    const [time] = JSON.parse(stdout) as PageTimes[];
    if (!time) throw new Error(`Lighthouse said nothing about ${name}`);
    found.push(time);
    const { performance, accessibility, bestPractices, lcpMs, tbtMs, cls, jsKb, failed } = time;
    say(
      `${name.padEnd(14)} performance ${performance}  accessibility ${accessibility}  best practices ${bestPractices}  LCP ${lcpMs} ms  TBT ${tbtMs} ms  CLS ${cls}  JS ${jsKb} KB  ${failed.join(' ')}`,
    );
  }
  return found;
}

/** The slowest answer of the page to a key or a click on the list of payments, ms (INP, by the browser's own account). */
export async function interactionMs({ portalUrl, cookie }: PortalWorld): Promise<number> {
  const executablePath = chromiumPath();
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: portalUrl }]);
    const page = await context.newPage();
    await page.addInitScript(`
      globalThis.slowest = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.interactionId) globalThis.slowest = Math.max(globalThis.slowest, entry.duration);
      }).observe({ type: 'event', durationThreshold: 16, buffered: true });`);
    await page.goto(`${portalUrl}/ru/payments`);
    const rows = page.locator('[role=row] a');
    await rows.first().waitFor();
    await page.getByRole('button', { name: /^Состояние/ }).click();
    await page.keyboard.press('Escape');
    await rows.first().focus();
    for (let i = 0; i < 20; i += 1) await page.keyboard.press('j');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('кузнецова 312', { delay: 40 });
    await page.keyboard.press('Escape');
    return Math.round(await page.evaluate<number>('globalThis.slowest'));
  } finally {
    await browser.close();
  }
}
