import { describe, expect, it } from 'vitest';
import { encodePage } from '../testing/encode-page.ts';
import { readAll } from '../testing/read-all.ts';

const OURS = '40702810900000000001';
const BANK = '30232810000000000001';
const PURPOSE = 'Зачисление средств по операциям эквайринга. Мерчант №100000000001. Дата реестра 03.01.2026. Комиссия 15.00. НДС не облагается.';

function document(fields: Record<string, string>, kind = 'Платежное поручение'): string[] {
  return [`СекцияДокумент=${kind}`, ...Object.entries(fields).map(([key, value]) => `${key}=${value}`), 'КонецДокумента'];
}

const CREDIT = {
  Номер: '77',
  Дата: '04.01.2026',
  Сумма: '1485.00',
  ПлательщикСчет: BANK,
  Плательщик: 'ПАО СБЕРБАНК',
  ПлательщикИНН: '7707083893',
  ПолучательСчет: OURS,
  ДатаПоступило: '04.01.2026',
  Получатель: 'ООО ГРАНД',
  НазначениеПлатежа: PURPOSE,
};

function file(documents: string[][], { version = '1.03', encoding = 'Windows', end = true } = {}): string {
  return [
    '1CClientBankExchange',
    `ВерсияФормата=${version}`,
    `Кодировка=${encoding}`,
    'Отправитель=',
    'ДатаСоздания=05.01.2026',
    'ДатаНачала=03.01.2026',
    'ДатаКонца=05.01.2026',
    `РасчСчет=${OURS}`,
    'СекцияРасчСчет',
    'ДатаНачала=03.01.2026',
    'ДатаКонца=05.01.2026',
    `РасчСчет=${OURS}`,
    'НачальныйОстаток=100.00',
    'ВсегоПоступило=1485.00',
    'ВсегоСписано=0.00',
    'КонечныйОстаток=1585.00',
    'КонецРасчСчет',
    ...documents.flat(),
    ...(end ? ['КонецФайла'] : []),
    '',
  ].join('\r\n');
}

const ENTRY = {
  row: 18,
  account: OURS,
  direction: 'credit',
  amountMinor: 148500n,
  currency: 'RUB',
  bookedOn: '2026-01-04',
  documentNumber: '77',
  documentOn: '2026-01-04',
  documentKind: 'Платежное поручение',
  counterparty: 'ПАО СБЕРБАНК',
  counterpartyInn: '7707083893',
  counterpartyAccount: BANK,
  purpose: PURPOSE,
  bankRef: null,
};

