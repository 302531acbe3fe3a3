import { formatAmount, type Bilingual } from '@payport/domain';
import type { MoneyCommand } from './command.ts';
import { CODE } from './result-codes.ts';

/** What the device is doing, as a person in front of it would see. */
export type PadState = 'idle' | 'waiting_card' | 'enter_pin' | 'authorizing' | 'rebooting';

/** The order on the device now. */
export interface CurrentOrder {
  readonly operation: MoneyCommand['kind'];
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly requestId: string | null;
  /** RFC 3339. */
  readonly startedAt: string;
}

/** How an order ended for its guest; the till may have heard something else, or nothing. */
export interface ShownResult {
  readonly order: CurrentOrder;
  readonly code: number;
}

const ORDER_NAMES: Readonly<Record<MoneyCommand['kind'], Bilingual>> = {
  sale: { ru: 'Оплата', en: 'Payment' },
  refund: { ru: 'Возврат', en: 'Refund' },
  cancel: { ru: 'Отмена', en: 'Void' },
  preauthorization: { ru: 'Преавторизация', en: 'Pre-authorization' },
  capture: { ru: 'Завершение расчёта', en: 'Capture' },
};

const STATE_TEXTS: Readonly<Record<PadState, Bilingual>> = {
  idle: { ru: 'Добро пожаловать', en: 'Welcome' },
  waiting_card: { ru: 'Приложите, вставьте карту', en: 'Tap or insert the card' },
  enter_pin: { ru: 'Введите ПИН-код', en: 'Enter the PIN' },
  authorizing: { ru: 'Подождите, связь с банком', en: 'Please wait, asking the bank' },
  rebooting: { ru: 'Перезагрузка…', en: 'Restarting…' },
};

const RESULT_TEXTS: ReadonlyMap<number, Bilingual> = new Map([
  [CODE.approved, { ru: 'Одобрено', en: 'Approved' }],
  [CODE.noLink, { ru: 'Нет связи с банком', en: 'No link to the bank' }],
  [CODE.cancelledByGuest, { ru: 'Операция отменена', en: 'Cancelled' }],
  [CODE.timedOut, { ru: 'Время ожидания вышло', en: 'Time is up' }],
  [CODE.cancelledByTill, { ru: 'Остановлено кассой', en: 'Stopped by the till' }],
  [CODE.cardPulledOut, { ru: 'Карта извлечена', en: 'The card was removed' }],
  [4451, { ru: 'Отказ: не хватает денег', en: 'Declined: insufficient funds' }],
  [4454, { ru: 'Отказ: срок карты истёк', en: 'Declined: card expired' }],
  [4455, { ru: 'Отказ: неверный ПИН-код', en: 'Declined: wrong PIN' }],
  [4491, { ru: 'Отказ: банк карты не отвечает', en: 'Declined: issuer unavailable' }],
]);

/** How an order ended, as its guest reads it. */
export function resultText({ order, code }: ShownResult): Bilingual {
  const { ru, en } = RESULT_TEXTS.get(code) ?? { ru: `Отказ, код ${code}`, en: `Declined, code ${code}` };
  const head = orderText(order);
  return { ru: `${head.ru}\n${ru}`, en: `${head.en}\n${en}` };
}

/** Text on the screen in both languages. */
export function screenText(state: PadState, order: CurrentOrder | null): Bilingual {
  const text = STATE_TEXTS[state];
  if (!order || state === 'rebooting') return text;
  const head = orderText(order);
  return { ru: `${head.ru}\n${text.ru}`, en: `${head.en}\n${text.en}` };
}

function orderText({ operation, amountMinor, currency }: CurrentOrder): Bilingual {
  const amount = `${formatAmount(amountMinor, currency)} ${currency}`;
  const name = ORDER_NAMES[operation];
  return { ru: `${name.ru} ${amount}`, en: `${name.en} ${amount}` };
}
