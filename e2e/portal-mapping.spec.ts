import { expect, test, type Page } from '@playwright/test';
import { randomInt } from 'node:crypto';
import { expectAccessible, ONCE, signIn, watch } from './portal-steps.ts';

/** A registry of a bank that nobody knows, as a Windows program writes it: words of its own, a title above, and a row in error. */
function registry(mark: number): { readonly bytes: Buffer; readonly rrns: readonly string[] } {
  const page = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const rrns = Array.from({ length: 3 }, () => String(randomInt(100_000_000_000, 999_999_999_999)));
  const row = (at: number, what: string, amount: string): string =>
    `15.01.2026 12:3${at};99999999;${rrns[at] ?? ''};${what};${amount};410011******4321`;
  const text = [
    'Банк «Северный»;;;;;',
    `Когда;Устройство;Ссылка ${mark};Событие;Рублей;Пластик`,
    row(0, 'приход', '1 500,00'),
    row(1, 'уход', '300,50'),
    row(2, 'приход', 'много'),
  ];
  return { bytes: Buffer.from(Uint8Array.from(`${text.join('\r\n')}\r\n`, (char) => page.indexOf(char))), rrns };
}

async function bring(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Выбрать файл').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

/** A description is switched off, which is a version of its own, and the one before is brought back as the newest: still off, until it is switched on. */
async function bringsBack(page: Page, described: string): Promise<void> {
  const one = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: described, exact: true }) });
  await one.getByRole('button', { name: 'Выключить' }).click();
  await expect(one).toContainText('версия 2');
  await one.getByText('2 версии').click();
  await one.getByRole('button', { name: 'Вернуть версию 1' }).click();
  await expect(one).toContainText('версия 3');
  await one.getByRole('button', { name: 'Включить' }).click();
  await expect(one).toContainText('версия 4');
  await expect(one.getByRole('button', { name: 'Выключить' })).toBeVisible();
}

test('an accountant describes a table that nobody knows, and the next file is read by itself', ONCE, async ({ page }) => {
  const faults = watch(page);
  // Nobody before has described a table with these columns.
  const mark = randomInt(1_000_000);
  const first = registry(mark);
  const name = `north-${mark}.csv`;
  await signIn(page, 'ru', 'finance');
  await page.goto('/ru/bank-files');
  await bring(page, name, first.bytes);
  const file = page.getByRole('article', { name, exact: true });
  await file.getByRole('link', { name: 'Описать столбцы' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Описать столбцы' })).toBeVisible();

  const preview = page.getByRole('region', { name: 'Что получится' });
  const column = (field: string) => page.getByLabel(field, { exact: true });
  await expect(column('Строка с названиями столбцов')).toHaveValue('2');
  await expect(column('Кодировка')).toContainText('Определено: Windows-1251');
  for (const [field, title] of [
    ['Дата операции', 'Когда'],
    ['Сумма операции', 'Рублей'],
    ['Номер терминала', 'Устройство'],
    ['RRN', `Ссылка ${mark}`],
    ['Карта', 'Пластик'],
  ] as const)
    // prettier-ignore
    await column(field).selectOption({ label: title });
  await column('Как узнать возврат').selectOption({ label: 'По слову в столбце «Операция»' });
  await column('Операция').selectOption({ label: 'Событие' });
  await column('«приход»').selectOption({ label: 'Оплата' });
  await column('«уход»').selectOption({ label: 'Возврат' });
  await expect(preview).toContainText('Просмотрено строк: 5. Получилось: 2, с ошибкой: 1.');
  await expect(preview.getByRole('row', { name: first.rrns[1] ?? '' })).toContainText('300,50');
  await expect(preview).toContainText('не похоже на сумму');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Сохранить и прочитать файл' }).click();
  await expect(page.getByText('Назовите описание')).toBeVisible();
  await expect(page.getByText('Назовите эквайера')).toBeVisible();
  await page.getByLabel('Название', { exact: true }).fill(`Северный ${mark}`);
  await page.getByLabel('Эквайер', { exact: true }).fill('north');
  await page.getByRole('button', { name: 'Сохранить и прочитать файл' }).click();
  await expect(file.getByText('ждёт решения')).toBeVisible();
  await expect(file).toContainText(`«Северный ${mark}», версия 1`);

  await bring(page, `next-${name}`, registry(mark).bytes);
  const next = page.getByRole('article', { name: `next-${name}` });
  await expect(next.getByText('ждёт решения')).toBeVisible();
  await expect(next).toContainText(`«Северный ${mark}», версия 1`);
  await expect(next.getByRole('row', { name: 'Возвраты' })).toContainText('300,50');
  await bringsBack(page, `Северный ${mark}`);
  for (const one of [file, next]) await one.getByRole('button', { name: 'Не принимать' }).click();
  expect(faults).toEqual([]);
});
