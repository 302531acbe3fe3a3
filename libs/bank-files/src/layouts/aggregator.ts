import type { BankLayout } from './table-layout.ts';

/** Export of an aggregator's cabinet, XLSX or CSV. Words for states come in two languages in one column. */
export const AGGREGATOR: BankLayout = {
  target: 'bank',
  id: 'aggregator',
  title: { ru: 'Агрегатор, выгрузка операций', en: 'Aggregator, export of operations' },
  acquirer: 'aggregator',
  columns: {
    operationRef: ['номер', 'номер операции', 'id операции'],
    kind: ['тип', 'тип операции'],
    state: ['статус операции', 'статус'],
    operatedAt: ['дата и время', 'дата/время создания', 'дата/время операции'],
    settledOn: ['дата возмещения'],
    gross: ['сумма операции', 'сумма'],
    currency: ['валюта операции', 'валюта'],
    fee: ['сумма комиссии'],
    net: ['сумма возмещения'],
    orderRef: ['номер заказа', 'назначение платежа'],
    card: ['карта', 'номер карты'],
    paymentSystem: ['платежная система'],
    method: ['способ оплаты'],
    authCode: ['код авторизации'],
    rrn: ['rrn'],
    mid: ['public id'],
  },
  required: ['kind', 'operatedAt', 'gross'],
  telling: ['дата возмещения', '% комиссии', 'public id', 'страна эмитента карты', 'сумма возмещения'],
  decimal: 'either',
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  onlyKind: null,
  versionOf: (has) => (has('settledOn') ? 'reimbursement' : 'operations'),
};
