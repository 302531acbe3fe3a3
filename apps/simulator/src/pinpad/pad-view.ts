import { formatAmount, type Bilingual } from '@payport/domain';
import type { MoneyCommand } from './command.ts';

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

const ORDER_NAMES: Readonly<Record<MoneyCommand['kind'], Bilingual>> = {
  sale: { ru: 'Оплата', en: 'Payment' },
  refund: { ru: 'Возврат', en: 'Refund' },
  cancel: { ru: 'Отмена', en: 'Void' },
};

const STATE_TEXTS: Readonly<Record<PadState, Bilingual>> = {
  idle: { ru: 'Добро пожаловать', en: 'Welcome' },
  waiting_card: { ru: 'Приложите, вставьте карту', en: 'Tap or insert the card' },
  enter_pin: { ru: 'Введите ПИН-код', en: 'Enter the PIN' },
  authorizing: { ru: 'Подождите, связь с банком', en: 'Please wait, asking the bank' },
  rebooting: { ru: 'Перезагрузка…', en: 'Restarting…' },
};

/** Text on the screen in both languages. */
export function screenText(state: PadState, order: CurrentOrder | null): Bilingual {
  const text = STATE_TEXTS[state];
  if (!order || state === 'rebooting') return text;
  const amount = `${formatAmount(order.amountMinor, order.currency)} ${order.currency}`;
  const name = ORDER_NAMES[order.operation];
  return { ru: `${name.ru} ${amount}\n${text.ru}`, en: `${name.en} ${amount}\n${text.en}` };
}
