import { test } from '@playwright/test';
import { EmptyProduct } from '../empty-product.ts';
import { languageOf } from '../portal-steps.ts';
import { takeShot, wordsOf } from './take-shot.ts';

let product: EmptyProduct;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  product = await EmptyProduct.start();
});
test.afterAll(() => product.stop());

test('manager: the first owner', async ({ page }, info) => {
  const say = wordsOf(languageOf(info.project));
  await page.goto(product.setupLink);
  await page.getByLabel(say('Setup.name')).fill('Анна Соколова');
  await page.getByLabel(say('Setup.email')).fill('anna@grand.example');
  await page.getByLabel(say('PropertyForm.name'), { exact: true }).fill('Гранд Отель');
  await takeShot(page, info, 'manager-5-setup');
});
