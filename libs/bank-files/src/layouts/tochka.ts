import type { BankLayout } from './table-layout.ts';

/** Tochka's daily CSV: UTF-8, `;`, decimal comma. A day without operations is an empty file. */
export const TOCHKA: BankLayout = {
  target: 'bank',
  id: 'tochka',
  title: { ru: 'Точка, эквайринг', en: 'Tochka, acquiring' },
  acquirer: 'tochka',
  columns: {
    operatedAt: ['trans_date'],
    operationRef: ['transaction_id'],
    gross: ['sum'],
    fee: ['commission'],
    card: ['user_info'],
    mid: ['merch'],
    outlet: ['merchant_site_name', 'merch_site'],
    parentRef: ['parent_transaction_id'],
    kind: ['transaction_type'],
    method: ['payment_method_type'],
    rrn: ['rrn'],
    authCode: ['auth_code'],
    orderRef: ['order_uid', 'qrc_id'],
  },
  required: ['operatedAt', 'operationRef', 'gross', 'kind'],
  telling: ['trans_date', 'itv_commission', 'payment_method_type', 'parent_transaction_id'],
  decimal: ',',
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  onlyKind: null,
  versionOf: (has) => (has('method') ? 'csv-sbp' : 'csv'),
};
