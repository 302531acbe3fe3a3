import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch } from './portal-steps.ts';

const SAYS = {
  ru: {
    menu: 'На разбор',
    title: 'На разбор',
    take: 'Взять',
    release: 'Отпустить',
    mine: /Разбираете вы/,
    whoseMine: 'Мои',
    nobodys: 'Ничьи',
    unknown: /^Неизвестно/,
    care: /^Не прошли/,
    ask: 'Спросить терминал',
    asked: /Терминал спросили/,
    noMatch: 'Таких нет',
    reset: 'Показать все',
    declined: 'Отклонён',
    table: 'Таблица',
    columns: 'Столбцы',
    card: 'Карта',
    download: 'Скачать',
    me: 'Вы',
  },
  en: {
    menu: 'To clear up',
    title: 'To clear up',
    take: 'Take',
    release: 'Give back',
    mine: /Yours since/,
    whoseMine: 'Mine',
    nobodys: 'Nobody’s',
    unknown: /^Unknown/,
    care: /^Did not go through/,
    ask: 'Ask the terminal',
    asked: /terminal was asked/,
    noMatch: 'None of these',
    reset: 'Show all',
    declined: 'Declined',
    table: 'Table',
    columns: 'Columns',
    card: 'Card',
    download: 'Download',
    me: 'You',
  },
} as const;

test('support takes an unknown payment from the queue, asks the terminal and gives it back, by the keyboard', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const faults = watch(page);
  // Approved at the bank, reply lost, and the device cannot tell afterwards.
  const { id } = await pay('1830.74');
  await signIn(page, language);
  await page.getByRole('link', { name: says.menu }).click();
  await expect(page.getByRole('heading', { level: 1, name: says.title })).toBeVisible();
  const card = page.locator('[data-part=unknown]').filter({ has: page.locator(`a[href*="${id}"]`) });
  await expect(card).toBeVisible();
  await expect(card.getByText(says.declined)).toHaveCount(0);
  // Ages are told by the browser's clock: until then the page only looks ready.
  await expect(card.locator('time')).not.toContainText(':');

  await card.getByRole('button', { name: says.take, exact: true }).press('Enter');
  await expect(card).toContainText(says.mine);
  await page.getByRole('button', { name: says.whoseMine }).press('Enter');
  await expect(page).toHaveURL(/owner=me/);
  await expect(card).toBeVisible();
  // The address alone brings the same queue.
  await page.reload();
  await expect(card).toBeVisible();
  await expect(page.getByRole('button', { name: says.whoseMine })).toHaveAttribute('aria-pressed', 'true');
  await card.getByRole('button', { name: says.ask }).press('Enter');
  await expect(card.getByText(says.asked)).toBeVisible();
  await card.getByRole('button', { name: says.release }).press('Enter');
  await expect(page.getByText(says.noMatch)).toBeVisible();
  await page.getByRole('button', { name: says.reset }).press('Enter');
  await expect(card).toBeVisible();
  expect(faults).toEqual([]);
});

test('the queue is accessible in each of its parts', async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const { id } = await pay('1840.74');
  await signIn(page, language);
  await page.goto(`/${language}/queue`);
  await expect(page.locator('[data-part=unknown]').first()).toBeVisible();
  await expectAccessible(page);
  // As a table: its columns are chosen, stand in the address, and are those of the file.
  await page.getByRole('button', { name: says.table }).click();
  await expect(page.locator('[role=row] a').first()).toBeVisible();
  // The payment that was just taken is the newest of those without a known outcome; its row offers what its card would.
  const row = page.locator('[role=row]').filter({ has: page.locator(`a[href*="${id}"]`) });
  await row.getByRole('button', { name: new RegExp(`^${says.take}: `) }).click();
  await expect(row.getByText(says.me, { exact: true })).toBeVisible();
  await row.getByRole('button', { name: new RegExp(`^${says.release}: `) }).click();
  await expect(row.getByText(says.me, { exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: says.columns }).click();
  await page.getByRole('checkbox', { name: says.card }).check();
  await expect(page).toHaveURL(/look=table&cols=[^&]*card/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: says.card })).toBeVisible();
  await page.getByRole('button', { name: says.download }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /CSV, UTF-8/ }).click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(await page.locator('[role=row]').count());
  expect(lines[0]).toContain(`;${says.card};`);
  await page.getByRole('button', { name: says.care }).click();
  await expect(page).toHaveURL(/part=care/);
  await expect(page.locator('[data-part=unknown]')).toHaveCount(0);
  await expectAccessible(page);
});
