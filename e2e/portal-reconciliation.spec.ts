import { expect, test, type Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expectAct } from './act-figures.ts';
import { acceptSuggestion, clearSuggestions, commentInExcel, splitLine } from './reconciliation-steps.ts';
import { expectAccessible, ONCE, signIn, watch } from './portal-steps.ts';

/** What the simulated bank and Sonata hand out for the last whole day with its credit: registry, statement, journal. */
const FOLDER = path.join(path.dirname(process.env['DEMO_JSON'] ?? ''), 'demo-files');
/**
 * The journal leaves out the posting of one payment, and another was typed by hand without its numbers: which ones depends on the day
 * of the week. That is three exceptions, of which two are a likely pair.
 */
const ONE = '1 расхождение не объяснено';
const REASON = 'Проведено вручную на следующий день';
const AMOUNT = /\d,\d\d\s₽/;

async function take(page: Page, name: string): Promise<void> {
  await page.getByLabel('Выбрать файл').setInputFiles(path.join(FOLDER, name));
  const file = page.getByRole('article', { name });
  await file.getByRole('button', { name: 'Принять', exact: true }).click();
  await expect(file.getByText('принят', { exact: true })).toBeVisible();
}

/** The list of exceptions of one day, the first of them in hand by keyboard alone. */
async function firstException(page: Page, day: string): Promise<void> {
  await page.goto(`/ru/reconciliation/exceptions?day=${day}`);
  const row = page.getByRole('listitem').filter({ hasText: 'Нет в Sonata' });
  await expect(row).toContainText(AMOUNT);
  await page.keyboard.press('j');
  await expect(row.getByRole('button')).toHaveAttribute('aria-current', 'true');
}

async function downloaded(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  return readFile(await download.path());
}

test(
  'an accountant brings the day in, clears suggestions by keyboard, explains its difference with a colleague, and closes it',
  ONCE,
  async ({ page, browser }) => {
    // A whole working day of two people, with a run of the matching after each of ten decisions.
    test.setTimeout(540_000);
    const faults = watch(page);
    const files = readdirSync(FOLDER);
    const day = /registry-(\d{4}-\d\d-\d\d)/.exec(files.find((name) => name.startsWith('registry')) ?? '')?.[1] ?? 'no registry';
    await signIn(page, 'ru', 'finance');
    await page.goto('/ru/bank-files');
    for (const name of files) await take(page, name);

    const dayPage = `/ru/reconciliation/${day}`;
    // The matching runs by itself a moment after a file counts.
    const differs = (words: string): Promise<void> =>
      expect(async () => {
        await page.goto(dayPage);
        await expect(page.getByText(words)).toBeVisible({ timeout: 8000 });
      }).toPass({ timeout: 90_000 });
    await differs('3 расхождения не объяснены');
    await acceptSuggestion(page, day);
    await differs(ONE);
    await clearSuggestions(page, day);
    await splitLine(page, day);
    await differs(ONE);
    await expect(page.getByRole('button', { name: 'Закрыть день' })).toBeDisabled();
    await expectAccessible(page);

    await commentInExcel(page, day, 'Спросили ночного аудитора', () => expectAccessible(page));
    await firstException(page, day);
    await expectAccessible(page);
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Почему').fill(REASON);
    await expect(dialog).toContainText('его подтвердит второй сотрудник');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Предложить' }).press('Enter');
    await expect(page.getByText('Предлагаете вы, подтвердит другой сотрудник:')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Подтвердить' })).toBeHidden();

    const colleague = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
    await signIn(colleague, 'ru', 'manager');
    await firstException(colleague, day);
    // What the second person decides about, and the way to say no, at the width of a phone.
    await colleague.setViewportSize({ width: 320, height: 800 });
    await expectAccessible(colleague);
    await colleague.getByRole('button', { name: 'Отклонить', exact: true }).click();
    await expect(colleague.getByRole('dialog')).toBeVisible();
    await expectAccessible(colleague, 'dialog[open]');
    await colleague.keyboard.press('Escape');
    await colleague.getByRole('button', { name: 'Подтвердить' }).click();
    await expect(colleague.getByText('Подтверждено', { exact: true })).toBeVisible();
    await colleague.context().close();

    await page.goto(dayPage);
    await page.getByRole('button', { name: 'Закрыть день' }).click();
    await expect(dialog.getByText('Итоги, расхождения и подписи застынут')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Закрыть день' }).click();
    await expect(page.getByText('Отпечаток итогов (SHA-256):')).toBeVisible();
    await expectAct(page, {
      day,
      registry: await readFile(path.join(FOLDER, files.find((name) => name.startsWith('registry')) ?? '')),
      xlsx: await downloaded(page, 'Акт сверки, XLSX'),
      pdf: await downloaded(page, 'Акт сверки, PDF'),
      people: ['Мария Орлова', 'Игорь Ветров'],
      reason: REASON,
    });
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
    await page.goto(`/ru/reconciliation/reports?from=${day}&to=${day}`);
    const total = page.getByRole('link', { name: AMOUNT }).first();
    await expect(total).toBeVisible();
    await expectAccessible(page);
    await total.click();
    await expect(page.getByRole('link', { name: 'К отчёту' })).toBeVisible();
    await expect(page.getByRole('table')).toContainText('день закрыт');
    await expectAccessible(page);
    await page.goto('/ru/bank-files');
    await expectAccessible(page);
    expect(faults).toEqual([]);
  },
);
