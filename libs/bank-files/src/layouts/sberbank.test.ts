import { describe, expect, it } from 'vitest';
import { encodePage } from '../testing/encode-page.ts';
import { number, packWorkbook, type TestCell } from '../testing/pack-workbook.ts';
import { packZip } from '../testing/pack-zip.ts';
import { readAll } from '../testing/read-all.ts';

const FULL = [
  'Наименование юридического лица',
  'ИНН',
  'Наименование ТСТ',
  'Адрес ТСТ',
  'Номер терминала',
  'RRN',
  'Дата операции',
  'Дата выгрузки в АБС',
  'Номер карты',
  'Продукт',
  'Тип операции',
  'Сумма операции',
  'Сумма комиссии',
  'Сумма расчёта',
];
const sale = (rrn: string, amount: string, more: Partial<Record<number, TestCell>> = {}): TestCell[] =>
  [
    'ООО «Гранд»',
    '7701000001',
    'Гранд Отель',
    'Москва',
    '12345678',
    rrn,
    number('46025.2'),
    number('46026'),
    '220070******1234',
    'МИР Классик',
    'Покупка',
    number(amount),
    number('15'),
    number('1485'),
  ].map((cell, index) => more[index] ?? cell);

const LINE = {
  row: 4,
  kind: 'purchase',
  state: 'completed',
  operatedAt: { day: '2026-01-03', time: '04:48:00', offsetMinutes: null },
  timeZone: 'Europe/Moscow',
  postedOn: '2026-01-04',
  registryOn: null,
  settledOn: null,
  grossMinor: 150000n,
  feeMinor: 1500n,
  feeTaxMinor: null,
  netMinor: 148500n,
  currency: 'RUB',
  legalEntityInn: '7701000001',
  mid: null,
  tid: '12345678',
  outlet: 'Гранд Отель',
  rrn: '600000000001',
  authCode: null,
  cardMask: '220070******1234',
  cardProduct: 'МИР Классик',
  paymentSystem: null,
  operationRef: null,
  orderRef: null,
  parentRef: null,
};

