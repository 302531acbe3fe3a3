import { expect, test, type Page } from '@playwright/test';
import { languageOf } from '../portal-steps.ts';
import { openTraining, settleDevices, TRAINING, verdict } from '../training-steps.ts';
import { takeShot, wordsOf } from './take-shot.ts';

test.afterEach(settleDevices);

test('cashier: five steps, a repeated payment, a refund', async ({ page }, info) => {
  const language = languageOf(info.project);
  const say = wordsOf(language);
  const words = TRAINING[language];
  const device = page.getByRole('group', { name: words.device });
  await openTraining(page, language);

  await page.getByLabel(words.amount).fill('12480,00');
  await takeShot(page, info, 'cashier-1-amount');
  await press(page, words.pay);
  await expect(page.getByTestId('order')).toBeVisible();
  await takeShot(page, info, 'cashier-2-terminal');
  await press(page, words.process);
  await expect(page.getByRole('button', { name: words.card })).toBeEnabled();
  await takeShot(page, info, 'cashier-3-processing');
  await page.getByRole('button', { name: words.card }).click();
  for (const digit of ['1', '2', '3']) await device.getByRole('button', { name: digit, exact: true }).click();
  await takeShot(page, info, 'cashier-4-guest');
  await device.getByRole('button', { name: '4', exact: true }).click();
  await device.getByRole('button', { name: words.enter, exact: true }).click();
  await expect(verdict(page, 'approved')).toBeVisible();
  await takeShot(page, info, 'cashier-5-slip');
  await press(page, words.close);

  await page.getByLabel(words.byHand).uncheck();
  await order(page, language, '12480,00');
  await expect(page.getByRole('region', { name: words.duplicate })).toBeVisible();
  await takeShot(page, info, 'cashier-duplicate');
  await press(page, say('TrainingEft.obey'));

  await page.getByLabel(words.amount).fill('-2480,00');
  await press(page, words.pay);
  await expect(page.getByTestId('order')).toBeVisible();
  await takeShot(page, info, 'cashier-refund');
  await press(page, words.process);
  await expect(verdict(page, 'approved')).toBeVisible();
});

test('cashier: a decline and an unknown outcome', async ({ page }, info) => {
  const language = languageOf(info.project);
  const words = TRAINING[language];
  await openTraining(page, language);
  await page.getByLabel(words.byHand).uncheck();
  await order(page, language, '7300,05');
  await expect(verdict(page, 'declined')).toBeVisible();
  await takeShot(page, info, 'cashier-declined');
  await press(page, words.close);
  // The device restarts for five seconds before it can be asked: time enough to look.
  await order(page, language, '7300,73');
  await expect(verdict(page, 'unknown')).toBeVisible();
  await takeShot(page, info, 'cashier-unknown');
  await expect(verdict(page, 'approved')).toBeVisible({ timeout: 60_000 });
});

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

async function order(page: Page, language: keyof typeof TRAINING, amount: string): Promise<void> {
  await page.getByLabel(TRAINING[language].amount).fill(amount);
  await press(page, TRAINING[language].pay);
  await press(page, TRAINING[language].process);
}
