import { expect, test, type Page } from '@playwright/test';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch, type Language } from './portal-steps.ts';

type Words = Readonly<Record<Language, string | RegExp>>;

interface Opened {
  /** Behind the language. */
  readonly address: string;
  readonly button: Words;
  /** Which of several alike; absent: the first. */
  readonly place?: Readonly<Record<Language, number>>;
}

/** What stands over a page. */
const OPEN = 'dialog[open], [popover]:popover-open';

const both = (words: string | RegExp): Words => ({ ru: words, en: words });

/** The restaurant's terminal: nothing is decided here, so that it stays as it is. */
const terminal = (): string => demo().terminals.find(({ tid }) => tid === '00459993')?.id ?? '';

/** Of a receiver of webhooks, which nothing listens to. */
const ofReceiver = (id: string): readonly Opened[] => [
  { address: `/webhooks/${id}`, button: { ru: 'Заново за период', en: 'Send a period again' } },
  { address: `/webhooks/${id}`, button: { ru: 'Выключить', en: 'Switch off' } },
  { address: `/webhooks/${id}`, button: { ru: 'Сменить секрет', en: 'Change the secret' } },
];

async function receiver(page: Page): Promise<string> {
  const { origin } = new URL(page.url());
  const answer = await page.request.post(`${origin}/api/gateway/portal/v1/properties/${demo().sonata.property}/webhooks`, {
    headers: { origin },
    data: { url: 'http://127.0.0.1:9/hook', events: ['settlement.done'] },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { webhook: { id: string } }).webhook.id;
}

/** Dialogs that an owner opens; those that other specs look at are not in it. */
const ofOwner = (payment: string): readonly Opened[] => [
  { address: '/payments?outcome=declined', button: { ru: 'Сохранить как вид', en: 'Save as a view' } },
  { address: `/payments/${payment}`, button: { ru: 'Вернуть деньги', en: 'Give money back' } },
  { address: '/payments', button: { ru: /^Столбцы/, en: /^Columns/ } },
  { address: '/payments', button: { ru: /^Скачать/, en: /^Download/ } },
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
  { address: `/properties/${demo().sonata.property}`, button: { ru: /^Заменить ключ: /, en: /^Replace key: / } },
  { address: `/reconciliation/settings?property=${demo().sonata.property}`, button: { ru: 'Отозвать', en: 'Withdraw' } },
  { address: `/reconciliation/settings?property=${demo().sonata.property}`, button: { ru: 'Правило эквайера', en: 'Rule of an acquirer' } },
  { address: `/reconciliation/settings?property=${demo().sonata.property}`, button: both(/^(Изменить|Change)/) },
  { address: `/reconciliation/settings?property=${demo().sonata.property}`, button: { ru: 'Добавить тариф', en: 'Add a tariff' } },
];

async function open(page: Page, language: Language, { address, button, place }: Opened): Promise<void> {
  const here = `/${language}${address}`;
  if (!page.url().endsWith(here)) await page.goto(here);
  const opener = page
    .getByRole('main')
    .getByRole('button', { name: button[language], exact: true })
    .nth(place?.[language] ?? 0);
  const dialog = page.locator(OPEN);
  // A page that has just come does not answer a click before its scripts run.
  await expect(async () => {
    await opener.click({ timeout: 5_000 });
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

test('every dialog can be read and used by everybody, at the width of a phone', async ({ page }, { project }) => {
  const language = languageOf(project);
  const faults = watch(page, [403]);
  const { id } = await pay('1741.00');
  await signIn(page, language, 'owner');
  await page.setViewportSize({ width: 320, height: 800 });
  for (const one of [...ofOwner(id), ...ofReceiver(await receiver(page))])
    await test.step(`${one.address} ${String(one.button[language])}`, async () => {
      await open(page, language, one);
      await expectAccessible(page, OPEN);
      await page.keyboard.press('Escape');
      await expect(page.locator(OPEN)).toHaveCount(0);
    });
  await test.step('the sheet of keys, and the search', async () => {
    for (const key of ['?', '/']) {
      await page.getByRole('main').focus();
      await page.keyboard.press(key);
      await expect(page.locator(OPEN)).toBeVisible();
      await expectAccessible(page, OPEN);
      await page.keyboard.press('Escape');
      await expect(page.locator(OPEN)).toHaveCount(0);
    }
  });
  await test.step('who one is, asked again', async () => {
    await open(page, language, ofReceiver(page.url().split('/').at(-1) ?? '')[2]!);
    await page.route('**/rotate', (route) => route.fulfill({ status: 403, json: { code: 'step-up-required' } }));
    await page.getByRole('dialog').getByRole('button').last().click();
    await expect(page.locator('dialog[open]')).toHaveCount(2);
    await expectAccessible(page, 'dialog[open]');
  });
  expect(faults).toEqual([]);
});

test('dialogs are as usable to those who may do less', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const faults = watch(page);
  const { id } = await pay('1742.00');
  for (const role of ['manager', 'finance', 'support']) {
    await page.context().clearCookies();
    await page.setViewportSize({ width: 1280, height: 900 });
    await signIn(page, language, role);
    await page.setViewportSize({ width: 320, height: 800 });
    for (const one of ofOwner(id).slice(0, 2))
      await test.step(`${role} ${one.address}`, async () => {
        await open(page, language, one);
        await expectAccessible(page, OPEN);
        await page.keyboard.press('Escape');
      });
  }
  expect(faults).toEqual([]);
});
