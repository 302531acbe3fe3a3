import { expect, test } from '@playwright/test';
import { expectAccessible, languageOf, signIn, watch } from './portal-steps.ts';

const WORDS = {
  ru: { help: /^Справка/, guide: 'Поддержке: найти операцию и разобраться', cashier: 'Кассиру' },
  en: { help: /^Help/, guide: 'For support: find an operation and explain it', cashier: 'Cashiers' },
} as const;

test('help leads from a page to its section of a guide, whose screenshots load, and is accessible', async ({ page, context }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  await signIn(page, language);
  const [help] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: words.help }).click()]);
  const faults = watch(help);
  await expect(help).toHaveURL(new RegExp(`/${language}/help/support#`));
  await expect(help.getByRole('heading', { level: 1, name: words.guide })).toBeVisible();

  await help.getByRole('link', { name: words.cashier, exact: true }).click();
  await expect(help).toHaveURL(new RegExp(`/${language}/help/cashier$`));
  const shots = await help.locator('article img').all();
  expect(shots.length).toBeGreaterThan(8);
  for (const shot of [shots[0], shots.at(-1)]) {
    await shot?.scrollIntoViewIfNeeded();
    await expect.poll(() => shot?.evaluate<number, { naturalWidth: number }>((image) => image.naturalWidth)).toBe(1280);
  }
  await help.setViewportSize({ width: 320, height: 800 });
  await expectAccessible(help);
  expect(faults).toEqual([]);

  await page.context().clearCookies();
  await page.goto(`/${language}/help/cashier`);
  await expect(page).toHaveURL(/sign-in\?next=/);
});
