import { expect, test } from '@playwright/test';
import { demo } from './demo.ts';
import { languageOf, ONCE, person, signIn, watch, WORDS } from './portal-steps.ts';
import { TRAINING } from './training-steps.ts';

test('every page carries a policy without exceptions, and its own nonce', ONCE, async ({ request }) => {
  const policies = await Promise.all(['/ru/sign-in', '/en/sign-in', '/ru/nowhere'].map(async (path) => (await request.get(path)).headers()));
  for (const headers of policies) {
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect([headers['x-content-type-options'], headers['x-frame-options'], headers['x-powered-by']]).toEqual(['nosniff', 'DENY', undefined]);
  }
  const nonces = policies.map((headers) => /nonce-([^']+)/.exec(headers['content-security-policy'] ?? '')?.[1]);
  expect(new Set(nonces).size).toBe(nonces.length);
});

test('nothing that the browser is given names the gateway or holds a secret', ONCE, async ({ page }, { project }) => {
  const { gateway, sonata, bank } = demo();
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    // What belonged to a page that was left meanwhile can no longer be read; the next page brings most of it again.
    if (['document', 'script', 'fetch'].includes(response.request().resourceType())) bodies.push(response.text().catch(() => ''));
  });
  await signIn(page, languageOf(project));
  await page.locator('[role=row] a').first().click();
  await expect(page.getByRole('link', { name: WORDS[languageOf(project)].back })).toBeVisible();
  await page.goto(`/${languageOf(project)}/training`);
  await expect(page.getByRole('group', { name: TRAINING[languageOf(project)].device })).toBeVisible();
  const read = (await Promise.all(bodies)).filter((body) => body !== '');
  expect(read.length).toBeGreaterThan(10);
  const all = read.join('\n');
  for (const secret of [new URL(gateway.url).host, sonata.apiKey, sonata.otherProperty.apiKey, 'ppk_', bank.url, person('support').password])
    expect(all.includes(secret), secret.slice(0, 6)).toBe(false);
});

test('the session’s cookie is out of reach of scripts and of other sites', ONCE, async ({ page, context }, { project }) => {
  await signIn(page, languageOf(project));
  const session = (await context.cookies()).filter(({ name }) => name.includes('session'));
  expect(session.length).toBeGreaterThan(0);
  expect(session.every(({ httpOnly, sameSite }) => httpOnly && sameSite !== 'None')).toBe(true);
  expect(await page.evaluate<string>('document.cookie')).not.toContain('session');
});

test('the door to the gateway opens for the portal’s own routes and pages only', ONCE, async ({ page, request }, { project }) => {
  await signIn(page, languageOf(project));
  const status = (path: string): Promise<number> => page.evaluate(async (url) => (await fetch(url)).status, path);
  expect(await status('/api/gateway/portal/v1/session')).toBe(200);
  for (const path of ['/sonata/v1/payments', '/health/ready', '/portal/v1/auth/get-session', '/portal/v1/../../health/live']) {
    expect(await status(`/api/gateway${path}`), path).toBe(404);
  }
  const foreign = await request.post('/api/gateway/portal/v1/auth/sign-in/email', { headers: { origin: 'https://evil.example' }, data: {} });
  expect(foreign.status()).toBe(403);
});

test('a payment that does not exist, and an address that does not, are told apart and answered with 404', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const faults = watch(page, [404]);
  await signIn(page, language);
  const missing = await page.goto(`/${language}/payments/0199c0de-0000-7000-8000-0000000fffff`);
  expect(missing?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: WORDS[language].noPayment })).toBeVisible();
  const nowhere = await page.goto(`/${language}/nowhere/at/all`);
  expect(nowhere?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: WORDS[language].noPage })).toBeVisible();
  expect(faults).toEqual([]);
});
