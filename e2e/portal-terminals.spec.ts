import { expect, test, type Page } from '@playwright/test';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, signIn, watch, type Language } from './portal-steps.ts';

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
    cancel: 'Отмена',
    edit: 'Изменить',
    history: 'Зарегистрирован после проверки связи',
    dayTitle: 'Итоги дня',
    settle: /^Закрыть день: /,
    close: 'Закрыть окно',
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
    cancel: 'Cancel',
    edit: 'Edit',
    history: 'Registered after a passed link test',
    dayTitle: 'End of day',
    settle: /^Close the day: /,
    close: 'Close',
  },
} as const;

/** Simulated terminals that the demonstration has not connected: one for each language that the tests run in. */
const SPARE: Readonly<Record<Language, string>> = { ru: '00459994', en: '00459995' };

async function folderOf(tid: string): Promise<string> {
  const answer = await fetch(`${demo().bank.url}/terminals/${tid}`);
  return ((await answer.json()) as { folder: string }).folder;
}

/** Also where everything must fit into one narrow column. */
async function expectAccessibleNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 800 });
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('a terminal is connected in five steps, asked for a report, and keeps both', async ({ page }, { project }) => {
  const language = languageOf(project);
  const text = TEXT[language];
  const faults = watch(page, [422]);
  const folder = await folderOf(SPARE[language]);
  await signIn(page, language, 'manager');
  await page.goto(`/${language}/terminals`);
  await expectAccessible(page);
  await page.getByRole('link', { name: text.connect }).click();

  // By keyboard alone, as far as it goes.
  await page.getByRole('button', { name: text.next }).press('Enter');
  await page.getByLabel(text.program).fill('sb_pilot');
  await page.getByLabel(text.folder).fill('sb');
  await page.keyboard.press('Enter');
  await expect(page.getByText(text.fullPath)).toBeVisible();
  await expect(page.getByLabel(text.folder)).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel(text.folder).fill('/nowhere/at/all');
  await page.keyboard.press('Enter');
  await expect(page.getByText(text.silent)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: text.again }).click();
  await page.getByLabel(text.folder).fill(folder);
  await page.getByRole('button', { name: text.test }).click();
  await expect(page.getByText(text.passed)).toBeVisible();
  await page.getByRole('button', { name: text.next }).click();
  await page.getByLabel(text.name, { exact: true }).fill(`Бассейн ${language}`);
  await page.getByLabel('TID').fill(SPARE[language]);
  await expectAccessible(page);
  await page.getByRole('button', { name: text.register, exact: true }).click();
  await page.getByRole('link', { name: text.open }).click();

  await expect(page.getByRole('heading', { level: 1, name: `Бассейн ${language}` })).toBeVisible();
  await expect(page.locator('[data-terminal-status=online]')).toBeVisible();
  await expect(page.getByText(text.history)).toBeVisible();
  for (const [command, kind] of [
    [text.linkTest, 'link_test'],
    [text.totals, 'totals_report'],
  ] as const) {
    await page.getByRole('button', { name: command, exact: true }).click();
    await expect(page.locator(`[data-command=${kind}][data-command-status=done]`)).toBeVisible();
  }
  await expect(page.locator('[data-command=totals_report] pre')).toContainText(SPARE[language]);
  await expectAccessible(page);
  await expectAccessibleNarrow(page);
  await page.getByRole('button', { name: text.edit, exact: true }).first().click();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: text.disable, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: text.disable, exact: true }).click();
  await expect(page.locator('[data-terminal-status=disabled]')).toBeVisible();
  expect(faults).toEqual([]);
});

test('the end of day is seen per terminal and asked about before it is closed', async ({ page }, { project }) => {
  const language = languageOf(project);
  const text = TEXT[language];
  const faults = watch(page);
  await signIn(page, language, 'manager');
  await page.goto(`/${language}/end-of-day`);
  await expect(page.getByRole('heading', { level: 1, name: text.dayTitle })).toBeVisible();
  await expect(page.locator('[data-day]').first()).toBeVisible();
  await expectAccessible(page);
  await expectAccessibleNarrow(page);
  await page.getByRole('button', { name: text.settle }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(faults).toEqual([]);
});
