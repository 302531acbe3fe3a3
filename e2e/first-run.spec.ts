import { expect, test, type Browser, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { EmptyProduct } from './empty-product.ts';
import { expectAccessible, watch } from './portal-steps.ts';

let product: EmptyProduct;
test.beforeAll(async () => {
  product = await EmptyProduct.start();
});
test.afterAll(() => product.stop());

const PASSWORD = 'верхушка сосны и облака';
const NEW_PASSWORD = 'семь берёз у причала';
const tokenOf = (link: string): string => link.split('#token=')[1] ?? '';

async function visitor(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 900 } })).newPage();
}

/** The link that a dialog shows, once. */
async function shownLink(page: Page): Promise<string> {
  const link = page.getByRole('group', { name: 'Одноразовая ссылка' }).locator('code');
  await expect(link).toContainText('#token=');
  return (await link.textContent()) ?? '';
}

test('from the printed link to a colleague with a new password', { tag: '@once' }, async ({ browser }) => {
  test.slow();
  const owner = await visitor(browser);
  const faults = watch(owner);
  const { setupLink } = product;

  await test.step('the first owner', async () => {
    const asked: string[] = [];
    owner.on('request', (request) => asked.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));
    const answer = await owner.goto(setupLink);
    expect(answer?.headers()['referrer-policy']).toBe('no-referrer');
    await expect(owner.getByLabel('Имя и фамилия')).toBeVisible();
    await expect(owner).toHaveURL(/\/ru\/setup$/);
    await expectAccessible(owner);
    await owner.getByLabel('Имя и фамилия').fill('Анна Соколова');
    await owner.getByLabel('Электронная почта').fill('anna@grand.example');
    await owner.getByLabel('Пароль', { exact: true }).fill('anna.sokolova');
    await expect(owner.getByText('В нём ваше имя, почта или гостиница')).toBeVisible();
    await owner.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
    await owner.getByLabel('Название').fill('Гранд Отель');
    await owner.getByRole('button', { name: 'Начать работу' }).click();
    await expect(owner.getByRole('heading', { level: 1, name: 'Обзор' })).toBeVisible();
    await owner.getByRole('link', { name: 'Всё, что нужно настроить в гостинице' }).click();
    await expect(owner.getByText('Сделано 0 из 8')).toBeVisible();
    expect(asked.filter((line) => line.includes(tokenOf(setupLink)))).toEqual([]);
  });

  await test.step('the checklist follows what is done', async () => {
    await owner.getByLabel('ИНН').fill('7707083893');
    await owner.getByLabel('Юридическое лицо').fill('ООО «Гранд Отель»');
    await owner.locator('#legal').getByRole('button', { name: 'Сохранить' }).click();
    await expect(owner.getByText('Сделано 1 из 8')).toBeVisible();
    await owner.getByRole('button', { name: 'Создать ключ' }).click();
    await owner.getByRole('dialog').getByRole('button', { name: 'Создать ключ' }).click();
    await expect(owner.getByRole('group', { name: 'Ключ' }).locator('code')).toContainText('ppk_');
    await owner.getByRole('button', { name: 'Ключ сохранён' }).click();
    await expect(owner.getByText('Сделано 2 из 8')).toBeVisible();
  });

  const invitation = await test.step('an invitation', async () => {
    await owner.getByRole('link', { name: 'Сотрудники' }).first().click();
    await owner.getByRole('button', { name: 'Пригласить сотрудника' }).click();
    await owner.getByLabel('Электронная почта').fill('petr@grand.example');
    await expectAccessible(owner);
    await owner.getByRole('button', { name: 'Пригласить', exact: true }).click();
    const link = await shownLink(owner);
    await owner.getByRole('button', { name: 'Готово' }).click();
    await expect(owner.getByText('petr@grand.example')).toBeVisible();
    return link;
  });

  const guest = await visitor(browser);
  const guestFaults = watch(guest);
  await test.step('which lets a colleague in', async () => {
    await guest.goto(invitation);
    await expect(guest.getByText('petr@grand.example')).toBeVisible();
    await expectAccessible(guest);
    await guest.getByLabel('Имя и фамилия').fill('Пётр Иванов');
    await guest.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
    await guest.getByRole('button', { name: 'Принять приглашение' }).click();
    await expect(guest.getByRole('heading', { level: 1, name: 'Обзор' })).toBeVisible();
    await expect(guest.getByRole('link', { name: 'Сотрудники' })).toHaveCount(0);
  });

  await test.step('a forgotten password', async () => {
    await owner.reload();
    await owner.getByRole('button', { name: 'Изменить: Пётр Иванов' }).click();
    await owner.getByRole('button', { name: 'Ссылка для нового пароля' }).click();
    const link = await shownLink(owner);
    await guest.goto(link);
    await expect(guest.getByText('petr@grand.example')).toBeVisible();
    await guest.getByLabel('Пароль', { exact: true }).fill(NEW_PASSWORD);
    await guest.getByRole('button', { name: 'Сохранить пароль' }).click();
    await expect(guest.getByText('Новый пароль задан. Войдите с ним.')).toBeVisible();
    await guest.getByLabel('Электронная почта').fill('petr@grand.example');
    await guest.getByLabel('Пароль', { exact: true }).fill(NEW_PASSWORD);
    await guest.getByRole('button', { name: 'Войти', exact: true }).click();
    await expect(guest.getByRole('heading', { level: 1, name: 'Обзор' })).toBeVisible();
    await expect(guest.getByRole('heading', { level: 2, name: /до первой оплаты/ })).toBeVisible();
    await expectAccessible(guest);
  });

  await test.step('an owner again, from the command line', async () => {
    await guest.goto(await product.ownerReset());
    await expect(guest.getByText('Владелец у ПэйПорта уже есть.')).toBeVisible();
    await guest.goto(setupLink);
    await expect(guest.getByText('Ссылка больше не действует')).toBeVisible();
  });

  expect(faults).toEqual([]);
  expect(guestFaults.filter((fault) => !fault.includes('410'))).toEqual([]);
  // Logs of gateway and portal, the database's own files aside.
  const secrets = [setupLink, invitation].flatMap((link) => ['-e', tokenOf(link)]);
  const found = (): string => execFileSync('grep', ['-rlF', '--exclude-dir=postgres', ...secrets, product.home], { encoding: 'utf8' });
  expect(found).toThrow(expect.objectContaining({ status: 1 }));
});
