import { expect, test } from '@playwright/test';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, ONCE, signIn, watch } from './portal-steps.ts';

const SAYS = {
  ru: {
    make: 'Создать ключ',
    name: 'Кто им пользуется',
    hardening: 'Усиленная защита',
    signed: /Каждое обращение подписывается/,
    networks: 'Откуда можно обращаться',
    secret: 'Секрет подписи',
    kept: 'Ключ сохранён',
    badge: 'с подписью',
    limit: /^Ограничения ключа/,
    save: 'Сохранить',
    replace: /^Заменить ключ/,
    works: 'Прежний ключ работает ещё',
    overlap: /Прежний ключ …\S+ работает до/,
    ending: /^до \d/,
  },
  en: {
    make: 'Make a key',
    name: 'Who uses it',
    hardening: 'Hardening',
    signed: /Every call is signed/,
    networks: 'Where calls may come from',
    secret: 'Signing secret',
    kept: 'I have kept it',
    badge: 'signed requests',
    limit: /^Limits of key/,
    save: 'Save',
    replace: /^Replace key/,
    works: 'The old key goes on working for',
    overlap: /The old key …\S+ works until/,
    ending: /^until \d/,
  },
} as const;

test('an owner makes a hardened key, changes its networks and replaces it while the old one works', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const faults = watch(page, [422]);
  const name = `PMS ${language}`;
  await signIn(page, language, 'owner');
  await page.goto(`/${language}/properties/${demo().sonata.property}`);
  await page.getByRole('button', { name: says.make }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(says.name).fill(name);
  await dialog.getByText(says.hardening).click();
  await dialog.getByRole('switch', { name: says.signed }).check();
  await dialog.getByLabel(says.networks).fill('10.20.0.0/16');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: says.make }).click();
  await expect(dialog.getByRole('group', { name: says.secret })).toContainText(/^pss_/);
  await dialog.getByRole('button', { name: says.kept }).click();
  const row = page.locator('#keys li').filter({ hasText: name });
  await expect(row).toContainText('10.20.0.0/16');
  await expect(row).toContainText(says.badge);
  // The secrets are shown once.
  expect(await page.content()).not.toMatch(/pss_[0-9A-Za-z]{43}/);

  await row.getByRole('button', { name: says.limit }).click();
  await dialog.getByLabel(says.networks).fill('hotel.example');
  await dialog.getByRole('button', { name: says.save }).click();
  await expect(dialog.getByLabel(says.networks)).toHaveAttribute('aria-invalid', 'true');
  await page.setViewportSize({ width: 320, height: 800 });
  await expectAccessible(page);
  await dialog.getByLabel(says.networks).fill('192.0.2.5');
  await dialog.getByRole('button', { name: says.save }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('192.0.2.5');

  await row.getByRole('button', { name: says.replace }).click();
  await expect(dialog.getByLabel(says.name)).toHaveValue(name);
  await expect(dialog.getByLabel(says.networks)).toHaveValue('192.0.2.5');
  await expect(dialog.getByRole('switch', { name: says.signed })).toBeChecked();
  await dialog.getByLabel(says.works).selectOption('168');
  await dialog.getByRole('button', { name: says.make }).click();
  await expect(dialog.getByText(says.overlap)).toBeVisible();
  await dialog.getByRole('button', { name: says.kept }).click();
  await expect(row).toHaveCount(2);
  await expect(row.getByText(says.ending)).toHaveCount(1);
  await expect(row.getByRole('button', { name: says.replace })).toHaveCount(1);
  expect(faults).toEqual([]);
});
