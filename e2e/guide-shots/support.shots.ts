import { expect, test } from '@playwright/test';
import { languageOf, pay, signIn, WORDS } from '../portal-steps.ts';
import { takeShot } from './take-shot.ts';

test('support: search, payment, exchange', async ({ page }, info) => {
  const language = languageOf(info.project);
  const words = WORDS[language];
  const guest = `Орехова Вера`;
  await pay('5400.05', guest);
  const paid = await pay('5400.00', guest);
  await signIn(page, language);
  await page.goto(`/${language}/payments?q=${encodeURIComponent('орехова')}`);
  await expect(page.locator('[role=row] a').first()).toBeVisible();
  await takeShot(page, info, 'support-1-search');

  await page.goto(`/${language}/payments/${paid.id}`);
  await expect(page.getByRole('group', { name: words.slip })).toBeVisible();
  await takeShot(page, info, 'support-2-payment');

  const answer = page.locator('details[data-frame=inbound]').filter({ hasText: /«e»|“e”/ });
  await answer.locator('summary').click();
  await answer.getByRole('tab', { name: words.fields }).click();
  await answer.evaluate((frame) => frame.scrollIntoView({ block: 'center' }));
  await takeShot(page, info, 'support-3-exchange');
});

test('support: a decline, and a payment for the bank', async ({ page }, info) => {
  const language = languageOf(info.project);
  const words = WORDS[language];
  const { id } = await pay('6100.05');
  await signIn(page, language);
  await page.goto(`/${language}/payments/${id}`);
  await expect(page.getByRole('region', { name: words.whyDeclined })).toBeVisible();
  await takeShot(page, info, 'support-4-declined');

  await page.goto(`/${language}/payments?status=manual_review`);
  await page.locator('[role=row] a').last().click();
  await expect(page.getByRole('region', { name: words.unknown })).toBeVisible();
  await takeShot(page, info, 'support-5-review');
});
