import { expect, test, type Page } from '@playwright/test';
import { demo, type Demo } from './demo.ts';
import { ONCE, violations } from './portal-steps.ts';

/** What a page must never do: break, be stopped by its own security policy, or show where the gateway is. */
function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return faults;
}

async function signIn(page: Page, language: string, role = 'support'): Promise<void> {
  const user = demo().portal.users.find((candidate) => candidate.role === role)!;
  await page.goto(`/${language}/sign-in`);
  await page.locator('input[name=email]').fill(user.email);
  await page.locator('input[name=password]').fill(user.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${language}/overview`));
  await page.goto(`/${language}/payments`);
}

interface Paid {
  readonly id: string;
  readonly result: { readonly rrn: string; readonly slip: string };
}

/** A sale through the Sonata API on the demonstration's first terminal, as the front desk would take it. */
async function pay(property: Demo['sonata'], terminalId: string, apiKey: string, amount: string): Promise<Paid> {
  const key = crypto.randomUUID();
  const response = await fetch(`${demo().gateway.url}/sonata/v1/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key, prefer: 'wait=60' },
    body: JSON.stringify({ terminalId, amount, currency: 'RUB', reservation: { confirmationNumber: key, guestName: 'Семёнова Алёна', room: '707' } }),
  });
  expect([response.status, property.property]).toEqual([201, expect.any(String)]);
  return (await response.json()) as Paid;
}

const terminalOf = (property: string): string => demo().terminals.find((terminal) => terminal.property === property)!.id;

for (const colorScheme of ['light', 'dark'] as const) {
  // What people read is the same in both themes: the dark one is looked at in one language.
  test(
    `sign in, see the payment first, its timeline and slip, in ${colorScheme}`,
    colorScheme === 'dark' ? ONCE : {},
    async ({ page }, { project }) => {
      const faults = watch(page);
      const { sonata, gateway } = demo();
      const paid = await pay(sonata, terminalOf(sonata.property), sonata.apiKey, '4321.00');
      await page.emulateMedia({ colorScheme });

      await page.goto(`/${project.name}/payments`);
      await expect(page).toHaveURL(new RegExp(`/${project.name}/sign-in`));
      await signIn(page, project.name);

      const first = page.locator('a[href*="/payments/"]').first();
      await expect(first).toHaveAttribute('href', new RegExp(paid.id));
      await expect(page.getByText('Семёнова Алёна').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);

      await first.click();
      await expect(page).toHaveURL(new RegExp(paid.id));
      await expect(page.getByText(paid.result.rrn).first()).toBeVisible();
      await expect(page.locator('body')).toContainText(
        paid.result.slip
          .split('\n')
          .find((line) => line.includes('ОДОБРЕНО'))!
          .trim(),
      );
      const answer = page
        .locator('details[data-frame=inbound]')
        .filter({ hasText: /«e»|“e”/ })
        .first();
      await answer.locator('summary').click();
      await expect(answer.getByRole('tabpanel')).toContainText(paid.result.rrn);
      expect(await violations(page)).toEqual([]);

      expect(await page.content()).not.toContain(gateway.url.replace('http://', ''));
      expect(await page.content()).not.toContain(sonata.apiKey);
      expect(faults).toEqual([]);
    },
  );
}

test('a payment of another hotel is not found', ONCE, async ({ page }, { project }) => {
  const { otherProperty } = demo().sonata;
  const paid = await pay(demo().sonata, terminalOf(otherProperty.property), otherProperty.apiKey, '99.00');
  await signIn(page, project.name);
  await page.goto(`/${project.name}/payments/${paid.id}`);
  await expect(page.getByText(paid.id)).toHaveCount(0);
  await expect(page.getByText('Семёнова Алёна')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test('a pasted card number never reaches the address', ONCE, async ({ page }, { project }) => {
  await signIn(page, project.name);
  const search = page.getByRole('searchbox').or(page.locator('input[type=search]')).first();
  await search.fill('4111 1111 1111 1111');
  await expect(page.locator('body')).toContainText(project.name === 'ru' ? /номер карты/i : /card number/i);
  expect(page.url()).not.toMatch(/4111|1111/);
});

test('another language and another theme are one click away, and stay', async ({ page }, { project }) => {
  await signIn(page, project.name);
  const other = project.name === 'ru' ? 'en' : 'ru';
  await page.goto(`/${other}/payments`);
  await expect(page.locator('html')).toHaveAttribute('lang', other);
  expect(await violations(page)).toEqual([]);
});