describe('a registry of Sberbank', () => {
  it.each(['shared', 'inline'] as const)('is read with its header anywhere among the first rows and sheets (%s texts)', async (texts) => {
    const bytes = packWorkbook(
      [
        { name: 'Титул', rows: [['Отчёт по операциям эквайринга'], ['за 03.01.2026']] },
        {
          name: 'Операции',
          rows: [
            ['ПАО Сбербанк'],
            [],
            FULL,
            sale('600000000001', '1500'),
            [],
            ['Итого', null, null, null, null, null, null, null, null, null, null, number('1500')],
          ],
        },
      ],
      { texts },
    );
    const read = await readAll(bytes);
    expect(read.refused).toBeNull();
    expect(read.skipped).toEqual(['unknown_layout Титул']);
    expect(read.found).toEqual([
      {
        type: 'found',
        member: null,
        sheet: 'Операции',
        content: 'bank',
        layout: 'sberbank',
        version: 'full',
        acquirer: 'sberbank',
        encoding: null,
        delimiter: null,
        headerRow: 3,
        mapping: null,
      },
    ]);
    expect(read.problems).toEqual([]);
    expect(read.bank).toEqual([LINE]);
  });

  it('is told apart by its columns: reimbursement and short', async () => {
    const reimbursement = await readAll(
      packWorkbook([
        {
          name: 'Лист1',
          rows: [
            [
              'Наименование организации',
              'Наименование ТСТ',
              'Номер мерчанта',
              'Номер терминала',
              'RRN',
              'Дата операции',
              'Тип операции',
              'Сумма операции',
            ],
            ['ООО', 'Гранд_SBP', '100000000001', number('345678'), number('1234567890'), '03.01.2026 04:48', 'Покупка', '1 500,00'],
          ],
        },
      ]),
    );
    expect(reimbursement.found[0]!.version).toBe('reimbursement');
    expect(reimbursement.bank[0]).toMatchObject({
      kind: 'sbp_purchase',
      mid: '100000000001',
      tid: '00345678',
      rrn: '001234567890',
      grossMinor: 150000n,
    });
    const short = await readAll(
      packWorkbook([
        {
          name: 'Лист1',
          rows: [
            ['Номер расчётного счёта', 'Номер терминала', 'RRN', 'Дата операции', 'Сумма операции'],
            ['40702810000000000001', '12345678', '600000000002', number('46025'), number('-700.5')],
          ],
        },
      ]),
    );
    expect(short.found[0]!.version).toBe('short');
    expect(short.bank[0]).toMatchObject({ kind: 'refund', grossMinor: 70050n, operatedAt: { day: '2026-01-03', time: null } });
  });

  it('tells a return by its kind, whatever the sign of its amount', async () => {
    const rows = [
      sale('600000000001', '500', { 10: 'Возврат', 13: number('500') }),
      sale('600000000002', '-500', { 10: 'Возврат', 13: number('-500') }),
    ];
    const { bank } = await readAll(packWorkbook([{ name: 'Лист1', rows: [FULL, ...rows] }]));
    expect(bank.map((line) => [line.kind, line.grossMinor, line.netMinor])).toEqual([
      ['refund', 50000n, -50000n],
      ['refund', 50000n, -50000n],
    ]);
  });

  it('tells a chargeback by why money was taken, and a kind by it where no other column says one', async () => {
    const header = [...FULL, 'Причина списания'];
    const rows = [
      [...sale('600000000001', '500', { 10: 'Возврат', 13: number('500') }), 'Опротестование операции'],
      [...sale('600000000002', '500', { 10: '', 13: number('500') }), 'Возврат покупки'],
      [...sale('600000000003', '1500'), 'Прочее'],
      [...sale('600000000004', '1500', { 10: '' }), 'Прочее'],
    ];
    const { bank, problems } = await readAll(packWorkbook([{ name: 'Лист1', rows: [header, ...rows] }]));
    expect(bank.map((line) => [line.kind, line.netMinor])).toEqual([
      ['chargeback', -50000n],
      ['refund', -50000n],
      ['purchase', 148500n],
    ]);
    expect(problems).toEqual([{ row: 5, code: 'unknown_kind', column: 'Причина списания', value: 'Прочее' }]);
  });

  it('keeps the clean rows beside dirty ones, and says what was wrong where', async () => {
    const rows = [
      sale('600000000001', '1500'),
      sale('600000000002', '1500', { 6: '31.02.2026' }),
      sale('600000000003', '1500', { 11: 'много' }),
      sale('600000000004', '1500', { 10: 'Отмена возврата' }),
      sale('600000000005', '1500', { 11: { error: '#N/A' } }),
      sale('600000000006', '-1500'),
      ['ООО', '7701000001'],
      sale('600000000008', '1500', { 8: '4111111111111111' }),
    ];
    const { bank, problems } = await readAll(packWorkbook([{ name: 'Лист1', rows: [FULL, ...rows] }]));
    expect(bank.map((line) => line.rrn)).toEqual(['600000000001', '600000000008']);
    expect(bank[1]!.cardMask).toBe('411111******1111');
    expect(problems).toEqual([
      { row: 3, code: 'no_such_day', column: 'Дата операции', value: '31.02.2026' },
      { row: 4, code: 'not_an_amount', column: 'Сумма операции', value: 'много' },
      { row: 5, code: 'unknown_kind', column: 'Тип операции', value: 'Отмена возврата' },
      { row: 6, code: 'error_cell', column: 'Сумма операции', value: '#N/A' },
      { row: 7, code: 'amounts_differ', column: 'Сумма операции', value: '-1500' },
      { row: 8, code: 'too_few_cells', column: null, value: null },
    ]);
  });

  it('counts days from 1904 where the workbook does', async () => {
    const { bank } = await readAll(
      packWorkbook([{ name: 'Лист1', rows: [FULL, sale('600000000001', '1500', { 6: number('44563.2'), 7: number('44564') })] }], { from1904: true }),
    );
    expect(bank[0]!.operatedAt.day).toBe('2026-01-03');
  });

  it('comes in an archive with other papers, which are named and passed over', async () => {
    const archive = packZip([
      { name: encodePage('Реестр за январь.xlsx', 'ibm866'), bytes: packWorkbook([{ name: 'Лист1', rows: [FULL, sale('600000000001', '1500')] }]) },
      {
        name: 'ofd.xlsx',
        bytes: packWorkbook([
          {
            name: 'Чеки',
            rows: [
              ['ФН', 'ФД'],
              ['1', '2'],
            ],
          },
        ]),
      },
      { name: 'readme.txt', bytes: 'Уважаемый клиент!' },
      { name: '../../etc/passwd', bytes: 'x' },
      { name: 'secret.xlsx', bytes: 'x', encrypted: true },
      { name: 'inner.zip', bytes: packZip([{ name: 'a.txt', bytes: 'x' }]) },
    ]);
    const read = await readAll(archive);
    expect(read.refused).toBeNull();
    expect(read.found.map((part) => part.member)).toEqual(['Реестр за январь.xlsx']);
    expect(read.bank).toHaveLength(1);
    expect(read.skipped.map((told) => told.split(' ').slice(0, 2).join(' '))).toEqual([
      'unsafe_name ../../etc/passwd',
      'encrypted secret.xlsx',
      'unknown_layout ofd.xlsx',
      'unknown_layout ofd.xlsx',
      'unknown_layout readme.txt',
      'unsupported inner.zip',
    ]);
  });

  it('in CSV of Windows is the same registry', async () => {
    const text = [
      FULL.slice(0, 14).join(';'),
      'ООО «Гранд»;7701000001;Гранд Отель;Москва;12345678;600000000001;03.01.2026 04:48:00;04.01.2026;220070******1234;МИР Классик;Покупка;1 500,00;15,00;1 485,00',
    ].join('\r\n');
    const { bank, found } = await readAll(encodePage(text, 'windows-1251'), {}, 13);
    expect(found[0]).toMatchObject({ layout: 'sberbank', version: 'full', encoding: 'cp1251', delimiter: ';' });
    expect(bank).toEqual([{ ...LINE, row: 2 }]);
  });
});
