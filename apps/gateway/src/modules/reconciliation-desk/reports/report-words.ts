import type { Language } from '../../../http/language.ts';

export interface ReportWords {
  readonly parts: Readonly<Record<'about' | 'totals' | 'hotels' | 'terminals' | 'brands' | 'days' | 'ageing', string>>;
  readonly heads: Readonly<
    Record<
      | 'hotel'
      | 'terminal'
      | 'brand'
      | 'day'
      | 'state'
      | 'adjustments'
      | 'currency'
      | 'sales'
      | 'sold'
      | 'refunds'
      | 'refunded'
      | 'fee'
      | 'expectedFee'
      | 'overcharge'
      | 'unchecked'
      | 'net'
      | 'age'
      | 'count'
      | 'amount'
      | 'from'
      | 'to'
      | 'asOf'
      | 'comparedAt'
      | 'zone',
      string
    >
  >;
  readonly notSaid: string;
  readonly closed: string;
  readonly open: string;
}

/** Words of the report's files. */
export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  ru: {
    parts: {
      about: 'Об отчёте',
      totals: 'Итого',
      hotels: 'Гостиницы',
      terminals: 'Терминалы',
      brands: 'Платёжные системы',
      days: 'Дни',
      ageing: 'Возраст расхождений',
    },
    heads: {
      hotel: 'Гостиница',
      terminal: 'Терминал',
      brand: 'Платёжная система',
      day: 'День',
      state: 'Состояние',
      adjustments: 'Поправок после закрытия',
      currency: 'Валюта',
      sales: 'Оплат',
      sold: 'Сумма оплат',
      refunds: 'Возвратов',
      refunded: 'Сумма возвратов',
      fee: 'Комиссия',
      expectedFee: 'По договору',
      overcharge: 'Переплата',
      unchecked: 'Не проверить',
      net: 'К зачислению',
      age: 'Возраст, дней',
      count: 'Расхождений',
      amount: 'Сумма',
      from: 'С',
      to: 'По',
      asOf: 'Открытые дни на момент',
      comparedAt: 'Сопоставлено',
      zone: 'Часовой пояс',
    },
    notSaid: 'не указано',
    closed: 'закрыт',
    open: 'открыт',
  },
  en: {
    parts: {
      about: 'About the report',
      totals: 'Totals',
      hotels: 'Hotels',
      terminals: 'Terminals',
      brands: 'Card brands',
      days: 'Days',
      ageing: 'Age of exceptions',
    },
    heads: {
      hotel: 'Hotel',
      terminal: 'Terminal',
      brand: 'Card brand',
      day: 'Day',
      state: 'State',
      adjustments: 'Adjustments after the close',
      currency: 'Currency',
      sales: 'Payments',
      sold: 'Paid',
      refunds: 'Refunds',
      refunded: 'Given back',
      fee: 'Fee',
      expectedFee: 'By contract',
      overcharge: 'Overcharge',
      unchecked: 'Not checkable',
      net: 'Net',
      age: 'Age, days',
      count: 'Exceptions',
      amount: 'Amount',
      from: 'From',
      to: 'To',
      asOf: 'Open days as of',
      comparedAt: 'Matched',
      zone: 'Time zone',
    },
    notSaid: 'not said',
    closed: 'closed',
    open: 'open',
  },
};
