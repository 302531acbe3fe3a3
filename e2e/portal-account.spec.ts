import { expect, test, type Page, type Route } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { expectAccessible, languageOf, ONCE, person, signInByForm, watch, WORDS, type Language } from './portal-steps.ts';

const TEXT = {
  ru: {
    title: 'Учётная запись и безопасность',
    enrol: 'Подключить',
    firstCode: 'Шесть цифр из приложения',
    confirm: 'Подтвердить',
    codes: 'Коды восстановления',
    kept: 'Коды сохранены',
    code: 'Код из приложения',
    off: 'Отключить',
    end: /^Завершить:/,
    isOff: 'Не подключён',
    over: /Сеанс закончился/,
    saveView: 'Сохранить как вид',
    viewName: 'Имя',
    save: 'Сохранить',
    sessionOver: 'Сеанс окончен',
    goOn: 'Войти и продолжить',
  },
  en: {
    title: 'Account and security',
    enrol: 'Set up',
    firstCode: 'Six digits of the app',
    confirm: 'Confirm',
    codes: 'Recovery codes',
    kept: 'I have kept them',
    code: 'Code of the app',
    off: 'Switch off',
    end: /^End:/,
    isOff: 'Off',
    over: /The session is over/,
    saveView: 'Save as a view',
    viewName: 'Name',
    save: 'Save',
    sessionOver: 'The session is over',
    goOn: 'Sign in and go on',
  },
} as const;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows (RFC 6238). */
function appCode(secret: string): string {
  const bits = Array.from(secret, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

async function fillSignIn(page: Page, language: Language): Promise<void> {
  const { email, password } = person('finance');
  await page.goto(`/${language}/sign-in`);
  await page.getByLabel(WORDS[language].email).fill(email);
  await page.getByLabel(WORDS[language].password, { exact: true }).fill(password);
  await page.getByRole('button', { name: WORDS[language].submit, exact: true }).click();
}

test('a second factor is set up, asked for at the sign-in, and switched off', async ({ page }, { project }) => {
  const language = languageOf(project);
  const text = TEXT[language];
  const faults = watch(page, [401]);
  await signInByForm(page, language, 'finance');
  await page.goto(`/${language}/account`);
  await expect(page.getByRole('heading', { level: 1, name: text.title })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: text.enrol }).click();
  await expect(page.getByRole('dialog').getByRole('img')).toBeVisible();
  await expectAccessible(page);
  const secret = ((await page.getByRole('dialog').locator('code').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel(text.firstCode).fill(appCode(secret));
  await page.getByRole('button', { name: text.confirm }).click();
  const listed = page.getByRole('dialog').getByRole('list', { name: text.codes }).getByRole('listitem');
  await expect(listed).toHaveCount(10);
  const codes = await listed.allTextContents();
  await expectAccessible(page);
  await page.getByRole('button', { name: text.kept }).click();

  await page.context().clearCookies();
  await fillSignIn(page, language);
  await page.getByLabel(text.code).fill(codes[0] ?? '');
  await page.getByRole('button', { name: WORDS[language].submit, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/${language}/overview`));

  await page.goto(`/${language}/account`);
  await page.getByRole('button', { name: text.off, exact: true }).click();
  await expect(page.getByText(text.isOff, { exact: true })).toBeVisible();
  expect(faults).toEqual([]);
});

test('one’s other session is ended from here, and is over at once', ONCE, async ({ page, browser }, { project }) => {
  const language = languageOf(project);
  await signInByForm(page, language, 'manager');
  const other = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const elsewhere = await other.newPage();
  await signInByForm(elsewhere, language, 'manager');
  await page.goto(`/${language}/account`);
  const ends = page.getByRole('button', { name: TEXT[language].end });
  const before = await ends.count();
  await page.setViewportSize({ width: 320, height: 720 });
  await expectAccessible(page);
  await ends.first().click();
  await expect(ends).toHaveCount(before - 1);
  // The open page goes there by itself, says why, and knows the way back.
  await expect(elsewhere).toHaveURL(/sign-in\?next=[^&]*payments&ended/);
  await expect(elsewhere.getByText(TEXT[language].over)).toBeVisible();
  await other.close();
});

test(
  'whose session ends while they write signs in over the page, loses not a word, and what was ordered is done',
  ONCE,
  async ({ page }, { project }) => {
    const language = languageOf(project);
    const text = TEXT[language];
    const faults = watch(page, [401]);
    await signInByForm(page, language, 'support');
    await page.goto(`/${language}/payments?outcome=declined`);
    await expect(async () => {
      await page.getByRole('button', { name: text.saveView }).click();
      await expect(page.getByRole('dialog')).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const name = page.getByLabel(text.viewName);
    await name.fill('Отказы этой смены, которые я ещё не разобрал');
    // What the page looks up by itself waits: it could learn first that the session is over, and cover what is to be clicked.
    const lookedUp: Route[] = [];
    let holding = true;
    await page.route('**/*', (route) => (holding && route.request().method() === 'GET' ? void lookedUp.push(route) : route.continue()));
    await page.context().clearCookies();
    await page.getByRole('button', { name: text.save, exact: true }).click();
    const again = page.getByRole('dialog', { name: text.sessionOver });
    await expect(again).toContainText(person('support').email);
    holding = false;
    await Promise.all(lookedUp.map((route) => route.continue()));
    await expectAccessible(page, 'dialog[open]');
    await again.getByLabel(WORDS[language].password).fill('wrong');
    await again.getByRole('button', { name: text.goOn }).click();
    await expect(again.getByRole('alert')).toHaveText(/./);
    await expect(name).toHaveValue(/ещё не разобрал$/);
    await again.getByLabel(WORDS[language].password).fill(person('support').password);
    await again.getByRole('button', { name: text.goOn }).click();
    await expect(page).toHaveURL(/view=[0-9a-f-]{36}/);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(faults).toEqual([]);
  },
);
