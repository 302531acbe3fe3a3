import { describe, expect, it } from 'vitest';
import { packWorkbook } from '../testing/pack-workbook.ts';
import { packZip } from '../testing/pack-zip.ts';
import { readAll, type ReadAll } from '../testing/read-all.ts';
import { FILE_ENCODINGS } from '../text/encoding.ts';
import { encodeText } from '../write/encode-text.ts';

const CARD = '220070******1234';
const multicash = (amount: string): string =>
  `044525225;40702810900000000001;1;04.01.26;77;Возмещение по эквайрингу;ПЛ;;;;${amount};;;05.01.26;;;Мерчант 100000000001`;

interface Golden {
  readonly header: string | null;
  /** Clean and dirty ones by turns. */
  readonly clean: (at: number) => string;
  readonly dirty: readonly (readonly [row: string, code: string])[];
  readonly lines: (read: ReadAll) => readonly unknown[];
  /** What each clean row says. */
  readonly says: readonly unknown[];
}

/** A small file of every layout: what each column holds, what it has to say, and rows in which one of them is broken. */
const GOLDEN: Readonly<Record<string, Golden>> = {
  sberbank: {
    header:
      'Наименование юридического лица;ИНН;Наименование ТСТ;Адрес ТСТ;Номер терминала;RRN;Дата операции;Дата выгрузки в АБС;Номер карты;Продукт;Тип операции;Сумма операции;Сумма комиссии;Сумма расчета',
    clean: (at) =>
      `ООО Гранд;7701000001;Гранд Отель;Москва;12345678;60000000000${at};03.01.2026 04:48:00;04.01.2026;${CARD};МИР;Покупка;1 500,00;15,00;1 485,00`,
    dirty: [
      [
        `ООО Гранд;7701000001;Гранд Отель;Москва;12345678;600000000009;31.02.2026;04.01.2026;${CARD};МИР;Покупка;1 500,00;15,00;1 485,00`,
        'no_such_day',
      ],
      [
        `ООО Гранд;7701000001;Гранд Отель;Москва;12345678;600000000009;03.01.2026;04.01.2026;${CARD};МИР;Покупка;=1+1;15,00;1 485,00`,
        'not_an_amount',
      ],
      ['ООО Гранд;7701000001', 'too_few_cells'],
    ],
    lines: (read) => read.bank.map((line) => [line.kind, line.grossMinor, line.feeMinor, line.netMinor]),
    says: ['purchase', 150000n, 1500n, 148500n],
  },
  'sberbank reimbursement': {
    header: 'Наименование организации;Наименование ТСТ;Номер мерчанта;Номер терминала;RRN;Дата операции;Тип операции;Сумма операции',
    clean: (at) => `ООО Гранд;Гранд_SBP;100000000001;345678;123456789${at};03.01.2026 04:48;Покупка;1 500,00`,
    dirty: [
      ['ООО Гранд;Гранд_SBP;100000000001;345678;1234567898;03.01.2026 24:61;Покупка;1 500,00', 'not_a_date'],
      ['ООО Гранд;Гранд_SBP;100000000001;345678;1234567899;03.01.2026 04:48;Обмен;1 500,00', 'unknown_kind'],
    ],
    lines: (read) => read.bank.map((line) => [line.kind, line.outlet, line.mid, line.tid, line.rrn?.slice(0, -1), line.grossMinor]),
    says: ['sbp_purchase', 'Гранд_SBP', '100000000001', '00345678', '00123456789', 150000n],
  },
  'sberbank short': {
    header: 'Номер расчётного счёта;Номер терминала;RRN;Дата операции;Сумма операции',
    clean: (at) => `40702810000000000001;12345678;60000000000${at};03.01.2026;-700,5`,
    dirty: [
      ['40702810000000000001;12345678;600000000008;03.01.2026;', 'missing'],
      ['40702810000000000001;12345678;600000000009;30.02.2026;-700,5', 'no_such_day'],
    ],
    lines: (read) => read.bank.map((line) => [line.kind, line.tid, line.operatedAt?.day, line.grossMinor]),
    says: ['refund', '12345678', '2026-01-03', 70050n],
  },
  tochka: {
    header:
      'TRANS_DATE;TRANSACTION_ID;SUM;COMMISSION;ITV_COMMISSION;USER_INFO;MERCH;MERCH_SITE;PARENT_TRANSACTION_ID;TRANSACTION_TYPE;MERCHANT_SITE_NAME;PAYMENT_METHOD_TYPE;RRN;AUTH_CODE',
    clean: (at) => `2026-01-03 12:00:00;T${at};1500,00;22,50;0,00;${CARD};100000000001;S1;;PAYMENT;Гранд;CARD;60000000000${at};A1B2C3`,
    dirty: [
      [`2026-13-03 12:00:00;T8;1500,00;22,50;0,00;${CARD};100000000001;S1;;PAYMENT;Гранд;CARD;600000000008;A1B2C3`, 'no_such_day'],
      [`2026-01-03 12:00:00;T9;1500,00;22,50;0,00;${CARD};100000000001;S1;;Перемена;Гранд;CARD;600000000009;A1B2C3`, 'unknown_kind'],
    ],
    lines: (read) => read.bank.map((line) => [line.kind, line.grossMinor, line.feeMinor]),
    says: ['purchase', 150000n, 2250n],
  },
  yookassa: {
    header: 'Идентификатор платежа;Сумма платежа;Валюта платежа;Сумма к зачислению;Время платежа;Номер заказа',
    clean: (at) => `2d0c-0${at};1500.00;RUB;1447.50;03.01.2026 12:00:00;ЗАКАЗ ${at}`,
    dirty: [
      ['2d0c-08;1500,00;RUB;1447.50;03.01.2026 12:00:00;ЗАКАЗ 8', 'not_an_amount'],
      ['2d0c-09;1500.00;рублей;1447.50;03.01.2026 12:00:00;ЗАКАЗ 9', 'unknown_currency'],
    ],
    lines: (read) => read.bank.map((line) => [line.kind, line.grossMinor, line.feeMinor]),
    says: ['purchase', 150000n, 5250n],
  },
  'yookassa refunds': {
    header:
      'Номер транзакции;Сумма возврата;Валюта платежа;Время зачисления возврата на счет плательщика;Номер счета плательщика;Сумма возврата в валюте товара;Валюта товара;Номер заказа;Номер телефона;Тип платежа',
    clean: (at) => `7${at};500.00;643;04.01.2026 10:00:00;${CARD};500.00;643;Заказ ${at};;AC`,
    dirty: [
      [`78;пятьсот;643;04.01.2026 10:00:00;${CARD};500.00;643;8;;AC`, 'not_an_amount'],
      [`79;500.00;643;32.01.2026 10:00:00;${CARD};500.00;643;9;;AC`, 'no_such_day'],
    ],
    lines: (read) => read.bank.map((line) => [line.kind, line.grossMinor, line.currency, line.cardMask]),
    says: ['refund', 50000n, 'RUB', CARD],
  },
  aggregator: {
    header:
      'Номер;Тип;Статус;Дата и время;Дата возмещения;Сумма операции;Валюта операции;% комиссии;Сумма комиссии;Сумма возмещения;Номер заказа;Карта;RRN',
    clean: (at) => `${at};Оплата;Completed;03.01.2026 12:00:00;05.01.2026;1 500,00;RUB;2,9;43,50;1 456,50;Z${at};${CARD};60000000000${at}`,
    dirty: [
      [`8;Оплата;В обработке;03.01.2026 12:00:00;05.01.2026;1 500,00;RUB;2,9;43,50;1 456,50;Z8;${CARD};600000000008`, 'unknown_state'],
      [`9;Оплата;Completed;вчера;05.01.2026;1 500,00;RUB;2,9;43,50;1 456,50;Z9;${CARD};600000000009`, 'not_a_date'],
    ],
    lines: (read) => read.bank.map((line) => [line.kind, line.grossMinor, line.netMinor]),
    says: ['purchase', 150000n, 145650n],
  },
  'sonata journal': {
    header: 'Номер проводки;Отчетная дата;Тип операции;Сумма;Счет гостя;Номер комнаты;Гость;RRN;Кассир',
    clean: (at) => `90${at};03.01.2026;Оплата;1 500,00;4-RMS-1;214;Иванова Анна;60000000000${at};Петрова`,
    dirty: [
      [';03.01.2026;Оплата;1 500,00;4-RMS-1;214;Иванова Анна;600000000008;Петрова', 'missing'],
      ['909;03.01.2026;Оплата;1 500,005;4-RMS-1;214;Иванова Анна;600000000009;Петрова', 'ambiguous_amount'],
    ],
    lines: (read) => read.postings.map((line) => [line.kind, line.amountMinor, line.guest]),
    says: ['payment', 150000n, 'Иванова Анна'],
  },
  multicash: {
    header: null,
    clean: () => multicash('1485.00'),
    dirty: [
      [multicash('x'), 'not_an_amount'],
      [multicash('1485.00').replace('05.01.26', '35.01.26'), 'no_such_day'],
    ],
    lines: (read) => read.entries.map((entry) => [entry.direction, entry.amountMinor, entry.purpose]),
    says: ['credit', 148500n, 'Возмещение по эквайрингу Мерчант 100000000001'],
  },
};

