import { expect, test } from '@playwright/test';
import { expectAccessible, languageOf, ONCE, signIn, watch } from './portal-steps.ts';
import { openTraining, order, payByHand, settleDevices, TRAINING, verdict } from './training-steps.ts';

test.afterEach(settleDevices);

test('a sale by hand, a duplicate that is warned of, and a refund by a negative amount', async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = TRAINING[language];
  const faults = watch(page, [409]);
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/training/') && !response.url().endsWith('/events')) bodies.push(response.text().catch(() => ''));
  });
  await openTraining(page, language);
  await order(page, language, '2345,00');
  await expect(page.getByTestId('order')).toHaveText(words.payment);
  await payByHand(page, language);
  await expect(verdict(page, 'approved')).toBeVisible();
  await expect(page.getByText('220070******0184').first()).toBeVisible();
  await page.getByRole('button', { name: words.close }).click();
  await expect(page.getByRole('group', { name: words.folio }).locator('tr[data-posted=true]')).toHaveCount(1);

  await page.getByLabel(words.byHand).uncheck();
  await order(page, language, '2345,00');
  await expect(page.getByRole('region', { name: words.duplicate })).toBeVisible();
  await page.getByRole('button', { name: words.goOn }).click();
  await expect(verdict(page, 'approved')).toBeVisible();
  await page.getByRole('button', { name: words.close }).click();

  // Two payments could be meant: the cashier chooses one.
  await order(page, language, '-345,00');
  await expect(page.getByTestId('order')).toHaveText(words.refund);
  await page
    .getByRole('button', { name: /220070\*{6}0184/ })
    .first()
    .click();
  await expect(verdict(page, 'approved')).toBeVisible();
  await page.getByRole('button', { name: words.close }).click();
  await expect(page.getByRole('group', { name: words.folio }).locator('tr[data-posted=true]')).toHaveCount(3);

  await page.getByRole('tab', { name: words.api }).click();
  await expect(page.getByText('/sonata/v1/payments', { exact: true }).first()).toBeVisible();
  const all = [await page.content(), ...(await Promise.all(bodies))].join('\n');
  expect(all).not.toContain('ppk_');
  expect(faults).toEqual([]);
});

test('a decline, a cancel by the guest’s key, and an unknown outcome that a reload does not lose', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = TRAINING[language];
  const faults = watch(page);
  await openTraining(page, language);
  await page.getByLabel(words.byHand).uncheck();
  await order(page, language, '1500,05');
  await expect(verdict(page, 'declined')).toContainText('insufficient_funds');
  await expect(verdict(page, 'declined')).toContainText(words.say);
  await page.getByRole('button', { name: words.close }).click();

  await page.getByLabel(words.byHand).check();
  await order(page, language, '1500,00');
  await page.getByRole('group', { name: words.device }).getByRole('button', { name: words.cancel, exact: true }).click();
  await expect(verdict(page, 'cancelled')).toBeVisible();
  await page.getByRole('button', { name: words.close }).click();

  await order(page, language, '1500,71');
  await payByHand(page, language);
  await page.reload();
  await expect(verdict(page, 'approved')).toBeVisible();
  await expect(page.locator('section[data-status=declined]')).toHaveCount(0);
  await expect(page.getByText(words.found)).toBeVisible();
  expect(faults).toEqual([]);
});

test('is accessible at the desk of a phone, and on a wide screen with the slip', async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = TRAINING[language];
  await page.setViewportSize({ width: 320, height: 800 });
  await openTraining(page, language);
  await expect(page.getByRole('button', { name: words.card })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  // The whole desk is on one screen.
  expect(await page.evaluate<number>('document.documentElement.scrollHeight - innerHeight')).toBeLessThanOrEqual(0);
  await order(page, language, '700,00');
  await payByHand(page, language);
  await expect(verdict(page, 'approved')).toBeVisible();
  await expectAccessible(page);
});

test('is accessible while the terminal waits for its guest', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await openTraining(page, language);
  await order(page, language, '900,00');
  await expect(page.getByRole('button', { name: TRAINING[language].card })).toBeEnabled();
  await expectAccessible(page);
});

test('an auditor reads why there is nothing to train', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language, 'auditor');
  await page.goto(`/${language}/training`);
  await expect(page.getByRole('heading', { level: 1, name: TRAINING[language].auditor })).toBeVisible();
});
