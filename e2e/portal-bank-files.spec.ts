import { expect, test, type Page } from '@playwright/test';
import { randomInt } from 'node:crypto';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch } from './portal-steps.ts';

const TEXT = {
  ru: {
    title: 'Файлы банка',
    choose: 'Выбрать файл',
    waits: 'ждёт решения',
    purchases: 'Оплаты картой',
    problems: '1 строка с ошибкой',
    wrong: 'не похоже на сумму',
    take: 'Принять',
    taken: 'принят',
    takeBack: 'Отозвать файл',
    missing: 'Напишите причину: хотя бы три буквы',
    reason: 'Почему',
    back: 'отозван',
    because: 'Причина: не тот отель',
    unknown: 'Такой таблицы мы не знаем',
    unsafe: 'Имя ведёт за пределы архива или папки',
    refused: 'не прочитан',
    empty: 'Файл пуст',
    closed: 'Файлы банка видят не все',
    otherwise: 'Банк сообщил другое',
    look: 'К операции',
  },
  en: {
    title: 'Bank files',
    choose: 'Choose a file',
    waits: 'to be decided',
    purchases: 'Card payments',
    problems: '1 row with an error',
    wrong: 'is no amount',
    take: 'Take it',
    taken: 'taken',
    takeBack: 'Take the file back',
    missing: 'Write the reason: three letters at least',
    reason: 'Why',
    back: 'taken back',
    because: 'Reason: не тот отель',
    unknown: 'We do not know this table',
    unsafe: 'A name that leads out of the archive or folder',
    refused: 'not readable',
    empty: 'The file is empty',
    closed: 'Not everybody sees bank files',
    otherwise: 'The bank says otherwise',
    look: 'To the operation',
  },
} as const;

/** An archive whose one member is named `../a.csv`. */
const PATHS =
  'UEsDBBQAAAAAAGaufV2DFtyMAQAAAAEAAAAIAAAALi4vYS5jc3Z4UEsBAhQDFAAAAAAAZq59XYMW3IwBAAAAAQAAAAgAAAAAAAAAAAAAAIABAAAAAC4uL2EuY3N2UEsFBgAAAAABAAEANgAAACcAAAAAAA==';

/** A registry of Windows with one row that cannot be read. */
function registry(): Buffer {
  const page = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const row = (amount: string): string => `99999999;${randomInt(100_000_000_000, 999_999_999_999)};16.01.2026 12:30:00;Покупка;${amount}`;
  const text = ['Номер терминала;RRN;Дата операции;Тип операции;Сумма операции', row('1 500,00'), row('700,50'), row('много')].join('\r\n');
  return Buffer.from(Uint8Array.from(text, (char) => page.indexOf(char)));
}

test('an accountant reads a registry, takes it, and takes it back', async ({ page }, { project }) => {
  const language = languageOf(project);
  const text = TEXT[language];
  const faults = watch(page);
  await signIn(page, language, 'manager');
  await page.goto(`/${language}/bank-files`);
  await expect(page.getByRole('heading', { level: 1, name: text.title })).toBeVisible();
  const name = `registry-${language}-${randomInt(1_000_000)}.csv`;
  await page.getByLabel(text.choose).setInputFiles({ name, mimeType: 'text/csv', buffer: registry() });
  const file = page.getByRole('article', { name });
  await expect(file.getByText(text.waits)).toBeVisible();
  await expect(file.getByRole('row', { name: text.purchases })).toContainText(language === 'ru' ? '2 200,50' : '2,200.50');
  await file.getByText(text.problems).click();
  await expect(file.getByText(text.wrong)).toBeVisible();
  await expectAccessible(page);
  await file.getByRole('button', { name: text.take, exact: true }).click();
  await expect(file.getByText(text.taken, { exact: true })).toBeVisible();
  await file.getByRole('button', { name: text.takeBack }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: text.takeBack }).click();
  await expect(dialog.getByText(text.missing)).toBeVisible();
  await dialog.getByLabel(text.reason).fill('не тот отель');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: text.takeBack }).click();
  await expect(file.getByText(text.back, { exact: true })).toBeVisible();
  await expect(file.getByText(text.because)).toBeVisible();
  // Two at once, and a third while they are read: none is forgotten.
  const people = `people-${randomInt(1_000_000)}.csv`;
  await page.getByLabel(text.choose).setInputFiles([
    { name: people, mimeType: 'text/csv', buffer: Buffer.from('Фамилия;Возраст\nИванов;30\n') },
    { name: `paths-${people}.zip`, mimeType: 'application/zip', buffer: Buffer.from(PATHS, 'base64') },
  ]);
  await page.getByLabel(text.choose).setInputFiles({ name: `empty-${people}`, mimeType: 'text/csv', buffer: Buffer.from(' ') });
  await expect(page.getByRole('article', { name: people, exact: true })).toContainText(text.unknown);
  await expect(page.getByRole('article', { name: `paths-${people}.zip` })).toContainText(`a.csv: ${text.unsafe}`);
  await expect(page.getByRole('article', { name: `empty-${people}` })).toContainText(text.empty);
  await page.setViewportSize({ width: 320, height: 720 });
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

