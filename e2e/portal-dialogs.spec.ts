import { expect, test, type Page } from '@playwright/test';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, pay, signIn, watch, type Language } from './portal-steps.ts';

type Words = Readonly<Record<Language, string | RegExp>>;

interface Opened {
  /** Behind the language. */
  readonly address: string;
  readonly button: Words;
  /** Which of several alike; absent: the first. */
  readonly place?: Readonly<Record<Language, number>>;
}

const both = (words: string | RegExp): Words => ({ ru: words, en: words });

/** The restaurant's terminal: nothing is decided here, so that it stays as it is. */
const terminal = (): string => demo().terminals.find(({ tid }) => tid === '00459993')?.id ?? '';

/** Dialogs that an owner opens; those that other specs look at are not in it. */
const ofOwner = (payment: string): readonly Opened[] => [
  { address: '/payments?outcome=declined', button: { ru: 'Сохранить как вид', en: 'Save as a view' } },
  { address: `/payments/${payment}`, button: { ru: 'Вернуть деньги', en: 'Give money back' } },
  { address: '/people', button: { ru: /^Пригласить/, en: /^Invite/ } },
  { address: '/people', button: { ru: /^(Изменить|Открыть): /, en: /^(Change|Open): / } },
  { address: `/terminals/${terminal()}`, button: { ru: 'Выключить', en: 'Disable' } },
  { address: `/terminals/${terminal()}`, button: { ru: 'Изменить', en: 'Edit' } },
  { address: `/terminals/${terminal()}`, button: { ru: 'Изменить', en: 'Change' }, place: { ru: 1, en: 0 } },
  { address: '/end-of-day', button: { ru: /^Подробнее: /, en: /^Details: / } },
  { address: '/end-of-day', button: { ru: /^Закрыть день: /, en: /^Close the day: / } },
  { address: `/properties/${demo().sonata.property}`, button: { ru: 'Добавить адрес', en: 'Add an address' } },
  { address: `/properties/${demo().sonata.property}`, button: { ru: 'Создать ключ', en: 'Make a key' } },
  { address: `/properties/${demo().sonata.property}`, button: { ru: /^Ограничения ключа: /, en: /^Limits of key: / } },
  { address: `/reconciliation/settings?property=${demo().sonata.property}`, button: both(/^(Изменить|Change)/) },
];

async function open(page: Page, language: Language, { address, button, place }: Opened): Promise<void> {
  const here = `/${language}${address}`;
  if (!page.url().endsWith(here)) await page.goto(here);
  const opener = page
    .getByRole('main')
    .getByRole('button', { name: button[language], exact: true })
    .nth(place?.[language] ?? 0);
  const dialog = page.getByRole('dialog');
  // A page that has just come does not answer a click before its scripts run.
  await expect(async () => {
    await opener.click({ timeout: 5_000 });
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

test('every dialog can be read and used by everybody, at the width of a phone', async ({ page }, { project }) => {
  const language = languageOf(project);
  const faults = watch(page);
  const { id } = await pay('1741.00');
  await signIn(page, language, 'owner');
  await page.setViewportSize({ width: 320, height: 800 });
  for (const one of ofOwner(id))
    await test.step(`${one.address} ${String(one.button[language])}`, async () => {
      await open(page, language, one);
      await expectAccessible(page, 'dialog[open]');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });
  expect(faults).toEqual([]);
});
