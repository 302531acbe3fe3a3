import { expect, type Page } from '@playwright/test';
import { demo } from './demo.ts';
import { signIn, type Language } from './portal-steps.ts';

/** What the training page says, where a test has to find something by its words. */
export const TRAINING = {
  ru: {
    heading: 'Обучение',
    workstation: 'Рабочее место',
    amount: /^Сумма/,
    pay: 'Оплатить',
    process: 'EFT обработка',
    byHand: 'Я за гостя',
    startOver: 'Начать заново',
    close: 'Закрыть окно',
    goOn: 'Продолжить',
    payment: /Оплата\s*2\s345,00/,
    refund: /Возврат\s*345,00/,
    enter: 'Ввод',
    device: 'Учебный терминал',
    cancel: 'Отмена',
    card: /MIR последние цифры 0184/,
    faults: 'Сбои',
    api: /^По API/,
    auditor: /Обучение — для тех/,
    say: 'Сказать гостю',
    folio: 'Счёт гостя',
    duplicate: /повторную оплату/,
    found: /выяснен/,
  },
  en: {
    heading: 'Training',
    workstation: 'Workstation',
    amount: /^Amount,/,
    pay: 'Pay',
    process: 'EFT processing',
    byHand: 'I am the guest',
    startOver: 'Start over',
    close: 'Close the window',
    goOn: 'Go on',
    payment: /Payment\s*₽?2,345.00/,
    refund: /Refund\s*₽?345.00/,
    enter: 'Enter',
    device: 'Practice terminal',
    cancel: 'Cancel',
    card: /MIR last digits 0184/,
    faults: 'Faults',
    api: /^API/,
    auditor: /Training is for people/,
    say: 'Tell the guest',
    folio: "Guest's folio",
    duplicate: /repeated payment/,
    found: /has been found out/,
  },
} as const;

/** Not the terminal that other tests pay at. */
const WORKSTATION = 'RECEPTION-2';

/** The front desk of a reservation that nobody has used. */
export async function openTraining(page: Page, language: Language): Promise<void> {
  await signIn(page, language);
  await page.goto(`/${language}/training`);
  await expect(page.getByRole('heading', { level: 1, name: TRAINING[language].heading })).toBeVisible();
  await page.getByLabel(TRAINING[language].workstation).selectOption(WORKSTATION);
}

/** Advance, amount, Pay, EFT processing: as far as the order leaves the desk. */
export async function order(page: Page, language: Language, amount: string): Promise<void> {
  const words = TRAINING[language];
  await page.getByLabel(words.amount).fill(amount);
  await page.getByRole('button', { name: words.pay, exact: true }).click();
  await page.getByRole('button', { name: words.process, exact: true }).click();
}

/** The guest inserts a card and enters a PIN by the device's keys. */
export async function payByHand(page: Page, language: Language): Promise<void> {
  const words = TRAINING[language];
  await page.getByRole('button', { name: words.card }).click();
  const device = page.getByRole('group', { name: words.device });
  for (const digit of ['1', '2', '3', '4']) await device.getByRole('button', { name: digit, exact: true }).click();
  await device.getByRole('button', { name: words.enter, exact: true }).click();
}

/** The verdict of the operation in the EFT window. */
export const verdict = (page: Page, status: string) => page.locator(`section[data-status=${status}]`);

/** Every device works by itself again, and nothing is scripted: other tests pay at them. */
export async function settleDevices(): Promise<void> {
  for (const { tid } of demo().terminals) {
    const terminal = `${demo().bank.url}/terminals/${tid}`;
    await fetch(`${terminal}/mode`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"manual":false}' });
    await fetch(`${terminal}/faults`, { method: 'DELETE' });
    // What a test left on the device is cancelled as a guest would; a device that waits for nobody refuses.
    await fetch(`${terminal}/card`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"action":"cancel"}' });
  }
}