/** One proposes to give the bank's money back: the dialog says that nothing moves before somebody else confirms it. */
async function proposeBack(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.setViewportSize({ width: 320, height: 800 });
  await page.getByRole('button', { name: 'Предложить возврат' }).click();
  await expect(dialog).toContainText('только когда возврат подтвердит второй сотрудник');
  await expectAccessible(page, 'dialog[open]');
  await dialog.getByRole('button', { name: 'Предложить', exact: true }).click();
  await expect(dialog.getByRole('textbox', { name: 'Почему' })).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'dialog[open]');
  await dialog.getByLabel('Почему').fill('Гость заплатил наличными');
  await dialog.getByRole('button', { name: 'Предложить', exact: true }).click();
  await expect(page.getByText('Подтвердить должен другой сотрудник.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Подтвердить возврат' })).toBeHidden();
  await expectAccessible(page);
}

/** The second person looks at what confirming means, and drops it. */
async function dropBack(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.setViewportSize({ width: 320, height: 800 });
  await page.getByRole('button', { name: 'Подтвердить возврат' }).click();
  await expect(dialog).toContainText('Возврат сразу уйдёт на терминал');
  await expectAccessible(page, 'dialog[open]');
  await dialog.getByRole('button', { name: 'Отмена' }).click();
  await page.getByRole('button', { name: 'Отклонить' }).click();
  await expectAccessible(page, 'dialog[open]');
  await dialog.getByLabel('Почему').fill('Гость ещё не пришёл');
  await dialog.getByRole('button', { name: 'Отказаться' }).click();
  await expect(page.getByRole('button', { name: 'Предложить возврат' })).toBeVisible();
  await expectAccessible(page);
}

test(
  'a sale that its terminal declined and the bank shows as paid is told at once, and stays declined',
  ONCE,
  async ({ page, browser }, { project }) => {
    const language = languageOf(project);
    const text = TEXT[language];
    const faults = watch(page, [422]);
    const { id } = await pay('1738.05');
    await signIn(page, language, 'manager');
    await page.goto(`/${language}/bank-files`);
    const day = new Date().toLocaleDateString('ru-RU', { timeZone: 'Europe/Moscow' });
    const line = `00459991;${randomInt(100_000_000_000, 999_999_999_999)};${day} 12:30:00;Покупка;1738,05`;
    const buffer = Buffer.from(`Номер терминала;RRN;Дата операции;Тип операции;Сумма операции\n${line}\n`);
    const name = `evening-${randomInt(1_000_000)}.csv`;
    await page.getByLabel(text.choose).setInputFiles({ name, mimeType: 'text/csv', buffer });
    await page.getByRole('article', { name }).getByRole('button', { name: text.take, exact: true }).click();
    await page.goto(`/${language}/overview`);
    const alarm = page.locator('[data-alarm=payment_contradicted]').filter({ has: page.locator(`a[href$="/payments/${id}"]`) });
    await alarm.getByRole('link', { name: text.look }).click();
    const panel = page.getByRole('region', { name: text.otherwise });
    await expect(panel).toContainText(name);
    await expect(panel).toContainText('1 738,05 ₽');
    await expect(page.locator('h1 ~ [role=status] [data-status]')).toHaveAttribute('data-status', 'declined');
    await expectAccessible(page);
    await proposeBack(page);
    const colleague = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
    await signIn(colleague, language, 'finance');
    await colleague.goto(page.url());
    await dropBack(colleague);
    await colleague.context().close();
    expect(faults).toEqual([]);
  },
);

test('rows of a file that cannot be read are told with another try, and pages without any are gone through', ONCE, async ({ page }) => {
  const faults = watch(page, [500]);
  const answers = { fail: true, asked: [] as string[] };
  await page.route(/\/problems\?after=/, (route) =>
    answers.fail ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{}' }) : route.continue(),
  );
  // Of a file of a hundred thousand lines that are nearly all known: so many are looked through at once, and the answer says where to go on.
  await page.route(/\/lines\?of=new&after=/, async (route) => {
    const url = route.request().url();
    const after = new URL(url).searchParams.get('after') ?? '';
    answers.asked.push(after);
    if (after === '100000') await route.continue({ url: url.replace('after=100000', 'after=0') });
    else await route.fulfill({ json: { data: [], next: Number(after) + 50_000 } });
  });
  await signIn(page, 'ru', 'finance');
  await page.goto('/ru/bank-files');
  const name = `rows-${randomInt(1_000_000)}.csv`;
  await page.getByLabel(TEXT.ru.choose).setInputFiles({ name, mimeType: 'text/csv', buffer: registry() });
  const file = page.getByRole('article', { name });
  await file.getByText(TEXT.ru.problems).click();
  await expect(file.getByRole('alert').getByText('Строки не загрузились')).toBeVisible();
  await expectAccessible(page);
  answers.fail = false;
  await file.getByRole('button', { name: 'Повторить' }).click();
  await expect(file.getByText(TEXT.ru.wrong)).toBeVisible();
  await expect(file.getByText('Строки не загрузились')).toBeHidden();
  await file.getByText('Строки, которые добавит файл').click();
  await expect(file.getByRole('listitem').filter({ hasText: '1 500,00' })).toBeVisible();
  // News of other files has rows read anew, from the beginning.
  expect([...new Set(answers.asked)]).toEqual(['0', '50000', '100000']);
  await file.getByRole('button', { name: 'Не принимать' }).click();
  expect(faults).toEqual([]);
});

test('the front desk does not see the bank’s files', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  await signIn(page, language, 'support');
  await page.goto(`/${language}/bank-files`);
  await expect(page.getByText(TEXT[language].closed)).toBeVisible();
});
