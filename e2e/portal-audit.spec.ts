import { expect, test } from '@playwright/test';
import { expectAccessible, languageOf, ONCE, signIn, watch, WORDS } from './portal-steps.ts';

const TEXT = {
  ru: { audit: 'Журнал действий', viewed: 'Просмотр платежа', check: 'Проверить', whole: /: цел/, person: 'Кто', export: 'Скачать' },
  en: { audit: 'Audit log', viewed: 'Payment viewed', check: 'Check', whole: /whole/, person: 'Who', export: 'Download' },
} as const;

test('an auditor sees who looked at a payment, and proves that nothing was changed', async ({ page }, { project }) => {
  const language = languageOf(project);
  const text = TEXT[language];
  const faults = watch(page);
  await signIn(page, language, 'auditor');
  await page.locator('[role=row] a').first().click();
  await expect(page.getByRole('link', { name: WORDS[language].back })).toBeVisible();
  await page.goto(`/${language}/audit`);
  await expect(page.getByRole('heading', { level: 1, name: text.audit })).toBeVisible();
  await expect(page.getByText(text.viewed).first()).toBeVisible();
  await page.getByRole('button', { name: text.check, exact: true }).click();
  await expect(page.getByText(text.whole).first()).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: text.export }).click();
  await page.getByRole('link', { name: /XLSX/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^payport-audit-\d{4}-\d\d-\d\d\.xlsx$/);
  await page.setViewportSize({ width: 320, height: 720 });
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test('support does not read the audit', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language, 'support');
  await expect(page.getByRole('link', { name: language === 'ru' ? 'Журнал' : 'Audit' })).toHaveCount(0);
  await page.goto(`/${language}/audit`);
  await expect(page.getByText(language === 'ru' ? 'Раздел для владельцев и аудиторов' : 'For owners and auditors')).toBeVisible();
});