const CLEAN = 4;
/** Clean and dirty rows by turns; the rows of the file in which an error stands. */
function rowsOf({ header, clean, dirty }: Golden): { readonly rows: readonly string[]; readonly wrong: readonly (readonly [number, string])[] } {
  const rows = header === null ? [] : [header];
  const wrong: [number, string][] = [];
  for (let at = 1; at <= CLEAN; at += 1) {
    rows.push(clean(at));
    const one = dirty[at - 1];
    if (one === undefined) continue;
    rows.push(one[0]);
    wrong.push([rows.length, one[1]]);
  }
  return { rows, wrong };
}

function expectClean(golden: Golden, read: ReadAll, wrong: readonly (readonly [number, string])[]): void {
  expect(read.refused).toBeNull();
  expect(read.problems.map(({ row, code }) => [row, code])).toEqual(wrong);
  expect(golden.lines(read)).toEqual(Array.from({ length: CLEAN }, () => golden.says));
}

describe.each(Object.entries(GOLDEN))('%s with dirty rows', (_name, golden) => {
  it.each(FILE_ENCODINGS)('as text in %s: all clean rows, and what is wrong with each other', async (encoding) => {
    const { rows, wrong } = rowsOf(golden);
    expectClean(golden, await readAll(encodeText(`${rows.join('\r\n')}\r\n`, encoding)), wrong);
  });
});

const TITLED = Object.entries(GOLDEN).filter(([, { header }]) => header !== null);

it.each(TITLED)('%s with dirty rows as a workbook, and in an archive beside other papers', async (_name, golden) => {
  const { rows, wrong } = rowsOf(golden);
  const book = packWorkbook([
    { name: 'Титул', rows: [['За 03.01.2026']] },
    { name: 'Лист1', rows: [['Банк'], [], ...rows.map((row) => row.split(';'))] },
  ]);
  const below = wrong.map(([row, code]) => [row + 2, code] as const);
  expectClean(golden, await readAll(book), below);
  expectClean(
    golden,
    await readAll(
      packZip([
        { name: 'Письмо.txt', bytes: 'Добрый день' },
        { name: 'Реестр.xlsx', bytes: book },
      ]),
    ),
    below,
  );
});
