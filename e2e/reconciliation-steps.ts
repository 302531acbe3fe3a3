import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { demo } from './demo.ts';
import { expectAccessible } from './portal-steps.ts';
import { commented } from './workbook-edit.ts';

interface Listed {
  readonly data: ReadonlyArray<{
    readonly id: string;
    readonly relation: string;
    readonly side: string;
    readonly result: string;
    readonly ref: string;
    readonly amount: string;
    readonly look: { readonly tid: string | null };
  }>;
}

/** The exceptions of the day, as the gateway tells the person who is signed in. */
async function exceptionsOf(page: Page, day: string): Promise<Listed['data']> {
  const answer = await page.request.get(`/api/gateway/portal/v1/properties/${demo().sonata.property}/reconciliation/exceptions?day=${day}`);
  return ((await answer.json()) as Listed).data;
}

/**
 * A journal of two postings about the payment that nobody has posted: one names it with a rouble more, the other names nothing and
 * has its amount, terminal and day.
 */
async function journalAbout(page: Page, day: string): Promise<string> {
  const missing = (await exceptionsOf(page, day)).find(({ result }) => result === 'missing_in_pms');
  if (missing === undefined) throw new Error(`Nothing is missing in the hotel's books on ${day}`);
  const { ref, amount, look } = missing;
  const on = day.split('-').reverse().join('.');
  const roubles = amount.replace('.', ',');
  const more = roubles.replace(/^\d+/, (whole) => String(BigInt(whole) + 1n));
  return [
    'Номер проводки;Дата гостиничных суток;Тип операции;Сумма;Терминал;ID платежа;Кассир',
    `e2e-1;${on};Оплата;${more};${look.tid ?? ''};${ref};Ольга`,
    `e2e-2;${on};Оплата;${roubles};${look.tid ?? ''};;Ольга`,
  ].join('\n');
}

const NAME = 'sonata-journal-e2e.csv';

async function answer(page: Page, reason: string, go: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Почему').fill(reason);
  await expectAccessible(page, 'dialog[open]');
  await dialog.getByRole('button', { name: go, exact: true }).press('Enter');
  await expect(dialog).toBeHidden();
}

/** Presses the key on the exception in hand and answers why. */
async function decide(page: Page, key: string, go: string, said: string): Promise<void> {
  await page.keyboard.press(key);
  await answer(page, 'Проверено по журналу', go);
  await expect(page.getByText(said, { exact: true })).toBeVisible();
}

/** Opens the list and takes the exception of that words in hand by keyboard, once the matching says them. */
async function inHand(page: Page, day: string, words: string | RegExp, sheet: string): Promise<void> {
  await expect(async () => {
    await page.goto(`/ru/reconciliation/exceptions?day=${day}`);
    const row = page.getByRole('listitem').filter({ hasText: words }).first().getByRole('button');
    await expect(row).toBeVisible({ timeout: 8000 });
    // Key by key: a page that does not listen yet, or has it in hand already, gets one more.
    await expect(async () => {
      if ((await row.getAttribute('aria-current')) !== 'true') await page.keyboard.press('j');
      expect(await row.getAttribute('aria-current')).toBe('true');
    }).toPass({ timeout: 8000, intervals: [150] });
    await expect(page.getByRole('region', { name: 'Расхождение в работе' })).toContainText(sheet, { timeout: 8000 });
  }).toPass({ timeout: 90_000 });
}

const OPEN = 'Нет в Sonata';
const LIKELY = /Нет в Sonata[\s\S]*похоже на/;

/** Accepts the suggestion that the demonstration's own journal brings, by keyboard: somebody typed that posting without its numbers. */
export async function acceptSuggestion(page: Page, day: string): Promise<void> {
  await inHand(page, day, LIKELY, 'терминал тот же');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Строки сведены', { exact: true })).toBeVisible();
}

/** The exception below the one in hand, or above it where it is the last. */
async function beside(page: Page): Promise<void> {
  const rows = page.getByRole('list', { name: 'Расхождения' }).getByRole('button');
  const current = await rows.evaluateAll((all) => all.findIndex((row) => row.getAttribute('aria-current') === 'true'));
  const last = current === (await rows.count()) - 1;
  await page.keyboard.press(last ? 'k' : 'j');
  await expect(rows.nth(last ? current - 1 : current + 1)).toHaveAttribute('aria-current', 'true');
}

