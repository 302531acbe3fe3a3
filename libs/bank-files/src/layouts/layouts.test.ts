import { describe, expect, it } from 'vitest';
import { readAll } from '../testing/read-all.ts';

const rows = (...lines: string[]): string => lines.join('\r\n');

describe('a registry of Tochka', () => {
  const HEADER =
    'TRANS_DATE;TRANSACTION_ID;SUM;COMMISSION;ITV_COMMISSION;USER_INFO;MERCH;MERCH_SITE;PARENT_TRANSACTION_ID;TRANSACTION_TYPE;MERCHANT_SITE_NAME;PAYMENT_METHOD_TYPE;RRN;AUTH_CODE;ORDER_UID;QRC_ID';

  it('has payments by card and by the fast-payments system, and refunds with the payment they undo', async () => {
    const read = await readAll(
      rows(
        HEADER,
        '2026-01-03 12:00:00;T1;1500,00;22,50;0,00;220070******1234;100000000001;S1;;PAYMENT;Гранд;CARD;600000000001;A1B2C3;O1;',
        '2026-01-03 12:05:00;T2;700,50;2,80;0,00;;100000000001;S1;;PAYMENT;Гранд;SBP;;;O2;Q2',
        '2026-01-04 09:00:00;T3;500,00;-7,50;0,00;220070******1234;100000000001;S1;T1;REFUND;Гранд;CARD;600000000003;;O1;',
      ),
    );
    expect(read.problems).toEqual([]);
    expect(read.bank.map((line) => [line.kind, line.grossMinor, line.feeMinor, line.operationRef, line.parentRef, line.authCode])).toEqual([
      ['purchase', 150000n, 2250n, 'T1', null, 'A1B2C3'],
      ['sbp_purchase', 70050n, 280n, 'T2', null, null],
      ['refund', 50000n, -750n, 'T3', 'T1', null],
    ]);
  });

  it('of a day without operations is an empty file, and said to be', async () => {
    expect((await readAll('')).refused).toBe('empty');
    expect((await readAll('\ufeff\r\n\r\n')).refused).toBe('empty');
    expect(await readAll(`${HEADER}\r\n`)).toMatchObject({ refused: null, bank: [] });
  });
});

describe('registries of YooKassa', () => {
  it('payments: the fee is what is not credited', async () => {
    const { bank, found } = await readAll(
      rows(
        'Идентификатор платежа;Сумма платежа;Валюта платежа;Сумма к зачислению;Время создания;Время платежа;Номер заказа',
        '2d0c-01;1500.00;RUB;1447.50;03.01.2026 11:59:00;03.01.2026 12:00:00;ЗАКАЗ 1',
      ),
    );
    expect(found[0]!.layout).toBe('yookassa_payments');
    expect(bank[0]).toMatchObject({
      kind: 'purchase',
      grossMinor: 150000n,
      feeMinor: 5250n,
      netMinor: 144750n,
      operationRef: '2d0c-01',
      operatedAt: { time: '12:00:00' },
    });
  });

  it('refunds: the old columns, and a line of totals', async () => {
    const { bank, problems } = await readAll(
      rows(
        'Номер транзакции;Сумма возврата;Валюта платежа;Время зачисления возврата на счет плательщика;Номер счета плательщика;Сумма возврата в валюте товара;Валюта товара;Номер заказа;Номер телефона;Тип платежа',
        '77;500.00;643;04.01.2026 10:00:00;220070******1234;500.00;643;1;;AC',
        'Итого;500.00;;;;;;;;',
      ),
    );
    expect(problems).toEqual([]);
    expect(bank).toHaveLength(1);
    expect(bank[0]).toMatchObject({ kind: 'refund', grossMinor: 50000n, currency: 'RUB', parentRef: '77', cardMask: '220070******1234' });
  });
});

