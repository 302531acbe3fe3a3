import type { Bilingual, Stage } from '@payport/domain';

/** What the device waits for, in the cashier's words. */
export const STAGE_TEXTS: Readonly<Record<Stage, Bilingual>> = {
  present_card: { ru: 'Приложите или вставьте карту', en: 'Present the card' },
  enter_pin: { ru: 'Гость вводит ПИН-код', en: 'The guest enters the PIN' },
  authorizing: { ru: 'Запрашиваем банк', en: 'Asking the bank' },
  other_card: { ru: 'Карта не принята, терминал ждёт другую', en: 'The card was not accepted, the terminal waits for another' },
  remove_card: { ru: 'Заберите карту', en: 'Remove the card' },
};
