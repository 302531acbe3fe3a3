import { expect, test } from '@playwright/test';

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
