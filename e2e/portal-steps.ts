import AxeBuilder from '@axe-core/playwright';
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { demo, type Demo } from './demo.ts';

/** For tests that say nothing about words: in one language they prove it all. */
export const ONCE = { tag: '@once' } as const;

export type Language = 'ru' | 'en';

/** What the pages say, where a test has to find something by its words. */
export const WORDS = {
  ru: {
    payments: 'Платежи',
    account: /Учётная запись/,
    dark: 'Тёмная',
    otherLanguage: 'English',
    state: /^Состояние/,
    declined: 'Отклонён',
    approved: 'Одобрен',
    chosen: 'Выбранные условия',
    reset: 'Сбросить всё',
    attention: 'Требуют внимания',
    search: 'Поиск',
    list: /Список платежей/,
    noMatch: 'Ничего не нашлось',
    more: 'Показать ещё',
    asked: /Терминал спросили/,
    askAgain: 'Спросить терминал ещё раз',
    unknown: /Результат пока неизвестен|Нужна проверка с банком/,
    whyDeclined: 'Почему отказано',
    say: 'Что сказать гостю',
    slip: 'Текст слипа',
    sent: 'Отправлено терминалу',
    bytes: 'Байты',
    fields: 'Поля',
    back: 'К списку платежей',
    email: 'Электронная почта',
    password: 'Пароль',
    submit: 'Войти',
    wrong: /не подошли/,
    emailMissing: 'Введите электронную почту.',
    show: 'Показать пароль',
    demo: /npm start/,
    noPage: 'Страницы нет',
    noPayment: 'Такой операции нет',
    period: /^Период/,
    menu: 'Открыть меню',
  },
  en: {
    payments: 'Payments',
    account: /Account:/,
    dark: 'Dark',
    otherLanguage: 'Русский',
    state: /^State/,
    declined: 'Declined',
    approved: 'Approved',
    chosen: 'Chosen conditions',
    reset: 'Reset all',
    attention: 'Needs attention',
    search: 'Search',
    list: /Payments, newest first/,
    noMatch: 'Nothing found',
    more: 'Show more',
    asked: /terminal was asked/,
    askAgain: 'Ask the terminal again',
    unknown: /outcome is not known yet|checked with the bank/,
    whyDeclined: 'Why it was declined',
    say: 'What to tell the guest',
    slip: 'Text of the slip',
    sent: 'Sent to the terminal',
    bytes: 'Bytes',
    fields: 'Fields',
    back: 'Back to payments',
    email: 'Email',
    password: 'Password',
    submit: 'Sign in',
    wrong: /did not match/,
    emailMissing: 'Enter your email.',
    show: 'Show password',
    demo: /npm start/,
    noPage: 'There is no such page',
    noPayment: 'There is no such operation',
    period: /^Period/,
    menu: 'Open menu',
  },
} as const;

/** Every test runs once in each language: the project's name is the language. */
export const languageOf = (project: { readonly name: string }): Language => (project.name === 'en' ? 'en' : 'ru');

/** A rule that a page breaks, and where. */
export interface Violation {
  readonly id: string;
  readonly where: readonly string[];
}

/**
 * WCAG 2.2 AA and axe's own best practices, or some of those rules only. Whatever the impact, it is a violation. Legacy mode
 * leaves out frames, which the portal has none of, and only violations are described in full: either halves axe's time. `within`:
 * what this selector finds, alone.
 */
export async function violations(page: Page, rules: readonly string[] = [], within?: string): Promise<Violation[]> {
  // Halfway between two themes a colour has no contrast that anybody would read by. Taken to their ends, not waited for: what is
  // paused, or stands on a page that paints no frames, would never get there. What turns for ever is left alone.
  await page.evaluate(
    'document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime)).forEach((one) => one.finish())',
  );
  // Voice control finds a button by the words on it (WCAG 2.5.3); axe calls the rule experimental, Lighthouse runs it.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], rules: { 'label-content-name-mismatch': { enabled: true } } });
  if (within !== undefined) axe.include(within);
  const found = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return found.violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target.join(' ')) }));
}