describe('an export of an aggregator', () => {
  it('has states in two languages, and declined operations that moved nothing', async () => {
    const { bank, problems, found } = await readAll(
      rows(
        'Номер;Тип;Статус;Дата и время;Дата возмещения;Сумма операции;Валюта операции;% комиссии;Сумма комиссии;Сумма возмещения;Номер заказа;Карта;Платежная система;Код авторизации;RRN',
        '1;Оплата;Completed;03.01.2026 12:00:00;05.01.2026;1 500,00;RUB;2,9;43,50;1 456,50;Z1;220070******1234;МИР;A1B2C3;600000000001',
        '2;Покупка;Завершена;03.01.2026 12:01:00;05.01.2026;100,00;RUB;2,9;2,90;97,10;Z2;220070******1234;МИР;A1B2C4;600000000002',
        '3;Оплата;Отклонена;03.01.2026 12:02:00;;100,00;RUB;;;;Z3;220070******1234;МИР;;',
        '4;Возврат;Completed;03.01.2026 12:03:00;05.01.2026;100,00;RUB;0;0,00;100,00;Z2;220070******1234;МИР;;600000000004',
        '5;Оплата;В обработке;03.01.2026 12:04:00;;100,00;RUB;;;;Z5;;;;',
      ),
    );
    expect(found[0]).toMatchObject({ layout: 'aggregator', version: 'reimbursement' });
    expect(bank.map((line) => [line.operationRef, line.kind, line.state, line.netMinor])).toEqual([
      ['1', 'purchase', 'completed', 145650n],
      ['2', 'purchase', 'completed', 9710n],
      ['3', 'purchase', 'declined', null],
      ['4', 'refund', 'completed', -10000n],
    ]);
    expect(problems).toEqual([{ row: 6, code: 'unknown_state', column: 'Статус', value: 'В обработке' }]);
  });
});

describe('the journal of HRS Sonata', () => {
  it('has postings with folio, room and guest; a negative amount goes back', async () => {
    const { postings, problems, found } = await readAll(
      rows(
        'Номер проводки,Отчетная дата,Тип операции,Сумма,Счет гостя,Номер комнаты,Гость,RRN,Карта,Кассир',
        '901,03.01.2026,Оплата,"1 500,00",4-RMS-2026-00018,214,"Иванова, Анна",600000000001,*1234,Петрова',
        '902,04.01.2026,Возврат,"500,00",4-RMS-2026-00018,214,"Иванова, Анна",600000000003,*1234,Петрова',
        '903,04.01.2026,,"-10,00",4-RMS-2026-00019,215,Смит,,,Петрова',
        ',04.01.2026,Оплата,"10,00",,,,,,',
      ),
    );
    expect(found[0]).toMatchObject({ content: 'posting', layout: 'sonata_journal', delimiter: ',' });
    expect(postings.map((line) => [line.postingRef, line.businessDay, line.kind, line.amountMinor, line.guest, line.cardMask])).toEqual([
      ['901', '2026-01-03', 'payment', 150000n, 'Иванова, Анна', '******1234'],
      ['902', '2026-01-04', 'refund', 50000n, 'Иванова, Анна', '******1234'],
      ['903', '2026-01-04', 'refund', 1000n, 'Смит', null],
    ]);
    expect(problems).toEqual([{ row: 5, code: 'missing', column: 'Номер проводки', value: null }]);
  });
});

it('a file of no known layout is refused with its first line, without long numbers', async () => {
  expect((await readAll('Фамилия;Карта\r\nИванов;4111111111111111')).refused).toBe('unknown_layout Фамилия;Карта');
  expect((await readAll('4111111111111111;Иванов')).refused).toBe('unknown_layout ****************;Иванов');
});

it('a hotel’s own mapping is tried first', async () => {
  const mapping = {
    target: 'bank',
    id: 'own',
    title: { ru: 'Свой банк', en: 'Own bank' },
    acquirer: 'own',
    columns: { operatedAt: ['когда'], gross: ['сколько'], kind: ['что'], rrn: ['ррн'] },
    required: ['operatedAt', 'gross'],
    telling: ['когда'],
    decimal: ',',
    timeZone: 'Asia/Vladivostok',
    currency: 'RUB',
    onlyKind: null,
    versionOf: () => '3',
  } as const;
  const { bank, found } = await readAll('Когда|Сколько|Что|РРН\n03.01.2026|1.500,5|Оплата|600000000001\n', { mappings: [mapping] });
  expect(found[0]).toMatchObject({ layout: 'own', version: '3', delimiter: '|' });
  expect(bank[0]).toMatchObject({ grossMinor: 150050n, rrn: '600000000001', timeZone: 'Asia/Vladivostok' });
});
