import { expect, test } from '@playwright/test';
import { languageOf, ONCE, pay, signIn, watch, WORDS } from './portal-steps.ts';

test('the raw exchange opens as text, bytes and fields, and holds no full card number', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  const faults = watch(page);
  const paid = await pay('2345.00');
  await signIn(page, language);
  await page.goto(`/${language}/payments/${paid.id}`);
  const answer = page.locator('details[data-frame=inbound]').filter({ hasText: /«e»|“e”/ });
  await answer.locator('summary').click();
  await expect(answer.getByRole('tabpanel')).toContainText(paid.result?.rrn ?? '');
  await answer.getByRole('tab', { name: words.bytes }).click();
  await expect(answer.getByRole('tabpanel')).toContainText(/0000[\s\S]*[0-9A-F]{2} [0-9A-F]{2}/);
  await page.keyboard.press('ArrowRight');
  await expect(answer.getByRole('tab', { name: words.fields })).toBeFocused();
  await expect(answer.getByRole('tabpanel')).toBeVisible();
  await expect(page.getByRole('group', { name: words.slip })).toContainText(paid.result?.rrn ?? '');
  expect(await page.locator('body').innerText()).not.toMatch(/\b\d{16}\b/);
  expect(faults).toEqual([]);
});

test('a decline is explained: why, what to do, what to say', async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  const { id, status } = await pay('1500.05');
  expect(status).toBe('declined');
  await signIn(page, language);
  await page.goto(`/${language}/payments/${id}`);
  const panel = page.getByRole('region', { name: words.whyDeclined });
  await expect(panel).toContainText(words.say);
  await expect(panel).toContainText('insufficient_funds');
});

test('an unknown outcome is never shown as a decline, and the terminal can be asked again', async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  const faults = watch(page);
  // Approved at the bank, reply lost, and the device cannot tell afterwards.
  const { id, status } = await pay('1800.74');
  expect(['unknown', 'manual_review']).toContain(status);
  await signIn(page, language);
  await page.goto(`/${language}/payments?outcome=unknown`);
  await page.locator(`[role=row] a[href*="${id}"]`).click();
  const panel = page.getByRole('region', { name: words.unknown });
  await expect(panel).toBeVisible();
  await expect(panel).toHaveAttribute('data-tone', 'unknown');
  await expect(page.getByText(words.declined, { exact: true })).toHaveCount(0);
  await panel.getByRole('button', { name: words.askAgain }).click();
  await expect(panel.getByText(words.asked)).toBeVisible();
  expect(faults).toEqual([]);
});

test('a running payment refreshes by itself until it is final', ONCE, async ({ page, request }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language);
  const [paid] = await Promise.all([
    pay('1700.88'),
    (async () => {
      await expect(async () => {
        await page.goto(`/${language}/payments?outcome=pending`);
        await page.locator('[role=row] a').first().click({ timeout: 1000 });
      }).toPass();
      await expect(page.locator('h1 ~ [role=status] [data-status]')).not.toHaveAttribute('data-status', 'approved');
    })(),
  ]);
  expect(paid.status).toBe('approved');
  await expect(page).toHaveURL(new RegExp(paid.id));
  await expect(page.locator('h1 ~ [role=status] [data-status]')).toHaveAttribute('data-status', 'approved');
  await expect(page.getByRole('group', { name: WORDS[language].slip })).toBeVisible();
  expect((await request.get(`/${language}/payments/${paid.id}`)).status()).toBe(200);
});

test('the slip prints alone, on the paper that was chosen: one page of the roll, or A4', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const paid = await pay('2100.00');
  await signIn(page, language);
  await page.goto(`/${language}/payments/${paid.id}`);
  // The browser's dialog would stop the test: what goes to paper is taken in its place.
  await page.evaluate('void (window.print = () => undefined)');
  for (const [paper, size] of [
    [language === 'ru' ? 'Лента 80 мм' : '80 mm roll', '80'],
    [language === 'ru' ? 'Лист A4' : 'A4 sheet', '210'],
  ] as const) {
    await page.getByRole('button', { name: language === 'ru' ? 'Напечатать' : 'Print' }).click();
    await page.getByRole('button', { name: paper }).click();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.print-slip')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[\s*0 0 ([\d.]+)/g)].map(([, width]) => Math.round((Number(width) * 25.4) / 72).toString());
    expect(boxes).toEqual([size]);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(`void window.dispatchEvent(new Event('afterprint'))`);
  }
});

test('a payment goes to paper dark on white, whatever the theme', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const paid = await pay('2101.00');
  await signIn(page, language);
  await page.goto(`/${language}/payments/${paid.id}`);
  const ink = (): Promise<string> => page.evaluate("getComputedStyle(document.querySelector('h1')).color");
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  const onPaper = await ink();
  await page.evaluate("void (document.documentElement.dataset.theme = 'dark')");
  expect(await ink()).toBe(onPaper);
  await page.emulateMedia({ media: 'screen' });
  expect(await ink()).not.toBe(onPaper);
});
