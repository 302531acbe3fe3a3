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
    attempts: '1 попытка',
    refused: 'ответ 503',
    states: 'Какие сообщения',
    none: 'Таких сообщений нет.',
    again: /^Отправить заново: /,
  },
  en: {
    add: 'Add an address',
    url: 'Address',
    kept: 'I have kept it',
    messages: /^Messages to/,
    test: 'Test message',
    attempts: '1 attempt',
    refused: 'answered 503',
    states: 'Which messages',
    none: 'There are no such messages.',
    again: /^Send again: /,
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
    await page.getByRole('button', { name: says.messages }).click();
    await dialog.getByRole('button', { name: says.test }).click();
    await expect(dialog.getByText('webhook.test')).toBeVisible();
    await expect.poll(() => received.length).toBe(1);
    await dialog.getByText(says.attempts).click();
    await expect(dialog.getByRole('listitem').getByText(says.refused).first()).toBeVisible();
    await page.setViewportSize({ width: 320, height: 800 });
    await expectAccessible(page);

    answer.status = 204;
    await dialog.getByRole('button', { name: says.again }).first().click();
    await expect(dialog.locator('[data-delivery=delivered]')).toHaveCount(1);
    // The same message, by its id.
    expect(new Set(received).size).toBe(1);
    await dialog.getByLabel(says.states).selectOption('given_up');
    await expect(dialog.getByText(says.none)).toBeVisible();
    expect(faults).toEqual([]);
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});
