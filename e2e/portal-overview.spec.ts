import { expect, test } from '@playwright/test';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch } from './portal-steps.ts';

const SAYS = {
  ru: {
    menu: 'Обзор',
    unknown: /неизвестным исходом/,
    open: 'Разобрать',
    approved: /^Одобрены/,
    table: 'Таблица',
    chart: 'График',
    hours: 'По часам',
    today: 'Сегодня',
    chosen: 'Выбранные условия',
    noAlarms: /Предупреждения сейчас не прочитать/,
    closed: 'Это вам сейчас не видно',
  },
  en: {
    menu: 'Overview',
    unknown: /unknown outcome/,
    open: 'Clear up',
    approved: /^Approved/,
    table: 'Table',
    chart: 'Chart',
    hours: 'By hour',
    today: 'Today',
    chosen: 'Chosen conditions',
    noAlarms: /Alarms cannot be read now/,
    closed: 'You may not see this now',
  },
} as const;

test('the overview puts what is unknown first, and leads from each figure to its list', async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const faults = watch(page);
  await pay('1850.74');
  await pay('1851.00');
  await signIn(page, language);
  await page.getByRole('link', { name: says.menu, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: says.menu })).toBeVisible();

  // It stands before everything else on the page, and is never told as a refusal.
  const unknown = page.locator('section[data-unknown]');
  await expect(unknown).toContainText(says.unknown);
  const first = await page.locator('main section').first().getAttribute('data-unknown');
  expect(Number(first)).toBeGreaterThan(0);
  await unknown.getByRole('link', { name: says.open }).click();
  await expect(page).toHaveURL(/queue\?part=unknown/);
  await expect(page.locator('[data-part=unknown]').first()).toBeVisible();

  await page.goto(`/${language}/overview`);
  const hours = page.getByRole('region', { name: says.hours });
  await hours.getByRole('link', { name: says.approved }).click();
  await expect(page).toHaveURL(/period=today/);
  await expect(page).toHaveURL(/outcome=approved/);
  await expect(page.locator('[role=row] [data-status]').first()).toHaveAttribute('data-status', 'approved');
  await expect(page.getByRole('list', { name: says.chosen })).toContainText(says.today);
  expect(faults).toEqual([]);
});

test('a chart is read as a table, by the keyboard', ONCE, async ({ page }, { project }) => {
  const says = SAYS[languageOf(project)];
  await pay('1852.00');
  await signIn(page, languageOf(project));
  await page.goto(`/${languageOf(project)}/overview`);
  await page.getByRole('button', { name: says.table }).press('Enter');
  const table = page.getByRole('region', { name: says.hours }).getByRole('table');
  await expect(table.getByRole('row')).toHaveCount(25);
  await expectAccessible(page);
  await page.getByRole('button', { name: says.chart }).press('Enter');
  await expect(table).toHaveCount(0);
});

test('the overview with figures is accessible on wide screens', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await pay('1853.74');
  await signIn(page, language, 'owner');
  for (const width of [768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`/${language}/overview`);
    await expect(page.locator('[data-day-state]').first()).toBeVisible();
    await expect(page.locator('[data-terminal-status]').first()).toBeVisible();
    await expectAccessible(page);
  }
});

test('an end of day whose alarms cannot be read says so, and does not look as if there were none', async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language, 'manager');
  await page.setViewportSize({ width: 320, height: 800 });
  await page.route('**/portal/v1/alarms**', (route) => route.fulfill({ status: 500, json: {} }));
  await page.goto(`/${language}/end-of-day`);
  await expect(page.getByText(SAYS[language].noAlarms)).toBeVisible();
  await expectAccessible(page);
  await page.route('**/portal/v1/settlements**', (route) => route.fulfill({ status: 500, json: {}, headers: { 'x-request-id': 'number-to-tell' } }));
  await page.goto(`/${language}/end-of-day`);
  await expect(page.getByText('number-to-tell')).toBeVisible();
  await expectAccessible(page);
  // Not a fault, but a no: whoever reads it is told whom to ask.
  await page.route('**/portal/v1/settlements**', (route) => route.fulfill({ status: 403, json: { code: 'forbidden' } }));
  await page.goto(`/${language}/end-of-day`);
  await expect(page.getByRole('heading', { name: SAYS[language].closed })).toBeVisible();
});
