import type { BankLayout } from './table-layout.ts';

const SHARED = {
  target: 'bank',
  acquirer: 'yookassa',
  decimal: '.',
  // The provider's day is Moscow's. A refund on the day of its payment takes both out of the registry.
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
} as const;

/** Registry of payments: a decimal point, two digits, no thousands. */
export const YOOKASSA_PAYMENTS: BankLayout = {
  ...SHARED,
  id: 'yookassa_payments',
  title: { ru: 'ЮKassa, платежи', en: 'YooKassa, payments' },
  columns: {
    operationRef: ['идентификатор платежа', 'номер платежа', 'id платежа', 'номер транзакции', 'id'],
    gross: ['сумма платежа', 'сумма'],
    currency: ['валюта платежа', 'валюта'],
    net: ['сумма к зачислению', 'сумма за вычетом комиссии', 'сумма платежа за вычетом комиссии', 'к зачислению'],
    fee: ['комиссия', 'сумма комиссии'],
    operatedAt: ['время платежа', 'дата платежа', 'дата и время платежа', 'время оплаты'],
    orderRef: ['номер заказа', 'описание', 'описание заказа'],
    method: ['тип платежа', 'способ оплаты', 'метод платежа'],
    card: ['номер карты', 'карта'],
    rrn: ['rrn'],
    authCode: ['код авторизации'],
  },
  required: ['operationRef', 'gross', 'operatedAt', 'net'],
  telling: ['идентификатор платежа', 'сумма к зачислению', 'сумма за вычетом комиссии', 'сумма платежа за вычетом комиссии'],
  onlyKind: 'purchase',
  versionOf: (has) => (has('fee') ? 'payments-fee' : 'payments'),
};

/** Registry of refunds in the old order of columns, with a line of totals. */
export const YOOKASSA_REFUNDS: BankLayout = {
  ...SHARED,
  id: 'yookassa_refunds',
  title: { ru: 'ЮKassa, возвраты', en: 'YooKassa, refunds' },
  columns: {
    parentRef: ['номер транзакции', 'идентификатор платежа'],
    operationRef: ['идентификатор возврата', 'номер возврата'],
    gross: ['сумма возврата'],
    currency: ['валюта платежа', 'валюта возврата', 'валюта'],
    operatedAt: ['время зачисления возврата на счет плательщика', 'время возврата', 'дата возврата'],
    card: ['номер счета плательщика', 'номер карты'],
    orderRef: ['номер заказа', 'описание'],
    method: ['тип платежа', 'способ оплаты'],
  },
  required: ['gross', 'operatedAt'],
  telling: ['сумма возврата', 'время зачисления возврата на счет плательщика'],
  onlyKind: 'refund',
  versionOf: (has) => (has('operationRef') ? 'refunds' : 'refunds-old'),
};
