import { expect, test } from '@playwright/test';
import { demo } from './demo.ts';

const SIGN_IN: Record<string, string> = { ru: 'Войти', en: 'Sign in' };

test('the portal meets a visitor in the language of the browser, at the sign-in', async ({ page }, { project }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto('/');
  await expect(page).toHaveURL(new RegExp(`/${project.name}/sign-in`));
  await expect(page.locator('html')).toHaveAttribute('lang', project.name);
  await expect(page.getByRole('button', { name: SIGN_IN[project.name]!, exact: true })).toBeVisible();
  expect(faults).toEqual([]);
});

test('a person of the demonstration gets in', async ({ page }, { project }) => {
  const [user] = demo().portal.users;
  await page.goto(`/${project.name}/sign-in`);
  await page.locator('input[name=email]').fill(user!.email);
  await page.locator('input[name=password]').fill(user!.password);
  await page.locator('button[type=submit]').click();
  await expect(page).toHaveURL(new RegExp(`/${project.name}/payments`));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
