import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, languageOf, ONCE, person, watch, WORDS } from './portal-steps.ts';

const SAYS = {
  ru: {
    sheet: 'Сочетания клавиш',
    single: 'Одиночные клавиши действуют',
    overview: 'Обзор',
    terminals: 'Терминалы',
    queue: 'К разбору',
    arrows: 'стрелки',
  },
  en: {
    sheet: 'Keyboard shortcuts',
    single: 'Single keys act',
    overview: 'Overview',
    terminals: 'Terminals',
    queue: 'To clear up',
    arrows: 'the arrows',
  },
} as const;

/** By its place, whatever the layout writes there. */
async function press(page: Page, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) await page.keyboard.press(code);
}

/** Which row has the focus, by where it leads: a live list may shift its rows meanwhile. */
const focusedRow = (page: Page): Promise<string | null> =>
  page.locator('[role=row] a:focus').evaluateAll((links) => links[0]?.getAttribute('href') ?? null);

/** A key moves the focus to another row; tells which. */
async function moves(page: Page, code: string, timeout = 30_000): Promise<string> {
  const from = await focusedRow(page);
  await press(page, code);
  await expect.poll(() => focusedRow(page), { timeout }).not.toBe(from);
  const to = await focusedRow(page);
  expect(to).not.toBeNull();
  return to ?? '';
}

test('by keyboard alone: in, to a list, to a payment, to the keys, which can be switched off', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const faults = watch(page);
  const { email, password } = person('support');
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });

  await page.goto(`/${language}/sign-in`);
  await expect(page.getByLabel(WORDS[language].email)).toBeFocused();
  await page.keyboard.type(email);
  await press(page, 'Tab');
  await page.keyboard.type(password);
  await press(page, 'Enter');
  await expect(heading(says.overview)).toBeVisible();

  // The heading stands before the page listens: until then a key is nobody's.
  await expect(async () => {
    await press(page, 'KeyG', 'KeyP');
    await expect(heading(WORDS[language].payments)).toBeVisible({ timeout: 1_000 });
  }).toPass({ intervals: [500] });
  const rows = page.locator('[role=row] a');
  await expect(rows.first()).toBeVisible();
  // A letter typed into a field is a letter.
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().focus();
  await press(page, 'KeyG', 'KeyT', 'Shift+Slash');
  await expect(heading(WORDS[language].payments)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await press(page, 'Escape');

  await rows.first().focus();
  await moves(page, 'KeyJ');
  await press(page, 'Enter');
  await expect(page.getByRole('link', { name: WORDS[language].back })).toBeVisible();

  await press(page, 'Shift+Slash');
  const sheet = page.getByRole('dialog', { name: says.sheet });
  await expect(sheet).toBeVisible();
  await expectAccessible(page);
  await sheet.getByRole('switch', { name: says.single }).focus();
  await press(page, 'Space', 'Escape');
  await expect(sheet).toBeHidden();
  await press(page, 'KeyG', 'KeyT', 'Shift+Slash', 'Slash');
  await page.reload();
  await press(page, 'KeyG', 'KeyT', 'Shift+Slash', 'Slash');
  await expect(page.getByRole('link', { name: WORDS[language].back })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // Switched off, letters do nothing in a list either; the arrows are no letters.
  await page.goto(`/${language}/payments`);
  let row = '';
  await expect(async () => {
    await rows.first().focus();
    row = await moves(page, 'ArrowDown', 1_000);
  }).toPass({ intervals: [500] });
  for (const letter of ['KeyK', 'KeyJ']) {
    await press(page, letter);
    expect(await focusedRow(page)).toBe(row);
  }
  await moves(page, 'ArrowDown');
  await expect(page.locator('#list-keys')).toContainText(says.arrows);

  await page.goto(`/${language}/account`);
  const single = page.getByRole('switch', { name: says.single });
  await expect(async () => {
    await single.focus();
    await press(page, 'Space');
    await expect(single).toBeChecked({ timeout: 1_000 });
  }).toPass({ intervals: [500] });
  await page.locator('main').focus();
  await press(page, 'KeyG', 'KeyT');
  await expect(heading(says.terminals)).toBeVisible();
  expect(faults).toEqual([]);
});
