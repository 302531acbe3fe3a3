import { expect, test } from '@playwright/test';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch, WORDS } from './portal-steps.ts';

test('conditions live in the address: chosen, pasted into another window, taken off', async ({ page, context }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  const faults = watch(page);
  await signIn(page, language);
  await page.getByRole('button', { name: words.state }).click();
  await page.getByRole('checkbox', { name: words.declined, exact: true }).check({ force: true });
  await expect(page).toHaveURL(/outcome=declined/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words.period }).click();
  await page.getByRole('button', { name: language === 'ru' ? '30 дней' : '30 days' }).click();
  await expect(page).toHaveURL(/period=last30/);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-status]').first()).toHaveAttribute('data-status', 'declined');
  expect(await page.locator('[role=row] [data-status]:not([data-status=declined])').count()).toBe(0);

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('list', { name: words.chosen }).getByText(words.declined)).toBeVisible();
  expect(await other.locator('[role=row] [data-status]:not([data-status=declined])').count()).toBe(0);

  await page.getByRole('button', { name: words.reset }).click();
  await expect(page).toHaveURL(new RegExp(`/${language}/payments$`));
  expect(faults).toEqual([]);
});

test('a payment is found by its bank reference as soon as it is final', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language);
  const paid = await pay('1234.00', 'Ёлкина Пелагея');
  await page.getByRole('searchbox', { name: WORDS[language].search }).fill(paid.result?.rrn ?? '');
  await expect(page.locator('[role=row] a')).toHaveCount(1);
  await expect(page.locator('[role=row] a')).toHaveAttribute('href', new RegExp(paid.id));
  await expect(page).toHaveURL(new RegExp(`q=${paid.result?.rrn}`));
});

test('a full card number goes nowhere', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('searchbox', { name: WORDS[language].search }).fill('4111 1111 1111 1111');
  await expect(page.getByRole('alert').filter({ hasText: language === 'ru' ? 'полный номер карты' : 'full card number' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: WORDS[language].attention }).click();
  await expect(page).toHaveURL(/outcome=unknown/);
  expect([page.url(), ...asked].filter((url) => /4111|%204111/.test(url))).toEqual([]);
});

test('many rows: only those on screen exist, more come by themselves, and their number is told', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language);
  const table = page.getByRole('table', { name: WORDS[language].list });
  await expect(table).toHaveAttribute('aria-rowcount', '-1');
  const highest = async (): Promise<number> => Number(await page.locator('[data-index]').last().getAttribute('data-index'));
  await expect
    .poll(async () => {
      await page.mouse.move(640, 600);
      await page.mouse.wheel(0, 4000);
      return highest();
    })
    .toBeGreaterThan(100);
  expect(await page.locator('[role=row]').count()).toBeLessThanOrEqual(60);
  // Both read at once: rows come and go while the table still scrolls.
  const rows = await page
    .locator('[data-index]')
    .evaluateAll((all) => all.map((row) => [row.getAttribute('data-index'), row.getAttribute('aria-rowindex')]));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(([index, told]) => told !== String(Number(index) + 2))).toEqual([]);
});

