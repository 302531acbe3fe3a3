import { describe, expect, it } from 'vitest';
import { isFastPayment, operationKindOf, operationStateOf } from './operation-kind.ts';

describe('the word for an operation', () => {
  it.each([
    ['Покупка', 'purchase'],
    ['ОПЛАТА', 'purchase'],
    ['Оплата товаров и услуг', 'purchase'],
    ['PAYMENT', 'purchase'],
    ['Возврат', 'refund'],
    ['Возврат покупки', 'refund'],
    ['REFUND', 'refund'],
    ['Отмена', 'void'],
    ['Отмена покупки', 'void'],
    ['Реверсал', 'reversal'],
    ['Автоотмена', 'reversal'],
    ['Предавторизация', 'preauth'],
    ['Преавторизация', 'preauth'],
    ['Завершение расчёта', 'completion'],
    ['Покупка СБП - стороннее', 'sbp_purchase'],
    ['Оплата по QR', 'sbp_purchase'],
    ['Возврат СБП', 'sbp_refund'],
    ['СБП', 'sbp_purchase'],
    ['Чарджбэк', 'chargeback'],
    ['Chargeback', 'chargeback'],
    ['Опротестование операции', 'chargeback'],
    ['Representment', 'representment'],
    ['Отмена опротестования', 'representment'],
    ['Комиссия за обслуживание', 'fee'],
    ['  Возврат\u00a0покупки  ', 'refund'],
  ])('%j is %s', (text, kind) => expect(operationKindOf(text)).toBe(kind));

  it.each(['', 'Отмена возврата', 'Отмена предавторизации', 'Реверсал операции возврата', 'Cancel refund', 'Нечто новое'])(
    'never guesses what %j does to the money',
    (text) => expect(operationKindOf(text)).toBeUndefined(),
  );

  it('is one of the fast-payments system where another column says so', () => {
    expect(operationKindOf('Покупка', true)).toBe('sbp_purchase');
    expect(operationKindOf('Возврат', true)).toBe('sbp_refund');
    expect(operationKindOf('Комиссия', true)).toBe('fee');
    expect(isFastPayment('Гранд Отель_SBP')).toBe(true);
    expect(isFastPayment('Ресторан QR')).toBe(true);
    expect(isFastPayment('Ресторан')).toBe(false);
  });
});

describe('the word for a state', () => {
  it.each(['', 'Завершена', 'Completed', 'Успешно', 'Исполнена', 'Возмещена', 'succeeded'])('%j: money moved', (text) =>
    expect(operationStateOf(text)).toBe('completed'),
  );
  it.each(['Отклонена', 'Declined', 'Отказ', 'Неуспешно', 'Отменена', 'failed', 'Ошибка'])('%j: nothing moved', (text) =>
    expect(operationStateOf(text)).toBe('declined'),
  );
  it('an unknown word is neither', () => expect(operationStateOf('В обработке')).toBeUndefined());
});
