import { expect, test } from '@playwright/test';
import { builtAddresses } from './built-addresses.ts';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch, WORDS } from './portal-steps.ts';

for (const width of [320, 768, 1440]) {
  // Longer words can only break the narrowest page: the wider ones are looked at in one language.
  test(`sign-in, list and payment are accessible at ${width} px, light and dark`, width > 320 ? ONCE : {}, async ({ page }, { project }) => {
    const language = languageOf(project);
    const words = WORDS[language];
    const faults = watch(page);
    const paid = await pay(`${width}.00`);
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`/${language}/sign-in`);
    await page.getByRole('button', { name: words.submit, exact: true }).click();
    await expect(page.getByText(words.emailMissing)).toBeVisible();
    await expectAccessible(page);

    await signIn(page, language);
    await expect(page.locator('[role=row] a').first()).toBeVisible();
    await page.getByRole('button', { name: words.state }).click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    if (width < 1024) await page.getByRole('button', { name: words.menu }).click();
    await page.getByRole('button', { name: words.account }).last().click();
    await expectAccessible(page);

    await page.goto(`/${language}/payments/${paid.id}`);
    for (const summary of await page.locator('details > summary').all()) await summary.click();
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });
}

test('every page of the portal is accessible on the narrowest screen, light and dark', async ({ page }, { project }) => {
  test.slow();
  const language = languageOf(project);
  const faults = watch(page);
  const paid = await pay('1854.74');
  await page.setViewportSize({ width: 320, height: 900 });
  await signIn(page, language, 'owner');
  const ids = { payments: paid.id, terminals: demo().terminals[0]?.id ?? '', properties: demo().sonata.property };
  // The language's root and the sign-in send who is signed in elsewhere; the rest are no pages. A receiver's page is looked at
  // by the journey that makes one.
  const elsewhere = /no\/where|sign-in|webhooks\/id$/;
  const pages = builtAddresses(language, ids).filter((address) => address.startsWith(`/${language}/`) && !elsewhere.test(address));
  expect(pages.length).toBeGreaterThan(20);
  for (const address of pages) {
    await test.step(address, async () => {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await expect(page.locator('[class*=shimmer]')).toHaveCount(0);
      await expectAccessible(page);
    });
  }
  expect(faults).toEqual([]);
});

test('a page that waits for its lists without a connection fits the narrowest screen', async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language, 'owner');
  await page.setViewportSize({ width: 320, height: 900 });
  await page.route('**/portal/v1/**', (route) => route.fulfill({ status: 503, json: {} }));
  await page.goto(`/${language}/bank-files?property=${demo().sonata.property}`);
  await expect(page.locator('header [data-live=reconnecting]')).toBeVisible();
  await expect(page.locator('[class*=shimmer]').first()).toBeVisible();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
});

test('the payments that need somebody, with their banner, are accessible', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language);
  await page.goto(`/${language}/payments?status=manual_review`);
  await page.locator('[role=row] a').first().click();
  await expect(page.getByRole('region', { name: WORDS[language].unknown })).toBeVisible();
  await expectAccessible(page);
});

test('theme and language are chosen in the menu, take effect at once, and stay', async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  const faults = watch(page);
  await signIn(page, language);
  await page.goto(`/${language}/payments?outcome=approved`);
  await page.getByRole('button', { name: words.account }).click();
  const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
  const light = await ground();
  await page.getByRole('radio', { name: words.dark }).check({ force: true });
  await expect.poll(ground).not.toBe(light);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await ground()).not.toBe(light);

  await page.getByRole('button', { name: words.account }).click();
  await page.getByRole('link', { name: words.otherLanguage }).click();
  const other = language === 'ru' ? 'en' : 'ru';
  await expect(page).toHaveURL(new RegExp(`/${other}/payments\\?outcome=approved`));
  await expect(page.locator('html')).toHaveAttribute('lang', other);
  await expect(page.locator('[data-status=approved]').first()).toHaveText(WORDS[other].approved);
  await page.goto('/');
  await expect(page).toHaveURL(new RegExp(`/${other}/overview`));
  expect(faults).toEqual([]);
});
