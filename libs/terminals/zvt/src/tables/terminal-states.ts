import type { Bilingual } from '@payport/domain';

/** What a person does about a state of the terminal. */
export type Remedy = 'none' | 'wait' | 'diagnosis' | 'initialisation' | 'settlement' | 'take_card' | 'look' | 'bank';

export interface TerminalState {
  readonly text: Bilingual;
  readonly remedy: Remedy;
}

const state = (remedy: Remedy, ru: string, en: string): TerminalState => ({ remedy, text: { ru, en } });

/** Codes of the answer to a status enquiry (05 01); they are not result codes, though some look alike. Source: PA00P015 13.08. */
export const TERMINAL_STATES: ReadonlyMap<number, TerminalState> = new Map([
  [0x00, state('none', 'готов', 'ready')],
  [0x51, state('initialisation', 'нужна инициализация', 'initialisation is needed')],
  [0x62, state('diagnosis', 'неверные дата и время', 'date and time are wrong')],
  [0x9c, state('wait', 'занят', 'busy')],
  [0x9d, state('wait', 'товар выдан частично', 'goods were issued in part')],
  [0xb1, state('settlement', 'память заполнена', 'its memory is full')],
  [0xb2, state('settlement', 'журнал заполнен', 'its journal is full')],
  [0xbf, state('look', 'низкое напряжение питания', 'its supply voltage is low')],
  [0xc0, state('look', 'неисправен замок карты', 'its card lock is defective')],
  [0xc1, state('bank', 'карта торговца заблокирована', 'the merchant card is locked')],
  [0xc2, state('diagnosis', 'нужна диагностика', 'a diagnosis is needed')],
  [0xc4, state('diagnosis', 'профиль карт недействителен', 'its card profile is not valid')],
  [0xcc, state('look', 'принтер не готов', 'its printer is not ready')],
  [0xdc, state('take_card', 'в терминале карта', 'a card is in it')],
  [0xdf, state('bank', 'не работает', 'it is out of order')],
  [0xe0, state('wait', 'идёт удалённое обслуживание', 'it is being serviced from afar')],
  [0xe1, state('take_card', 'карта не вынута', 'the card was not taken out')],
  [0xe2, state('look', 'считыватель карт не отвечает', 'its card reader does not answer')],
  [0xe3, state('look', 'закрыта шторка', 'its shutter is closed')],
  [0xe4, state('bank', 'нужно активировать', 'it has to be activated')],
  [0xf0, state('settlement', 'есть незакрытый день', 'a day is not closed yet')],
  [0xf6, state('bank', 'нет данных OPT', 'its OPT data is missing')],
]);

const REMEDIES: Readonly<Record<Exclude<Remedy, 'none'>, Bilingual>> = {
  wait: { ru: 'Подождите и проверьте ещё раз', en: 'Wait, and test again' },
  diagnosis: { ru: 'Выполните диагностику терминала', en: 'Run the terminal’s diagnosis' },
  initialisation: { ru: 'Выполните инициализацию терминала', en: 'Run the terminal’s initialisation' },
  settlement: { ru: 'Закройте день на этом терминале', en: 'Close the day of this terminal' },
  take_card: { ru: 'Выньте карту', en: 'Take the card out' },
  look: { ru: 'Осмотрите терминал; если не поможет, позвоните в банк', en: 'Look at the terminal; where that does not help, call the bank' },
  bank: { ru: 'Позвоните в поддержку банка', en: 'Call the bank’s support' },
};

/** What a terminal that is not ready says about itself, and what to do; null: it is ready. An unknown code is told as it is. */
export function stateNote(code: number): Bilingual | null {
  const hex = code.toString(16).toUpperCase().padStart(2, '0');
  const { text, remedy } = TERMINAL_STATES.get(code) ?? state('look', 'сообщает о себе неизвестный код', 'it tells an unknown code of itself');
  if (remedy === 'none') return null;
  return {
    ru: `Терминал отвечает, но к оплате не готов: ${text.ru} (${hex}). ${REMEDIES[remedy].ru}`,
    en: `The terminal answers but is not ready for payments: ${text.en} (${hex}). ${REMEDIES[remedy].en}`,
  };
}
