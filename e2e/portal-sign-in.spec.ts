import { expect, test } from '@playwright/test';
import { languageOf, ONCE, person, signInByForm, watch, WORDS } from './portal-steps.ts';

test('a visitor without a session is led to the sign-in and back to the page that was asked for', async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  const asked = `/${language}/payments?outcome=declined&period=last30`;
  const faults = watch(page);
  const answer = await page.goto(asked);
  expect(answer?.request().redirectedFrom()?.url()).toContain(asked);
  await expect(page).toHaveURL(new RegExp(`/${language}/sign-in\\?next=`));

  const { email, password } = person('support');
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp('outcome=declined&period=last30'));
  expect(faults).toEqual([]);
});

for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
  test(`the sign-in does not lead to ${next}`, ONCE, async ({ page }, { project }) => {
    const language = languageOf(project);
    const { email, password } = person('support');
    await page.goto(`/${language}/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel(WORDS[language].email).fill(email);
    await page.getByLabel(WORDS[language].password, { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/${language}/overview$`));
  });
}

test('a wrong password is told in words, and a missing field beside the field', async ({ page }, { project }) => {
  const words = WORDS[languageOf(project)];
  const faults = watch(page, [401]);
  await page.goto(`/${languageOf(project)}/sign-in`);
  await page.getByRole('button', { name: words.submit, exact: true }).click();
  await expect(page.getByText(words.emailMissing)).toBeVisible();
  await expect(page.getByLabel(words.email)).toBeFocused();

  await page.getByLabel(words.email).fill(`nobody-${crypto.randomUUID()}@grand.example`);
  await page.getByLabel(words.password, { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByText(words.wrong)).toBeVisible();
  expect(faults).toEqual([]);
});

test('a password can be pasted and looked at', ONCE, async ({ page }, { project }) => {
  const words = WORDS[languageOf(project)];
  await page.goto(`/${languageOf(project)}/sign-in`);
  const [email, password] = [page.getByLabel(words.email), page.getByLabel(words.password, { exact: true })];
  await email.fill('words from a password manager');
  await email.press('ControlOrMeta+a');
  await email.press('ControlOrMeta+x');
  await password.press('ControlOrMeta+v');
  await expect(password).toHaveValue('words from a password manager');
  await page.getByRole('button', { name: words.show }).click();
  await expect(password).toHaveAttribute('type', 'text');
});

test('the sign-in of a demonstration says where the passwords are', async ({ page }, { project }) => {
  await page.goto(`/${languageOf(project)}/sign-in`);
  await expect(page.getByText(WORDS[languageOf(project)].demo)).toBeVisible();
});

test('whoever signs out is out', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signInByForm(page, language);
  const out = page.getByRole('button', { name: language === 'ru' ? 'Выйти' : 'Sign out' });
  // A page that has just come does not answer a click before its scripts run.
  await expect(async () => {
    await page.getByRole('button', { name: WORDS[language].account }).click();
    await expect(out).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await out.click();
  await expect(page).toHaveURL(new RegExp(`/${language}/sign-in`));
  await page.goto(`/${language}/payments`);
  await expect(page).toHaveURL(new RegExp(`/${language}/sign-in`));
});
