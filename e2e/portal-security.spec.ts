import { expect, test } from '@playwright/test';
import { builtAddresses } from './built-addresses.ts';
import { demo } from './demo.ts';
import { languageOf, ONCE, person, signIn, watch, WORDS } from './portal-steps.ts';
import { TRAINING } from './training-steps.ts';

/** Every address that the build knows, filled in, and some that it does not. */
const addresses = (): readonly string[] => [
  ...builtAddresses('ru', { id: '0199c0de-0000-7000-8000-0000000fffff' }),
  ...['/', '/nowhere', '/nowhere.txt', '/ru/no.where/at/all', '/favicon.ico', '/api/nowhere', '/_next/nowhere'],
  // Escapes that are no text.
  ...['/%ff', '/ru/%E0%A4%A', '/ru/payments/%c0', '/api/gateway/%ff', '/_next/static/%ff'],
];

test(
  'every address answers with a policy, signed in or not: no inline script, no frame, no guessing, nothing kept',
  ONCE,
  async ({ page }, { project }) => {
    await signIn(page, languageOf(project), 'owner');
    const { cookies } = await page.context().storageState();
    const session = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const base = new URL(page.url()).origin;
    const [faults, nonces] = [[] as string[], [] as string[]];
    for (const address of addresses()) {
      for (const cookie of ['', session]) {
        const { status, headers } = await fetch(base + address, { redirect: 'manual', headers: { cookie } });
        const fault = (words: string): number => faults.push(`${address} (${status}): ${words}`);
        const policy = headers.get('content-security-policy') ?? '';
        const script = /script-src ([^;]+)/.exec(policy)?.[1] ?? /default-src ([^;]+)/.exec(policy)?.[1] ?? 'missing';
        nonces.push(...Array.from(script.matchAll(/'nonce-([^']+)'/g), ([, nonce = '']) => nonce));
        if (script !== "'none'" && !/^'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'$/.test(script)) fault(`scripts: ${script}`);
        if (policy.includes('unsafe') || !policy.includes("frame-ancestors 'none'")) fault(policy);
        if (headers.get('x-frame-options') !== 'DENY' || headers.get('x-content-type-options') !== 'nosniff') fault('frames or sniffing');
        if (!['same-origin', 'no-referrer'].includes(headers.get('referrer-policy') ?? '')) fault('referrer');
        if (headers.has('x-powered-by')) fault('says what it is made with');
        // The mark is the same for everybody.
        if (!/\.(svg|ico)$/.test(address) && !headers.get('cache-control')?.includes('no-store')) fault(`kept: ${headers.get('cache-control')}`);
        if (headers.getSetCookie().some((set) => !/httponly/i.test(set) || !/samesite=(lax|strict)/i.test(set))) fault('cookie');
        if (status >= 500) fault('broken');
      }
    }
    expect(faults).toEqual([]);
    expect(nonces.length).toBeGreaterThan(40);
    expect(new Set(nonces).size).toBe(nonces.length);
  },
);

test('a page only gives: whoever sends it something is refused, signed in or not', ONCE, async ({ page, request }, { project }) => {
  await signIn(page, languageOf(project));
  const { origin } = new URL(page.url());
  for (const client of [request, page.request])
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await client.fetch(`${origin}/ru/payments`, { method, data: {}, headers: { origin } });
      const { allow, 'cache-control': kept } = answer.headers();
      expect([method, answer.status(), allow, kept]).toEqual([method, 405, 'GET, HEAD', 'no-store']);
    }
  expect((await page.request.fetch(`${origin}/%ff`)).status()).toBe(404);
});

test('nothing that the browser is given names the gateway or holds a secret', ONCE, async ({ page }, { project }) => {
  const { gateway, sonata, bank } = demo();
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    // What belonged to a page that was left meanwhile can no longer be read; the next page brings most of it again.
    // The stream of changes has no end to wait for.
    if (response.headers()['content-type']?.startsWith('text/event-stream') === true) return;
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
