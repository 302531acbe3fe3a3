import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, languageOf, ONCE, person, watch, WORDS } from './portal-steps.ts';

const SAYS = {
  ru: { sheet: 'Сочетания клавиш', single: 'Одиночные клавиши действуют', overview: 'Обзор', terminals: 'Терминалы', queue: 'К разбору' },
  en: { sheet: 'Keyboard shortcuts', single: 'Single keys act', overview: 'Overview', terminals: 'Terminals', queue: 'To clear up' },
} as const;

/** By its place, whatever the layout writes there. */
async function press(page: Page, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) await page.keyboard.press(code);
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
  await press(page, 'KeyJ');
  await expect(rows.nth(1)).toBeFocused();
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
  await expect(async () => {
    await rows.first().focus();
    await press(page, 'ArrowDown');
    await expect(rows.nth(1)).toBeFocused({ timeout: 1_000 });
  }).toPass({ intervals: [500] });
  await press(page, 'KeyK');
  await expect(rows.nth(1)).toBeFocused();

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
