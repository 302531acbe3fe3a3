import { expect, test } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, ONCE, signIn, watch } from './portal-steps.ts';

const SAYS = {
  ru: {
    add: 'Добавить адрес',
    url: 'Адрес',
    kept: 'Секрет сохранён',
    messages: /^Сообщения на/,
    test: 'Проверочное сообщение',
    attempts: /^\d+ попыт/,
    refused: 'ответ 503',
    states: 'Какие сообщения',
    none: 'Таких сообщений нет.',
    again: /^Отправить заново: /,
    body: 'Текст сообщения',
  },
  en: {
    add: 'Add an address',
    url: 'Address',
    kept: 'I have kept it',
    messages: /^Messages to/,
    test: 'Test message',
    attempts: /^\d+ attempt/,
    refused: 'answered 503',
    states: 'Which messages',
    none: 'There are no such messages.',
    again: /^Send again: /,
    body: 'Text of the message',
  },
} as const;

test('a receiver is added, tested, refuses, is looked into, and takes the message the second time', ONCE, async ({ page }, { project }) => {
  const says = SAYS[languageOf(project)];
  const faults = watch(page);
  const [received, answer] = [[] as string[], { status: 503 }];
  const receiver = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    response.writeHead(answer.status).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  try {
    await signIn(page, languageOf(project), 'owner');
    await page.goto(`/${languageOf(project)}/properties/${demo().sonata.property}`);
    await page.getByRole('button', { name: says.add }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(says.url, { exact: true }).fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`);
    await dialog.getByRole('button', { name: says.add }).click();
    await dialog.getByRole('button', { name: says.kept }).click();
    // Its row leads to its page; receivers of other tests stand above it.
    await page.getByRole('link', { name: says.messages }).last().click();
    await expect(page).toHaveURL(/\/webhooks\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: says.test }).click();
    const messages = page.getByRole('listitem').filter({ hasText: 'webhook.test' });
    await expect(messages).toHaveCount(1);
    await messages.getByText(says.attempts).click();
    // It tries again by itself, and may have done so before anybody looks: each try is told, and none that was not made.
    await expect(async () => {
      expect(received.length).toBeGreaterThan(0);
      await expect(messages.getByRole('listitem').getByText(says.refused)).toHaveCount(received.length, { timeout: 1_000 });
    }).toPass();
    await expect(messages.getByRole('group', { name: says.body })).toContainText('"type": "webhook.test"');
    await expect(page.locator('[data-health=failing]')).toBeVisible();
    await page.setViewportSize({ width: 320, height: 800 });
    await expectAccessible(page);

    answer.status = 204;
    await page.getByRole('button', { name: says.again }).click();
    await expect(page.locator('[data-delivery=delivered]')).toHaveCount(1);
    await expect(page.locator('[data-health=good]')).toBeVisible();
    // The same message, by its id.
    expect(new Set(received).size).toBe(1);
    await page.getByLabel(says.states).selectOption('given_up');
    await expect(page.getByText(says.none)).toBeVisible();
    await expect(page).toHaveURL(/state=given_up/);
    expect(faults).toEqual([]);
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});