test('by keyboard alone: down, up, open, and back to the same row', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  await signIn(page, language);
  await page.locator('[data-index="0"] a').focus();
  for (let step = 0; step < 60; step += 1) await page.keyboard.press('j');
  await page.keyboard.press('ArrowUp');
  const focused = page.locator('[data-index="59"] a');
  await expect(focused).toBeFocused();
  const scrolled = await page.evaluate<number>('window.scrollY');
  expect(scrolled).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${language}/payments/[0-9a-f-]{36}`));
  await page.getByRole('link', { name: words.back }).click();
  await expect(page.getByRole('heading', { level: 1, name: words.payments })).toBeVisible();
  await expect.poll(() => page.evaluate<number>('Math.round(window.scrollY)')).toBe(Math.round(scrolled));
});

test('the order is chosen by a column’s head and by a field, stands in the address, and is the file’s', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const faults = watch(page);
  await signIn(page, language);
  const heads = page.getByRole('columnheader');
  const amount = heads.filter({ hasText: language === 'ru' ? 'Сумма' : 'Amount' });
  await expect(heads.first()).toHaveAttribute('aria-sort', 'descending');
  await expect(amount).toHaveAttribute('aria-sort', 'none');
  await amount.getByRole('button').press('Enter');
  await expect(page).toHaveURL(/sort=largest/);
  await expect(amount).toHaveAttribute('aria-sort', 'descending');
  await expect(amount.getByRole('button')).toBeFocused();
  await expectAccessible(page);

  await page.setViewportSize({ width: 320, height: 800 });
  await page.getByRole('combobox', { name: language === 'ru' ? 'Порядок списка' : 'Order of the list' }).selectOption('smallest');
  await expect(page).toHaveURL(/sort=smallest/);
  await expectAccessible(page);
  await page.getByRole('button', { name: language === 'ru' ? 'Скачать' : 'Download' }).click();
  await expect(page.locator('a[download]').first()).toHaveAttribute('href', /sort=smallest/);
  expect(faults).toEqual([]);
});

test('nothing found offers the way back to everything', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language);
  await page.goto(`/${language}/payments?q=no-such-guest-anywhere`);
  await expect(page.getByRole('heading', { name: WORDS[language].noMatch })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: WORDS[language].reset }).last().click();
  await expect(page.locator('[role=row] a').first()).toBeVisible();
});

test('a list is kept under a name, told when it was changed, shared, opened by default, and removed', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const faults = watch(page);
  const name = 'Отказы за месяц для утренней сверки с администратором смены и бухгалтерией гостиницы';
  await signIn(page, language);
  await page.goto(`/${language}/payments?outcome=declined&period=last30`);
  const bar = page.getByRole('group', { name: 'Сохранённый вид' });
  await bar.getByRole('button', { name: 'Сохранить как вид' }).click();
  await page.getByLabel('Имя').fill(name);
  await page.getByLabel('Кто видит').selectOption({ index: 1 });
  await page.getByLabel('Открывать список с этим видом').check();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/outcome=declined&period=last30&view=[0-9a-f-]{36}$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const saved = page.url();

  // A bare address opens with it; another condition is told, and taken back.
  await page.goto(`/${language}/payments`);
  await expect(page).toHaveURL(saved);
  await page.getByRole('button', { name: WORDS[language].attention }).click();
  await expect(bar.getByText('Изменён', { exact: true })).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Сохранить для всех' })).toBeVisible();
  await bar.getByRole('link', { name: 'Вернуть как было' }).click();
  await expect(page).toHaveURL(saved);
  await expect(bar.getByText('Изменён', { exact: true })).toHaveCount(0);

  // By keyboard: to the list of views, down to "no view", and there is none.
  await bar.getByRole('button', { name, exact: true }).press('Enter');
  await expectAccessible(page);
  await page.getByRole('searchbox', { name: 'Найти вид' }).press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/payments\?view=all$/);
  await bar.getByRole('button', { name: 'Виды' }).click();
  await page.getByRole('searchbox', { name: 'Найти вид' }).fill('УТРЕННЕЙ');
  await page.getByRole('link', { name }).click();
  await expect(page).toHaveURL(saved);

  await bar.getByRole('button', { name: `Вид «${name}»` }).click();
  await page.getByRole('button', { name: 'Удалить', exact: true }).click();
  await expect(page.getByText('Вид пропадёт у всех сотрудников гостиницы')).toBeVisible();
  await page.getByRole('button', { name: 'Да, удалить' }).click();
  await expect(page).toHaveURL(/outcome=declined&period=last30&view=all$/);
  await page.goto(`/${language}/payments`);
  await expect(page).toHaveURL(/\/payments$/);
  expect(faults).toEqual([]);
});

test('refunds and the queue have rows, columns and views as the payments have them', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const faults = watch(page);
  await signIn(page, language, 'finance');
  await page.goto(`/${language}/refunds?from=2020-01-01`);
  const table = page.getByRole('table', { name: 'Возвраты и отмены' });
  await expect(table).toHaveAttribute('aria-rowcount', /^-?\d+$/);
  await table.locator('[data-index="0"] a').focus();
  await page.keyboard.press('j');
  await expect(table.locator('[data-index="1"] a')).toBeFocused();
  await page.getByRole('button', { name: 'Столбцы' }).click();
  await page.getByRole('checkbox', { name: 'Кто и почему' }).uncheck();
  await expect(page).toHaveURL(/cols=time,status,amount,guest,original,terminal/);
  await page.keyboard.press('Escape');
  await expect(table.getByRole('columnheader', { name: 'Кто и почему' })).toHaveCount(0);
  const bar = page.getByRole('group', { name: 'Сохранённый вид' });
  await bar.getByRole('button', { name: 'Сохранить как вид' }).click();
  await page.getByLabel('Имя').fill('Возвраты смены');
  await page.getByLabel('Открывать список с этим видом').check();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto(`/${language}/refunds`);
  await expect(page).toHaveURL(/from=2020-01-01&cols=.*&view=[0-9a-f-]{36}$/);
  await expect(table.getByRole('columnheader', { name: 'Кто и почему' })).toHaveCount(0);

  // Approved at the bank, reply lost, and the device cannot tell afterwards.
  const { id } = await pay('1820.74');
  await page.goto(`/${language}/queue?part=unknown`);
  const card = page
    .getByRole('list', { name: 'Операции на разбор' })
    .locator('[data-index]')
    .filter({ has: page.locator(`a[href*="${id}"]`) });
  await expect(card).toHaveAttribute('aria-posinset', /^[1-9]\d*$/);
  await expect(card).toHaveAttribute('aria-setsize', /^(-1|[1-9]\d*)$/);
  await bar.getByRole('button', { name: 'Сохранить как вид' }).click();
  await page.getByLabel('Имя').fill('Неизвестные');
  await page.getByLabel('Открывать список с этим видом').check();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto(`/${language}/queue`);
  await expect(page).toHaveURL(/part=unknown&view=[0-9a-f-]{36}$/);
  for (const name of ['Неизвестные', 'Возвраты смены']) {
    await bar.getByRole('button', { name: `Вид «${name}»` }).click();
    await page.getByRole('button', { name: 'Удалить', exact: true }).click();
    await page.getByRole('button', { name: 'Да, удалить' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    if (name === 'Неизвестные') await page.goto(`/${language}/refunds`);
  }
  expect(faults).toEqual([]);
});

test('what is wider than the screen scrolls in a box of its own, by the keyboard too', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language, 'owner');
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`/${language}/people`);
  await page.locator('summary').press('Enter');
  const box = page.locator('[data-scroll-box=wide]').first();
  const inside = box.getByRole('group').first();
  await expect(box.getByText('Таблица шире экрана')).toBeVisible();
  await inside.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate<number>('document.activeElement.scrollLeft')).toBeGreaterThan(0);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  // Where all of it is in sight there is nothing to say, and no stop for Tab.
  await page.setViewportSize({ width: 1920, height: 900 });
  await expect(page.locator('[data-scroll-box=fits]').first().getByRole('group').first()).not.toHaveAttribute('tabindex');
  await expect(page.getByText('Таблица шире экрана')).toHaveCount(0);
});
