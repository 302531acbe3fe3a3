import { expect, test, type Request } from '@playwright/test';
import { languageOf, ONCE, pay, signIn } from './portal-steps.ts';

test('pages stay fresh over one connection, and lose nothing while it is away', ONCE, async ({ page, context }, { project }) => {
  const language = languageOf(project);
  const streams: string[] = [];
  await signIn(page, language);
  const chip = page.locator('[data-live]:visible');
  await expect(chip).toHaveAttribute('data-live', 'live');
  context.on('request', (request) => {
    if (request.url().endsWith('/portal/v1/live')) streams.push(request.url());
  });
  const other = await context.newPage();
  await other.clock.install();
  await other.goto(`/${language}/overview`);
  await expect(other.locator('[data-live]:visible')).toHaveAttribute('data-live', 'live');
  // The second tab listens to the first.
  expect(streams).toEqual([]);

  // Left alone, a page reads on and says that nobody sits there; the next key is told at once.
  const isOf = (place: string) => (request: Request) => request.url().includes(`/portal/v1/${place}`);
  // The page's first reads may still be under way: theirs is another one.
  const alone = other.waitForRequest((request) => isOf('overview')(request) && request.headers()['x-payport-unattended'] === '1');
  await other.clock.fastForward(180_000);
  await alone;
  const touched = other.waitForRequest(isOf('session'));
  await other.keyboard.press('Shift');
  expect(await (await touched).headerValue('x-payport-unattended')).toBeNull();

  await page.bringToFront();
  await pay('77.00', 'Живова Вера');
  await expect(page.getByText('Живова Вера')).toBeVisible();

  await context.setOffline(true);
  await expect(chip).toHaveAttribute('data-live', /reconnecting|stale/);
  await pay('78.00', 'Тихонова Ада');
  await context.setOffline(false);
  await expect(chip).toHaveAttribute('data-live', 'live');
  await expect(page.getByText('Тихонова Ада')).toBeVisible();
});