/**
 * No violation, and nothing to scroll sideways. The dark theme differs in its colours only, so there it is the contrast
 * that is looked at. `within`: of what this selector finds, where the page around it is looked at elsewhere.
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await violations(page, [], within), 'light').toEqual([]);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, ['color-contrast'], within), 'dark').toEqual([]);
}

/**
 * What a page must never do: break, or be stopped by its own security policy. Answers that a test provokes (a wrong
 * password, a missing page) are named by their status.
 */
export function watch(page: Page, expected: readonly number[] = []): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' || expected.some((status) => message.text().includes(`status of ${status}`))) return;
    faults.push(`${message.text()} ${message.location().url}`);
  });
  return faults;
}

export function person(role: string): Demo['portal']['users'][number] {
  const found = demo().portal.users.find((user) => user.role === role);
  if (!found) throw new Error(`The demonstration has nobody with the role ${role}.`);
  return found;
}

/** Cookies of people who have signed in already: a password is hashed slowly on purpose, once per person is enough. */
/** What needs a fresh sign-in (ten minutes) has to be done within what is left of it, on a slow machine too, ms. */
const FRESH_MS = 5 * 60_000;
const sessions = new Map<string, { readonly cookies: Awaited<ReturnType<BrowserContext['cookies']>>; readonly madeMs: number }>();

/** Signs a person in, by the form the first time and by that session later, and stands on the list of payments. */
export async function signIn(page: Page, language: Language, role = 'support'): Promise<void> {
  const kept = sessions.get(role);
  const known = kept !== undefined && performance.now() - kept.madeMs < FRESH_MS ? kept.cookies : undefined;
  if (known) {
    await page.context().addCookies(known);
    await page.goto(`/${language}/payments`);
    await expect(page).toHaveURL(new RegExp(`/${language}/(payments|sign-in)`));
  }
  if (!known || page.url().includes('/sign-in')) {
    // The form is for those who are not signed in.
    for (const { name } of kept?.cookies ?? []) await page.context().clearCookies({ name });
    await signInByForm(page, language, role);
    const cookies = (await page.context().cookies()).filter((cookie) => cookie.httpOnly);
    sessions.set(role, { cookies, madeMs: performance.now() });
  }
  await expect(page.getByRole('heading', { level: 1, name: WORDS[language].payments })).toBeVisible();
}

/** Signs a person in by the form: a session that nobody else uses. */
export async function signInByForm(page: Page, language: Language, role = 'support'): Promise<void> {
  const { email, password } = person(role);
  await page.goto(`/${language}/sign-in`);
  await page.getByLabel(WORDS[language].email).fill(email);
  await page.getByLabel(WORDS[language].password, { exact: true }).fill(password);
  await page.getByRole('button', { name: WORDS[language].submit, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/${language}/overview`));
  await page.goto(`/${language}/payments`);
  await expect(page.getByRole('heading', { level: 1, name: WORDS[language].payments })).toBeVisible();
}

export interface Paid {
  readonly id: string;
  readonly status: string;
  readonly result: { readonly rrn: string | null; readonly authCode: string | null; readonly slip: string | null } | null;
}

/** A sale through the Sonata API, as the front desk takes it; answered when its outcome is known. */
export async function pay(amount: string, guestName = 'Семёнова Алёна'): Promise<Paid> {
  const { sonata, terminals, gateway } = demo();
  const terminalId = terminals.find((terminal) => terminal.property === sonata.property)?.id;
  const key = crypto.randomUUID();
  const send = (): Promise<Response> =>
    fetch(`${gateway.url}/sonata/v1/payments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sonata.apiKey}`, 'content-type': 'application/json', 'idempotency-key': key, prefer: 'wait=60' },
      body: JSON.stringify({ terminalId, amount, currency: 'RUB', reservation: { confirmationNumber: key, guestName, room: '707' } }),
    });
  let response = await send();
  // The terminal may still be asked about the payment of the test before; a refused request has used up no key.
  await expect
    .poll(async () => {
      if (response.status === 409) response = await send();
      return response.status;
    })
    .toBe(201);
  return (await response.json()) as Paid;
}
