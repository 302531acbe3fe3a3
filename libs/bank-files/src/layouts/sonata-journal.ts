import type { PostingLayout } from './table-layout.ts';

/** The payments journal that HRS Sonata exports: what the hotel's own books say was posted. */
export const SONATA_JOURNAL: PostingLayout = {
  target: 'posting',
  id: 'sonata_journal',
  title: { ru: 'HRS Sonata, журнал платежей', en: 'HRS Sonata, payments journal' },
  columns: {
    postingRef: ['номер проводки', 'проводка', '№ проводки', 'номер документа', 'posting', 'posting no'],
    businessDay: ['дата гостиничных суток', 'отчетная дата', 'бизнес-дата', 'дата проводки', 'business date', 'дата'],
    postedAt: ['дата и время', 'время проводки', 'posted at'],
    kind: ['тип операции', 'операция', 'вид', 'type'],
    amount: ['сумма', 'сумма платежа', 'amount'],
    currency: ['валюта', 'currency'],
    folio: ['номер счета', 'счет', 'счет гостя', 'фолио', 'folio'],
    room: ['номер комнаты', 'комната', 'номер', 'room'],
    guest: ['гость', 'фио гостя', 'guest'],
    rrn: ['rrn'],
    authCode: ['код авторизации', 'auth code'],
    card: ['карта', 'номер карты', 'card'],
    tid: ['терминал', 'номер терминала', 'tid'],
    paymentRef: ['id платежа', 'платеж payport', 'номер платежа', 'payment id'],
    cashier: ['кассир', 'пользователь', 'cashier'],
  },
  required: ['postingRef', 'businessDay', 'amount'],
  telling: ['номер проводки', 'гость', 'кассир', 'отчетная дата', 'счет гостя', 'фолио'],
  decimal: 'either',
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  onlyKind: null,
  versionOf: (has) => (has('paymentRef') ? 'journal-payport' : 'journal'),
};
