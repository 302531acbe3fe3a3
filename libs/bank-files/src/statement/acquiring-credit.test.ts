import { describe, expect, it } from 'vitest';
import { readAcquiringCredit } from './acquiring-credit.ts';

const NOTHING = { mid: null, registryOn: null, feeMinor: null, feeTaxMinor: null, grossMinor: null, refundsMinor: null, operations: null };

describe('the purpose of an acquiring credit', () => {
  it.each([
    [
      'Зачисление средств по операциям эквайринга. Мерчант №100000000001. Комиссия 700.00. НДС не облагается.',
      { mid: '100000000001', feeMinor: 70000n },
    ],
    [
      'Зачисление средств по операциям эквайринга. Мерчант №100000000001. Комиссия 7 000.00. НДС не облагается.',
      { mid: '100000000001', feeMinor: 700000n },
    ],
    [
      'Зачисление средств по операциям эквайринга. Мерчант №100000000001. Комиссия 0.41 (в т.ч. НДС 0.07). Возврат покупки 0.00/0.00.',
      { mid: '100000000001', feeMinor: 41n, feeTaxMinor: 7n, refundsMinor: 0n },
    ],
    [
      'Зачисление средств по операциям с банковскими картами. Мерчант №100000000001. Дата реестра 31.12.2026. Комиссия 12.30. Возврат покупки 1 500.00/15.00.',
      { mid: '100000000001', registryOn: '2026-12-31', feeMinor: 1230n, refundsMinor: 150000n },
    ],
    [
      'Возмещение по торговому эквайрингу Мерчант 100000000001 за 31.12.2026. Операций 12. Сумма 12 345.67 руб., комиссия 123.45 руб.',
      { mid: '100000000001', registryOn: '2026-12-31', operations: 12, grossMinor: 1234567n, feeMinor: 12345n },
    ],
    ['Зачисление средств по операциям с МБК (на основании реестров платежей).', {}],
    ['Возмещение ср-в по операциям эквайринга', {}],
  ])('%s', (purpose, told) => expect(readAcquiringCredit(purpose)).toEqual({ ...NOTHING, ...told }));

  it.each(['Оплата по счету 12 за проживание', 'Возврат займа', '', 'Комиссия за ведение счета 500.00'])('is none: %j', (purpose) =>
    expect(readAcquiringCredit(purpose)).toBeNull(),
  );
});
