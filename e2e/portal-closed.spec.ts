import { expect, test } from '@playwright/test';
import { expectAccessible, languageOf, signIn, watch } from './portal-steps.ts';

const SAYS = {
  ru: {
    closed: 'Это вам сейчас не видно',
    overview: 'К обзору',
    connect: 'Терминалы подключают владелец и управляющий',
    terminals: 'К списку терминалов',
  },
  en: {
    closed: 'You may not see this now',
    overview: 'To the overview',
    connect: 'Owners and managers connect terminals',
    terminals: 'Back to terminals',
  },
} as const;

const NOWHERE = '/properties/00000000-0000-7000-8000-00000000dead';

test('what somebody may not see says so, and leads to what they may', async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const faults = watch(page, [403, 404]);
  await signIn(page, language, 'support');
  await page.route('**/webhooks', (route) =>
    route.request().resourceType() === 'fetch' ? route.fulfill({ status: 403, json: { code: 'forbidden' } }) : route.continue(),
  );
  await page.goto(`/${language}/webhooks`);
  const closed = page.getByRole('alert').filter({ hasText: says.closed }).first();
  await expect(closed).toBeVisible();
  await expectAccessible(page);
  await closed.getByRole('link', { name: says.overview }).click();
  await expect(page).toHaveURL(new RegExp(`/${language}/overview$`));
  await page.goto(`/${language}/terminals/new`);
  await expect(page.getByRole('heading', { level: 1, name: says.connect })).toBeVisible();
  await expect(page.getByRole('link', { name: says.terminals })).toHaveAttribute('href', `/${language}/terminals`);
  const missing = await page.goto(`/${language}${NOWHERE}`);
  expect(missing?.status()).toBe(404);
  // Within the portal, not in place of it: the menu is still there.
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation').first()).toBeAttached();
  await expectAccessible(page);
  expect(faults).toEqual([]);
});