/**
 * Clears suggestions by keyboard: splits a wrong pair, accepts a suggested one and takes that back, keeps it apart, puts two lines
 * together by hand and takes that back. Leaves the day as it was.
 */
export async function clearSuggestions(page: Page, day: string): Promise<void> {
  const journal = await journalAbout(page, day);
  await page.goto('/ru/bank-files');
  await page.getByLabel('Выбрать файл').setInputFiles({ name: NAME, mimeType: 'text/csv', buffer: Buffer.from(journal) });
  const file = page.getByRole('article', { name: NAME });
  await file.getByRole('button', { name: 'Принять', exact: true }).click();
  await expect(file.getByText('принят', { exact: true })).toBeVisible();

  await inHand(page, day, 'Суммы разные', 'Уже в паре');
  await decide(page, 's', 'Развести', 'Строки разведены');
  await inHand(page, day, OPEN, 'из 100');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Строки сведены', { exact: true })).toBeVisible();
  await decide(page, 'u', 'Отменить решение', 'Решение отменено');
  await inHand(page, day, OPEN, 'из 100');
  await decide(page, 'x', 'Развести', 'Строки разведены');
  await inHand(page, day, OPEN, 'Похожих строк нет');
  await page.keyboard.press('Space');
  await beside(page);
  await page.keyboard.press('Space');
  await expect(page.getByText('Выбрано 2')).toBeVisible();
  // Nobody suggests these two any more: however well they fit, all of their sum is at stake, and a second person is asked.
  await page.keyboard.press('m');
  await expect(page.getByRole('dialog')).toContainText('на кону вся сумма');
  await expect(page.getByRole('dialog')).toContainText('его подтвердит второй сотрудник');
  await answer(page, 'Проверено по журналу', 'Предложить');
  await expect(page.getByText('Предложено: нужен второй сотрудник', { exact: true })).toBeVisible();
  await expect(page.getByText('Предложено свести строки', { exact: true })).toBeVisible();
  await expect(page.getByText('Сверка этого не предлагала, поэтому на кону вся сумма строк.')).toBeVisible();
  await page.getByRole('button', { name: 'Забрать предложение' }).click();
  await answer(page, 'Только проба', 'Снять');
  await expect(page.getByText('Предложение снято', { exact: true })).toBeVisible();

  await page.goto('/ru/bank-files');
  await file.getByRole('button', { name: 'Отозвать файл' }).click();
  await answer(page, 'Только для проверки', 'Отозвать файл');
  await expect(file.getByText('отозван', { exact: true })).toBeVisible();
}

/** Splits an automatic pair of the day at its line, sees who did, and takes that back. */
export async function splitLine(page: Page, day: string): Promise<void> {
  await page.goto(`/ru/reconciliation/${day}/lines?relation=gateway_bank&side=bank&result=matched`);
  const rows = page.getByRole('list').filter({ has: page.getByRole('button', { name: 'Развести' }) });
  await rows.getByRole('button', { name: 'Развести' }).first().click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(2);
  await answer(page, 'Разные гости', 'Развести');
  await expect(page.getByText('Строки разведены', { exact: true })).toBeVisible();
  await page.goto(`/ru/reconciliation/${day}/lines?relation=gateway_bank`);
  const parted = page.getByRole('listitem').filter({ hasText: 'Разные гости' }).first();
  await parted.getByRole('button', { name: 'Отменить решение' }).click();
  await answer(page, 'Тот же гость', 'Отменить решение');
  await expect(page.getByText('Разные гости')).toHaveCount(0);
}

/** Takes the list of the day out, comments its first row, looks at what that changes, and has it changed. */
export async function commentInExcel(page: Page, day: string, comment: string, check: () => Promise<void>): Promise<void> {
  await page.goto(`/ru/reconciliation/exceptions?day=${day}`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Скачать в Excel' }).click()]);
  const buffer = commented(await readFile(await download.path()), comment);
  await page.getByLabel('Загрузить из Excel').setInputFiles({ name: 'exceptions.xlsx', mimeType: 'application/octet-stream', buffer });
  const dialog = page.getByRole('dialog', { name: 'Что изменит таблица' });
  await expect(dialog).toContainText(comment);
  await check();
  await dialog.getByRole('button', { name: 'Изменить 1 расхождение' }).click();
  await expect(page.getByRole('dialog', { name: 'Таблица принята' })).toContainText('изменено 1, не принято 0');
  await page.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).first().click();
  await expect(page.getByRole('region', { name: 'Расхождение в работе' })).toContainText(comment);
}
