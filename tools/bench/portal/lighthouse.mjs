// @ts-check
// Lighthouse over the pages, as a process of its own: `{"cookie", "chromium", "pages": [{"name", "url"}]}` comes in as the only
// argument, a line of JSON goes out. It is a peer of the bench (tools/bench/package.json), not a dependency of the product.
import { chromium } from '@playwright/test';

const { cookie, chromiumPath, pages } = JSON.parse(process.argv[2] ?? '{}');
const PORT = 9_337;
const peer = 'lighthouse';
const { default: lighthouse, desktopConfig } = await import(peer);
const context = await chromium.launchPersistentContext('', {
  executablePath: chromiumPath,
  args: [`--remote-debugging-port=${PORT}`, '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
const [name, session] = cookie.split(/=(.*)/s);
// Of the origin: with a page's address it would be sent to that folder alone, and not to the API.
await context.addCookies([{ name, value: session, url: new URL(pages[0].url).origin }]);
const found = [];
for (const page of pages) {
  const flags = {
    port: PORT,
    logLevel: 'silent',
    // Lighthouse would wait for the stream of changes to end, which it never does.
    blockedUrlPatterns: ['*/portal/v1/live*'],
    maxWaitForLoad: 20_000,
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
  };
  const { lhr } = await lighthouse(page.url, flags, desktopConfig);
  const value = (/** @type {string} */ audit) => Math.round((lhr.audits[audit]?.numericValue ?? Number.NaN) * 1000) / 1000;
  const score = (/** @type {string} */ category) => Math.round((lhr.categories[category]?.score ?? 0) * 100);
  const requests = /** @type {readonly {resourceType: string, transferSize: number}[]} */ (lhr.audits['network-requests']?.details?.items ?? []);
  const js = requests.filter(({ resourceType }) => resourceType === 'Script').reduce((sum, { transferSize }) => sum + transferSize, 0);
  found.push({
    name: page.name,
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    lcpMs: Math.round(value('largest-contentful-paint')),
    tbtMs: Math.round(value('total-blocking-time')),
    cls: value('cumulative-layout-shift'),
    ttfbMs: Math.round(value('server-response-time')),
    jsKb: Math.round(js / 102.4) / 10,
    failed: Object.values(lhr.audits)
      .filter((/** @type {any} */ audit) => audit.scoreDisplayMode === 'binary' && audit.score === 0)
      .map((/** @type {any} */ audit) => audit.id),
  });
}
await context.close();
process.stdout.write(`${JSON.stringify(found)}\n`);
