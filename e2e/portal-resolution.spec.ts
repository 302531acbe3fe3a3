import { expect, test, type Page } from '@playwright/test';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch, type Language } from './portal-steps.ts';

const SAYS = {
  ru: {
    review: 'Нужна проверка с банком',
    journal: /Загляните в журнал терминала/,
    question: 'Скопировать вопрос банку',
    copied: 'Вопрос скопирован',
    open: 'Решить по доказательствам',
    moved: /^Деньги списаны/,
    missing: 'Выберите, что случилось с деньгами.',
    evidence: 'Откуда это известно',
    write: 'Записать решение',
    propose: 'Предложить решение',
    proposal: 'Предложено решение',
    mine: /Предложили вы/,
    reject: 'Отклонить',
    reason: 'Почему',
    confirm: 'Подтвердить решение',
    others: /Решают владелец, управляющий или финансы/,
    declined: 'Отклонён',
    limit: 'Возврат, не больше',
    history: /Решено сотрудником по доказательствам/,
  },
  en: {
    review: 'To be checked with the bank',
    journal: /Look into the terminal’s journal/,
    question: 'Copy a question for the bank',
    copied: 'Question copied',
    open: 'Decide with evidence',
    moved: /^The money moved/,
    missing: 'Choose what happened to the money.',
    evidence: 'How that is known',
    write: 'Write the decision down',
    propose: 'Propose the decision',
    proposal: 'A decision is proposed',
    mine: /You proposed it/,
    reject: 'Reject',
    reason: 'Why',
    confirm: 'Confirm the decision',
    others: /Owner, manager or finance decide/,
    declined: 'Declined',
    limit: 'Refund, at most',
    history: /Decided by a person, with evidence/,
  },
} as const;

/** Approved at the bank, reply lost, and the device cannot tell afterwards. */
async function paymentInReview(amount: string): Promise<string> {
  const { id } = await pay(amount);
  const { gateway, sonata } = demo();
  await expect
    .poll(async () => {
      const answer = await fetch(`${gateway.url}/sonata/v1/payments/${id}`, { headers: { authorization: `Bearer ${sonata.apiKey}` } });
      return ((await answer.json()) as { status: string }).status;
    })
    .toBe('manual_review');
  return id;
}

const state = (page: Page) => page.locator('h1 ~ [role=status] [data-status]');

async function openPayment(page: Page, language: Language, role: string, id: string): Promise<void> {
  // The page of the person before would ask on without a session.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await signIn(page, language, role);
  await page.goto(`/${language}/payments/${id}`);
}

test(
  'a payment that no terminal can tell of is decided by the keyboard alone, with evidence, and never reads as declined',
  ONCE,
  async ({ page }, { project }) => {
    const language = languageOf(project);
    const says = SAYS[language];
    const faults = watch(page, [422]);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize({ width: 320, height: 800 });
    const id = await paymentInReview('1810.74');
    await openPayment(page, language, 'finance', id);
    const panel = page.getByRole('region', { name: says.review });
    await expect(panel).toContainText(says.journal);
    await expect(page.getByText(says.declined, { exact: true })).toHaveCount(0);
    await panel.getByRole('button', { name: says.question }).click();
    await expect(panel.getByRole('button', { name: says.copied })).toBeVisible();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/TID: \d+[\s\S]*1810\.74 RUB/);
    await expectAccessible(page);

    await panel.getByRole('button', { name: says.open }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: says.write }).press('Enter');
    await expect(dialog.getByText(says.missing)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('radio', { name: says.moved }).press('Space');
    await dialog.getByLabel(says.evidence).fill('bank');
    await dialog.getByRole('button', { name: says.write }).press('Enter');
    // Too short to be evidence: the reader is taken to the field.
    await expect(dialog.getByLabel(says.evidence)).toBeFocused();
    await expect(dialog.getByLabel(says.evidence)).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByLabel(says.evidence).fill('Statement of 24 November, line 14, 1 810.74');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: says.write }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(state(page)).toHaveAttribute('data-status', 'approved');
    await expect(page.locator('ol').getByText(says.history)).toBeVisible();
    expect(faults).toEqual([]);
  },
);

test('above the hotel’s limit one person proposes, and another sees the evidence and confirms', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const faults = watch(page);
  await limitRefunds(page, language, '1000.00');
  try {
    const id = await paymentInReview('1820.74');
    await openPayment(page, language, 'support', id);
    await expect(page.getByRole('region', { name: says.review })).toContainText(says.others);
    await expect(page.getByRole('button', { name: says.open })).toHaveCount(0);

    await openPayment(page, language, 'finance', id);
    await propose(page, language, 'Звонок в поддержку банка, обращение 42');
    const proposal = page.getByRole('region', { name: says.proposal });
    await expect(proposal).toContainText('обращение 42');
    await expect(proposal).toContainText(says.mine);
    await expect(proposal.getByRole('button', { name: says.confirm })).toHaveCount(0);

    await openPayment(page, language, 'owner', id);
    await proposal.getByRole('button', { name: says.reject }).click();
    await page.getByRole('dialog').getByLabel(says.reason).fill('Нет строки выписки');
    await expectAccessible(page, 'dialog[open]');
    await page.getByRole('dialog').getByRole('button', { name: says.reject }).click();
    await expect(proposal).toBeHidden();
    await expect(state(page)).toHaveAttribute('data-status', 'manual_review');

    await openPayment(page, language, 'finance', id);
    await propose(page, language, 'Выписка за 24 ноября, строка 14');
    await openPayment(page, language, 'owner', id);
    await expect(proposal).toContainText('строка 14');
    await proposal.getByRole('button', { name: says.confirm }).click();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: says.confirm }).click();
    await expect(state(page)).toHaveAttribute('data-status', 'approved');
  } finally {
    await limitRefunds(page, language, '');
  }
  expect(faults).toEqual([]);
});

async function propose(page: Page, language: Language, evidence: string): Promise<void> {
  const says = SAYS[language];
  await page.getByRole('button', { name: says.open }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: says.moved }).check();
  await dialog.getByLabel(says.evidence).fill(evidence);
  await expectAccessible(page, 'dialog[open]');
  await dialog.getByRole('button', { name: says.propose }).click();
  await expect(page.getByRole('region', { name: says.proposal })).toBeVisible();
}

/** As the owner does it, through the hotel's own address; empty: no limit. */
async function limitRefunds(page: Page, language: Language, maxRefund: string): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, language, 'owner');
  const { property } = demo().sonata;
  const status = await page.evaluate(
    async ([id, limit]) =>
      (
        await fetch(`/api/gateway/portal/v1/properties/${id}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ limits: [{ currency: 'RUB', maxSale: null, maxRefund: limit === '' ? null : limit }] }),
        })
      ).status,
    [property, maxRefund],
  );
  expect(status).toBe(200);
}
