import { expect, test, type Page } from '@playwright/test';
import { demo } from './demo.ts';
import { expectAccessible, languageOf, ONCE, signIn, watch, type Language } from './portal-steps.ts';

const SAYS = {
  ru: {
    badge: 'Остановлен',
    panel: 'ПэйПорт остановил этот терминал',
    number: /ответил под другим номером \(TID или MID\)/,
    slip: /сверьте его TID и MID/,
    card: /полный номер карты/,
    bank: /Попросите банк настроить терминал/,
    others: /владелец или управляющий/,
    lift: 'Снять остановку',
    reason: 'Что проверено',
    missing: 'Напишите, что проверено.',
    lifted: 'Остановка снята',
  },
  en: {
    badge: 'In quarantine',
    panel: 'PayPort put this terminal out of use',
    number: /answered under another number \(TID or MID\)/,
    slip: /compare its TID and MID/,
    card: /whole card number/,
    bank: /Ask the bank to set the terminal/,
    others: /owner or a manager/,
    lift: 'Release',
    reason: 'What was checked',
    missing: 'Write what was checked.',
    lifted: 'Released from quarantine',
  },
} as const;

/** In the restaurant: not the terminal that other tests pay on. */
const TID = '00459993';

function suspect() {
  const found = demo().terminals.find(({ tid }) => tid === TID);
  if (!found) throw new Error(`The demonstration has no terminal ${TID}.`);
  return found;
}

/** The next order on it is answered in a way that puts it out of use. */
async function answersWith(fault: object): Promise<void> {
  const { bank, gateway, sonata } = demo();
  const json = { 'content-type': 'application/json' };
  const { id } = suspect();
  const planted = await fetch(`${bank.url}/terminals/${TID}/faults`, { method: 'POST', headers: json, body: JSON.stringify(fault) });
  expect(planted.status).toBe(201);
  const key = crypto.randomUUID();
  const paid = await fetch(`${gateway.url}/sonata/v1/payments`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${sonata.apiKey}`, 'idempotency-key': key, prefer: 'wait=60' },
    body: JSON.stringify({
      terminalId: id,
      amount: '1200.00',
      currency: 'RUB',
      reservation: { confirmationNumber: key, guestName: 'Ким', room: '12' },
    }),
  });
  expect(paid.status).toBe(201);
}

async function openTerminal(page: Page, language: Language, role: string): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, language, role);
  await page.goto(`/${language}/terminals/${suspect().id}`);
}

/** A word that no other test has; among random digits there is sometimes what looks like a card number, which is refused. */
const onlyLetters = (): string => crypto.randomUUID().replace(/[0-9-]/g, (sign) => 'ghijklmnopq'['0123456789-'.indexOf(sign)] ?? 'z');

/** Lifts it with a reason, after an attempt without one. */
async function lift(page: Page, language: Language, reason: string): Promise<void> {
  const says = SAYS[language];
  await page.getByRole('button', { name: says.lift, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: says.lift, exact: true }).click();
  await expect(dialog.getByText(says.missing)).toBeVisible();
  await expect(dialog.getByLabel(says.reason)).toBeFocused();
  await expectAccessible(page);
  await dialog.getByLabel(says.reason).fill(reason);
  await dialog.getByRole('button', { name: says.lift, exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name: says.panel })).toBeHidden();
  await expect(page.locator('[data-terminal-status=quarantine]')).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: says.lifted }).filter({ hasText: reason })).toBeVisible();
}

test('a terminal that answered under another TID says so, and is released with a reason only', async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const faults = watch(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await answersWith({ fault: 'tid_mismatch', tid: '99999999' });
  await openTerminal(page, language, 'manager');
  const panel = page.getByRole('region', { name: says.panel });
  await expect(panel.getByText(says.number)).toBeVisible();
  await expect(panel.getByText(says.slip)).toBeVisible();
  await expect(panel.getByText(/99999999/)).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/${language}/terminals`);
  await expect(page.locator('[data-terminal-status=quarantine]')).toHaveText(says.badge);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`/${language}/terminals/${suspect().id}`);
  await lift(page, language, `TID ${onlyLetters()}`);
  expect(faults).toEqual([]);
});

test('a terminal that sent a whole card number says so; support reads that a manager can release it', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const says = SAYS[language];
  const faults = watch(page);
  await answersWith({ fault: 'full_card_number' });
  await openTerminal(page, language, 'support');
  const panel = page.getByRole('region', { name: says.panel });
  await expect(panel.getByText(says.card).first()).toBeVisible();
  await expect(panel.getByText(says.bank)).toBeVisible();
  await expect(panel.getByText(says.others)).toBeVisible();
  await expect(page.getByRole('button', { name: says.lift, exact: true })).toBeHidden();
  await expectAccessible(page);

  await openTerminal(page, language, 'manager');
  await lift(page, language, `PAN ${onlyLetters()}`);
  expect(faults).toEqual([]);
});
