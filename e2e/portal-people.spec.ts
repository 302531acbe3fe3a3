import { expect, test } from '@playwright/test';
import { expectAccessible, languageOf, signIn, watch } from './portal-steps.ts';

const TITLES = {
  ru: { people: 'Сотрудники', properties: 'Гостиницы', hotel: 'Гранд Отель' },
  en: { people: 'People', properties: 'Hotels', hotel: 'Гранд Отель' },
};

test('people and hotels fit a phone and are accessible', async ({ page }, { project }) => {
  const language = languageOf(project);
  const titles = TITLES[language];
  const faults = watch(page);
  await page.setViewportSize({ width: 320, height: 720 });
  await signIn(page, language, 'owner');
  await page.goto(`/${language}/people`);
  await expect(page.getByRole('heading', { level: 1, name: titles.people })).toBeVisible();
  await expect(page.getByText('owner@grand.example')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/${language}/properties`);
  await expect(page.getByRole('heading', { level: 1, name: titles.properties })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: titles.hotel }).click();
  await expect(page.getByRole('heading', { level: 1, name: titles.hotel })).toBeVisible();
  await expectAccessible(page);
  expect(faults).toEqual([]);
});
