import type { PortalWaitingForMe } from '@payport/contracts';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, languageOf, ONCE, pay, signInByForm, watch } from './portal-steps.ts';

const SAYS = {
  ru: {
    refund: 'Возврат',
    open: 'Вернуть деньги',
    amount: /^Сколько вернуть/,
    cause: 'Причина',
    reason: 'Что случилось',
    propose: 'Предложить',
    proposal: 'Предложенный возврат',
    mine: /Предложили вы/,
    confirm: 'Подтвердить возврат',
    go: 'Подтвердить и отправить',
    family: 'Связанные операции',
    left: /можно вернуть 600/,
    menu: 'Возвраты',
    waits: /вашего подтверждения/,
    decide: 'Посмотреть и решить',
  },
  en: {
    refund: 'Refund',
    open: 'Give money back',
    amount: /^How much to give back/,
    cause: 'Reason',
    reason: 'What happened',
    propose: 'Propose',
    proposal: 'Proposed refund',
    mine: /You proposed it/,
    confirm: 'Confirm the refund',
    go: 'Confirm and send',
    family: 'What belongs together',
    left: /600/,
    menu: 'Refunds',
    waits: /your confirmation/,
    decide: 'Look and decide',
  },
} as const;

/** How much waits for this person already, of whatever was tested before. */
async function countWaiting(page: Page): Promise<number> {
  const answer = await page.request.get('/api/gateway/portal/v1/waiting');
  expect(answer.status()).toBe(200);
  const { data } = (await answer.json()) as PortalWaitingForMe;
  return data.reduce((sum, { refunds, resolutions }) => sum + refunds + resolutions, 0);
}

test(
  'a refund above one’s limit goes back only after a second person, and stands in the tree of the payment',
  ONCE,
  async ({ browser }, { project }) => {
    const language = languageOf(project);
    const says = SAYS[language];
    const { id } = await pay('900.00');
    // Each with a sign-in of a moment ago: money is moved by those who have just shown who they are.
    const [proposer, second] = [await browser.newPage(), await browser.newPage()];
    const faults = [watch(proposer), watch(second)];

    await signInByForm(second, language, 'finance');
    const waited = await countWaiting(second);
    await second.goto(`/${language}/overview`);
    await signInByForm(proposer, language, 'support');
    await proposer.goto(`/${language}/payments/${id}`);
    const card = proposer.getByRole('region', { name: says.refund, exact: true });
    await card.getByRole('button', { name: says.open }).click();
    const dialog = proposer.getByRole('dialog');
    await dialog.getByLabel(says.amount).fill('300');
    await dialog.getByLabel(says.cause, { exact: true }).selectOption('guest_request');
    await dialog.getByLabel(says.reason).fill('Гость уехал раньше');
    await expectAccessible(proposer, 'dialog[open]');
    await dialog.getByRole('button', { name: says.propose }).click();
    await expect(card.getByRole('region', { name: says.proposal })).toContainText(says.mine);
    await expect(card.getByRole('button', { name: says.confirm })).toHaveCount(0);

    // The second person hears of it where they are, and comes to it from there.
    const told = second.getByRole('main').locator(`[data-waiting="${waited + 1}"] a[href*="waiting=me"]`);
    await expect(told).toBeVisible();
    await expect(second.getByRole('navigation').getByRole('link', { name: says.menu }).first()).toHaveAccessibleDescription(says.waits);
    await expectAccessible(second);
    await told.click();
    await expect(second).toHaveURL(/refunds\?.*waiting=me/);
    await expect(second.locator(`a[href$="/payments/${id}"]`).filter({ hasText: says.decide })).toBeVisible();
    await expectAccessible(second);
    await second.locator(`a[href$="/payments/${id}"]`).filter({ hasText: says.decide }).click();
    await second.getByRole('button', { name: says.confirm, exact: true }).click();
    await expectAccessible(second, 'dialog[open]');
    await second.getByRole('dialog').getByRole('button', { name: says.go }).click();
    const family = second.getByRole('region', { name: says.family });
    await expect(family.locator('[data-status=approved]')).toHaveCount(2);
    await expect(family).toContainText(says.left);
    await second.goto(`/${language}/refunds?waiting=me`);
    await expect(second.locator(`a[href$="/payments/${id}"]`).filter({ hasText: says.decide })).toHaveCount(0);
    expect(faults.flat()).toEqual([]);
    await Promise.all([proposer.close(), second.close()]);
  },
);