describe('a 1C exchange file', () => {
  it.each([
    ['cp1251', 'windows-1251', 'Windows'],
    ['cp866', 'ibm866', 'DOS'],
  ] as const)('is read in %s', async (encoding, label, named) => {
    // The DOS page has no sign for `№` in some tables; the product reads what is there.
    const read = await readAll(encodePage(file([document(CREDIT)], { encoding: named }), label));
    expect(read.refused).toBeNull();
    expect(read.found[0]).toMatchObject({ content: 'statement', layout: 'one_c', version: '1.03', encoding });
    expect(read.entries).toEqual([ENTRY]);
  });

  it('is read in UTF-8 with a mark, and in version 1.02', async () => {
    const read = await readAll(`\ufeff${file([document(CREDIT)], { version: '1.02' })}`, {}, 5);
    expect(read.found[0]).toMatchObject({ version: '1.02', encoding: 'utf-8' });
    expect(read.entries).toEqual([ENTRY]);
    expect(read.parts.at(-1)).toEqual({
      type: 'totals',
      totals: [
        { account: OURS, from: '2026-01-03', to: '2026-01-05', openingMinor: 10000n, creditMinor: 148500n, debitMinor: 0n, closingMinor: 158500n },
      ],
    });
  });

  it('knows the direction by whose account is ours, else by the date that the bank put', async () => {
    const foreign = '40702810900000000009';
    const { entries } = await readAll(
      file([
        document({
          ...CREDIT,
          ПлательщикСчет: OURS,
          ПолучательСчет: foreign,
          Получатель: 'ООО ПОСТАВЩИК',
          ДатаСписано: '05.01.2026',
          ДатаПоступило: '',
        }),
        document({ ...CREDIT, ПлательщикСчет: foreign, ПолучательСчет: '40702810900000000008' }),
        document({ ...CREDIT, ПлательщикСчет: foreign, ПолучательСчет: '40702810900000000008', ДатаПоступило: '' }),
      ]),
    );
    expect(entries.map((entry) => [entry.direction, entry.account, entry.counterparty, entry.bookedOn])).toEqual([
      ['debit', OURS, 'ООО ПОСТАВЩИК', '2026-01-05'],
      ['credit', '40702810900000000008', 'ПАО СБЕРБАНК', '2026-01-04'],
      ['unknown', '40702810900000000008', 'ПАО СБЕРБАНК', '2026-01-04'],
    ]);
  });

  it('takes the account and the name from where they stand', async () => {
    const { entries } = await readAll(
      file([document({ ...CREDIT, ПолучательСчет: '', ПолучательРасчСчет: OURS, Плательщик: '', Плательщик1: 'ПАО СБЕРБАНК' })]),
    );
    expect(entries[0]).toMatchObject({ account: OURS, direction: 'credit', counterparty: 'ПАО СБЕРБАНК' });
  });

  it('a value goes on in the next line, also where that has an equals sign', async () => {
    const text = file([document({ ...CREDIT, НазначениеПлатежа: 'Возмещение по эквайрингу\r\nСумма=всего 5\r\nитог = 7' })]);
    // `Сумма` is a key of the format, so that it is one; `итог` is not.
    const { entries } = await readAll(text.replace('Сумма=всего 5', 'в т.ч.=всего 5'));
    expect(entries[0]!.purpose).toBe('Возмещение по эквайрингу в т.ч.=всего 5 итог = 7');
  });

  it('a document with an error is told by the line it begins at, and the others are taken', async () => {
    const { entries, problems } = await readAll(
      file([document({ ...CREDIT, Сумма: '12руб40' }), document(CREDIT), document({ ...CREDIT, Дата: '', ДатаПоступило: '', ПолучательСчет: OURS })]),
    );
    expect(entries).toHaveLength(1);
    expect(problems).toEqual([
      { row: 18, code: 'not_an_amount', column: 'Сумма', value: '12руб40' },
      { row: 42, code: 'missing', column: 'Дата', value: '' },
    ]);
  });

  it('that is cut anywhere is refused whole', async () => {
    const whole = file([document(CREDIT), document(CREDIT)]);
    for (const length of [40, 300, 900, whole.length - 14]) expect((await readAll(whole.slice(0, length))).refused).not.toBeNull();
    expect((await readAll(file([document(CREDIT)], { end: false }))).refused).toBe('statement_cut');
    expect((await readAll(file([], { end: false }).slice(0, 25))).refused).toBe('statement_cut');
  });

  it('of one encoding that says another is read by its letters, never as nothing', async () => {
    const { entries } = await readAll(encodePage(file([document(CREDIT)], { encoding: 'DOS' }), 'windows-1251'));
    expect(entries).toEqual([ENTRY]);
  });

  it.each([
    ['behind an account whose line end was lost', { ПлательщикСчет: `${BANK} карта 4111111111111111` }, 'Платежное поручение'],
    ['as an amount', { Сумма: '1485.00 4111111111111111' }, 'Платежное поручение'],
    ['as a day', { Дата: '4111111111111111', ДатаПоступило: '4111111111111111' }, 'Платежное поручение'],
    ['as the kind of a document', {}, 'Карта 4111111111111111'],
    ['as a number', { Номер: '4111111111111111' }, 'Платежное поручение'],
  ])('never keeps a card number %s', async (_name, changes, kind) => {
    const read = await readAll(file([document({ ...CREDIT, ...changes }, kind)]));
    expect(JSON.stringify([read.entries, read.problems], (_key, value: unknown) => (typeof value === 'bigint' ? '' : value))).not.toContain(
      '411111111111',
    );
    // An account is no card, whatever its digits are.
    const [one] = (await readAll(file([document({ ...CREDIT, ПлательщикСчет: '40411111111111111110' })]))).entries;
    expect(one?.counterpartyAccount).toBe('40411111111111111110');
  });

  it('never keeps a card number', async () => {
    const { entries } = await readAll(file([document({ ...CREDIT, НазначениеПлатежа: 'Карта 4111111111111111' })]));
    expect(entries[0]!.purpose).toBe('Карта 411111******1111');
  });

  it('a purpose may go over lines, and a card number over their ends is none the less taken out', async () => {
    const lines = document({ ...CREDIT, НазначениеПлатежа: 'Оплата 4111 1111' });
    lines.splice(-1, 0, '1111 1111', 'за завтрак');
    const { entries } = await readAll(file([lines]));
    expect(entries.map(({ purpose }) => purpose)).toEqual(['Оплата 411111******1111 за завтрак']);
  });

  // Put together anew with each of them, these lines would take minutes.
  it('a field of very many lines is put together once', async () => {
    const lines = document(CREDIT);
    lines.splice(-1, 0, ...Array.from({ length: 40_000 }, (_, index) => `строка ${index}`));
    const { entries } = await readAll(file([lines]));
    expect(entries[0]?.purpose).toMatch(/строка 39999$/);
  });
});
