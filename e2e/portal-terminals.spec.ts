import { expect, test } from '@playwright/test';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, ONCE, signIn, watch } from './portal-steps.ts';

const TEXT = {
  ru: {
    connect: 'Подключить терминал',
    folder: 'Папка программы',
    program: 'Файл программы',
    next: 'Дальше',
    test: 'Проверить связь',
    again: 'Изменить подключение',
    passed: 'Устройство отвечает',
    silent: 'Связи нет',
    fullPath: /Нужен полный путь/,
    name: 'Название',
    register: 'Зарегистрировать',
    open: 'Открыть терминал',
    linkTest: 'Проверка связи',
    totals: 'X-отчёт',
    done: 'Готово',
    disable: 'Выключить',
    history: 'Зарегистрирован после проверки связи',
    settle: /^Закрыть день: /,
  },
  en: {
    connect: 'Connect a terminal',
    folder: 'Program folder',
    program: 'Program file',
    next: 'Next',
    test: 'Test the link',
    again: 'Change the connection',
    passed: 'The device answers',
    silent: 'No link',
    fullPath: /A full path is needed/,
    name: 'Name',
    register: 'Register',
    open: 'Open the terminal',
    linkTest: 'Link test',
    totals: 'X-report',
    done: 'Done',
    disable: 'Disable',
    history: 'Registered after a passed link test',
    settle: /^Close the day: /,
  },
} as const;

/** A simulated terminal that the demonstration has not connected. */
const SPARE = '00459994';

async function folderOf(tid: string): Promise<string> {
  const answer = await fetch(`${demo().bank.url}/terminals/${tid}`);
  return ((await answer.json()) as { folder: string }).folder;
}

test('a terminal is connected in five steps, asked for a report, and keeps both', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const text = TEXT[language];
  const faults = watch(page, [422]);
  const folder = await folderOf(SPARE);
  await signIn(page, language, 'manager');
  await page.goto(`/${language}/terminals`);
  await page.getByRole('link', { name: text.connect }).click();

  // By keyboard alone, as far as it goes.
  await page.getByRole('button', { name: text.next }).press('Enter');
  await page.getByLabel(text.program).fill('sb_pilot');
  await page.getByLabel(text.folder).fill('sb');
  await page.keyboard.press('Enter');
  await expect(page.getByText(text.fullPath)).toBeVisible();
  await expect(page.getByLabel(text.folder)).toBeFocused();
  await page.getByLabel(text.folder).fill('/nowhere/at/all');
  await page.keyboard.press('Enter');
  await expect(page.getByText(text.silent)).toBeVisible();
  await page.getByRole('button', { name: text.again }).click();
  await page.getByLabel(text.folder).fill(folder);
  await page.getByRole('button', { name: text.test }).click();
  await expect(page.getByText(text.passed)).toBeVisible();
  await page.getByRole('button', { name: text.next }).click();
  await expect(page.getByLabel('TID')).toHaveValue(SPARE);
  await page.getByLabel(text.name, { exact: true }).fill('Бар у бассейна');
  await page.getByRole('button', { name: text.register, exact: true }).click();
  await page.getByRole('link', { name: text.open }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Бар у бассейна' })).toBeVisible();
  await expect(page.locator('[data-terminal-status=online]')).toBeVisible();
  await expect(page.getByText(text.history)).toBeVisible();
  for (const [command, kind] of [
    [text.linkTest, 'link_test'],
    [text.totals, 'totals_report'],
  ] as const) {
    await page.getByRole('button', { name: command, exact: true }).click();
    await expect(page.locator(`[data-command=${kind}][data-command-status=done]`)).toBeVisible();
  }
  await expect(page.locator('[data-command=totals_report] pre')).toContainText(SPARE);
  // It would stand in the way of nothing, but a second run must find the device free.
  await page.getByRole('button', { name: text.disable, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: text.disable, exact: true }).click();
  await expect(page.locator('[data-terminal-status=disabled]')).toBeVisible();
  expect(faults).toEqual([]);
});

test('the steps of a new terminal and the question before a close are accessible on the narrowest screen', async ({ page }, { project }) => {
  const language = languageOf(project);
  const text = TEXT[language];
  const faults = watch(page, [422]);
  await signIn(page, language, 'manager');
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`/${language}/terminals/new`);
  await page.getByRole('button', { name: text.next }).click();
  await page.getByRole('button', { name: text.test }).click();
  await expect(page.getByLabel(text.program)).toBeFocused();
  await page.locator('details > summary').click();
  await expectAccessible(page);

  await page.goto(`/${language}/end-of-day`);
  await page.getByRole('button', { name: text.settle }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  expect(faults).toEqual([]);
});
