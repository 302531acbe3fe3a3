import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch, type Language } from './portal-steps.ts';

const WORDS = {
  ru: {
    title: 'Поиск по платежам и терминалам',
    card: 'полный номер карты',
    unclear: 'такого условия нет',
    nothing: 'Ничего не нашлось',
    room: 'номер',
    recent: 'Недавние',
  },
  en: {
    title: 'Search payments and terminals',
    card: 'full card number',
    unclear: 'no such operator',
    nothing: 'Nothing found',
    room: 'room',
    recent: 'Recent',
  },
} as const;

const box = (page: Page, language: Language) => page.getByRole('combobox', { name: WORDS[language].title });
const option = (page: Page) => page.getByRole('option');

test('a payment is found in two interactions, by whatever the guest or the slip says', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const paid = await pay('4321.09', 'Щукина Ксения');
  await signIn(page, language);
  const keys = [paid.result?.rrn ?? '', paid.id, 'щукина 4321,09', 'oerbyf rctybz', `${WORDS[language].room}:707 щук`];
  for (const typed of keys) {
    await page.keyboard.press('Control+k');
    await box(page, language).fill(typed);
    await expect(option(page).first(), typed).toContainText('Щукина Ксения');
    await expect(option(page).first()).toHaveAttribute('id', `payment-${paid.id}`);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/payments/${paid.id}`));
  }
  await page.keyboard.press('/');
  await expect(page.getByText(WORDS[language].recent)).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(box(page, language)).toHaveValue(keys[0] ?? '');
  await page.keyboard.press('Escape');
  await expect(box(page, language)).toBeHidden();
});

test('a full card number is refused before it leaves the page', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.keyboard.press('Control+k');
  await box(page, language).fill('2202 2020 0000 0004');
  await expect(page.getByRole('alert').filter({ hasText: WORDS[language].card })).toBeVisible();
  await page.keyboard.press('Enter');
  await box(page, language).fill('2202');
  await expect.poll(() => sent.some((request) => request.includes('"2202"'))).toBe(true);
  expect(sent.filter((request) => request.replace(/\D/g, '').includes('220220200000'))).toEqual([]);
  expect(await page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain('2020 0000');
});

for (const width of [320, 768, 1440]) {
  test(`the search is accessible at ${width} px: found, nothing, not understood, refused`, width > 320 ? ONCE : {}, async ({ page }, { project }) => {
    const language = languageOf(project);
    const words = WORDS[language];
    const faults = watch(page);
    await page.setViewportSize({ width, height: 900 });
    await signIn(page, language);
    await page.keyboard.press('Control+k');
    await expectAccessible(page);
    await box(page, language).fill('707');
    await expect(option(page).first()).toBeVisible();
    await expectAccessible(page);
    await box(page, language).fill('no-such-guest-anywhere');
    await expect(page.getByText(words.nothing)).toBeVisible();
    await expectAccessible(page);
    await box(page, language).fill('colour:red');
    await expect(page.getByText(words.unclear)).toBeVisible();
    await expectAccessible(page);
    await box(page, language).fill('4111 1111 1111 1111');
    await expect(page.getByRole('alert').filter({ hasText: words.card })).toBeVisible();
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });
}
