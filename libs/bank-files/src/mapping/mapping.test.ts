import { describe, expect, it } from 'vitest';
import type { FilePart, KeptTable } from '../reader/file-part.ts';
import { encodePage } from '../testing/encode-page.ts';
import { number, packWorkbook } from '../testing/pack-workbook.ts';
import { packZip } from '../testing/pack-zip.ts';
import { readAll } from '../testing/read-all.ts';
import { layoutOf, type MappingDefinition } from './mapping-definition.ts';
import { previewMapping } from './preview-mapping.ts';
import { readKept, sampleRows, type KeptFrame } from './read-kept.ts';
import { delimiterOf, suggestMapping } from './suggest-mapping.ts';

const TABLE = ['Отчёт банка «Северный»', 'День|Устройство|Сумма|Сумма|Что было|Ссылка|Карта', '31.01.2026 12:00:00|00459991|1 500,00|27,00|продажа товара|600000000001|4111 1111 1111 1111', '31.01.2026 13:00:00|00459991|200,00|0,00|вернули|600000000002|220070******1234']; // prettier-ignore
const DEFINITION: MappingDefinition = {
  target: 'bank',
  acquirer: 'severny',
  account: null,
  headless: false,
  headers: ['день', 'устройство', 'сумма', 'сумма (2)', 'что было', 'ссылка', 'карта'],
  encoding: 'auto',
  delimiter: 'auto',
  decimal: ',',
  dayOrder: 'day_first',
  timeZone: 'Asia/Vladivostok',
  currency: 'RUB',
  columns: { operatedAt: 'день', tid: 'устройство', gross: 'сумма', fee: 'сумма (2)', kind: 'что было', rrn: 'ссылка', card: 'карта' },
  kindRule: 'column',
  kindWords: { вернули: 'refund' },
  feeRule: 'column',
  feeRateMillionths: null,
};
const mapped = (over: Partial<MappingDefinition> = {}) => layoutOf({ ...DEFINITION, ...over }, { id: 'm', version: 3, name: 'Северный' });
const EXPECTED = [
  { kind: 'purchase', grossMinor: 150_000n, feeMinor: 2700n, tid: '00459991', rrn: '600000000001', timeZone: 'Asia/Vladivostok', cardMask: '411111******1111' },
  { kind: 'refund', grossMinor: 20_000n, feeMinor: 0n, rrn: '600000000002', operatedAt: { day: '2026-01-31', time: '13:00:00' } },
]; // prettier-ignore

const keptOf = (parts: readonly FilePart[]): KeptFrame[] =>
  parts.flatMap((part): KeptFrame[] => (part.type === 'keeping' ? [{ table: part.table }] : part.type === 'kept' ? [{ bytes: part.bytes }] : []));
async function again(frames: readonly KeptFrame[], over: Partial<MappingDefinition> = {}): Promise<FilePart[]> {
  async function* each(): AsyncGenerator<KeptFrame> {
    for (const frame of frames) yield await Promise.resolve(frame);
  }
  const parts: FilePart[] = [];
  for await (const part of readKept(each(), [mapped(over)])) parts.push(part);
  return parts;
}
const linesOf = (parts: readonly FilePart[]) => parts.flatMap((part) => (part.type === 'rows' ? part.bank : []));

describe('a table that a hotel has described', () => {
  it.each([
    ['a text', Buffer.from(TABLE.join('\r\n'))],
    ['a text in cp866', encodePage(TABLE.join('\n').replace('«Северный»', 'Северный'), 'ibm866')],
    ['a workbook', packWorkbook([{ name: 'Лист1', rows: TABLE.map((line) => line.split('|')) }])],
    ['an archive', packZip([{ name: 'a.txt', bytes: TABLE.join('\n') }])],
  ])('is read from %s by its own header, and says by which mapping', async (_what, bytes) => {
    const read = await readAll(bytes, { mappings: [mapped()] });
    expect(read.bank).toMatchObject(EXPECTED);
    expect(read.found).toMatchObject([{ layout: 'mapping', version: '3', acquirer: 'severny', mapping: { id: 'm', version: 3 } }]);
  });

  it('is known by all its columns, wherever they stand; with one of them gone it is not known', async () => {
    const turned = TABLE.slice(1).map((line) => line.split('|').reverse().join(';'));
    // The second of two columns of one name is the other one then: nobody can tell them apart.
    expect((await readAll(turned.join('\n'), { mappings: [mapped()] })).bank).toHaveLength(2);
    const gone = TABLE.map((line) => line.split('|').slice(0, -1).join('|'));
    expect((await readAll(gone.join('\n'), { mappings: [mapped()] })).refused).toMatch('unknown_layout');
  });

  it('comes before what we know ourselves, and takes no file that it does not fit', async () => {
    const header = 'Номер терминала;RRN;Дата операции;Сумма операции;Бонус';
    const own = mapped({ headers: header.toLowerCase().split(';'), columns: { operatedAt: 'дата операции', gross: 'бонус' }, kindRule: 'refund' });
    const rows = '12345678;600000000001;03.01.2026;1500,00;7,00';
    expect((await readAll(`${header}\n${rows}`, { mappings: [own] })).bank).toMatchObject([{ kind: 'refund', grossMinor: 700n }]);
    expect((await readAll(`${header.replace(';Бонус', '')}\n${rows}`, { mappings: [own] })).found).toMatchObject([{ layout: 'sberbank' }]);
  });

  it('in an encoding that it does not look like is read as the mapping says', async () => {
    const bytes = encodePage(TABLE.slice(1).join('\n').replaceAll('|', ';'), 'koi8-r');
    expect((await readAll(bytes, { mappings: [mapped({ encoding: 'koi8-r', delimiter: ';' })] })).found).toMatchObject([{ encoding: 'koi8-r', layout: 'mapping' }]); // prettier-ignore
    expect((await readAll(bytes, { mappings: [mapped({ encoding: 'koi8-r', delimiter: ',' })] })).refused).toMatch('unknown_layout');
  });

  it.each([
    ['a rate, half a kopeck up', { feeRule: 'rate', feeRateMillionths: 18_010 }, [2702n, null]],
    ['nothing', { feeRule: 'none' }, [null, null]],
  ] as const)('has its fee by %s', async (_what, over, fees) => {
    expect((await readAll(TABLE.join('\n'), { mappings: [mapped(over)] })).bank.map(({ feeMinor }) => feeMinor)).toEqual(fees);
  });

  it('has refunds by the sign where no word says it, and reads the month first where it is so', async () => {
    const text = 'When,Much\n01/31/2026,10.50\n02/01/2026,-3.00\n31/01/2026,1.00';
    const over = { headers: ['when', 'much'], columns: { operatedAt: 'when', gross: 'much' }, kindRule: 'sign', decimal: '.', dayOrder: 'month_first' } as const; // prettier-ignore
    const read = await readAll(text, { mappings: [mapped(over)] });
    expect(read.bank.map(({ kind, grossMinor, operatedAt }) => [kind, grossMinor, operatedAt.day])).toEqual([
      ['purchase', 1050n, '2026-01-31'],
      ['refund', 300n, '2026-02-01'],
    ]);
    expect(read.problems).toEqual([{ row: 4, code: 'no_such_day', column: 'When', value: '31/01/2026' }]);
  });
});

describe('a table that nobody knows', () => {
  const shown = ({ table }: { table: KeptTable }, bytes: Uint8Array) =>
    sampleRows({ table, bytes, ended: true }, 'auto', '|').map(({ cells }) => cells);

  it.each([
    ['a text', Buffer.from(TABLE.join('\n'))],
    ['a text of two bytes a letter', Buffer.from(`\ufeff${TABLE.join('\n')}`, 'utf16le')],
    ['a workbook', packWorkbook([{ name: 'Лист1', rows: TABLE.map((line) => line.split('|')) }])],
    [
      'an archive',
      packZip([
        { name: 'a.txt', bytes: TABLE.join('\n') },
        { name: 'b.pdf', bytes: Buffer.alloc(10) },
      ]),
    ],
  ])('is kept without card numbers from %s, and read once it is described', async (_what, bytes) => {
    const read = await readAll(bytes, { keep: true });
    expect(read.refused).toMatch('unknown_layout');
    const frames = keptOf(read.parts);
    const [first, second] = frames;
    if (first === undefined || !('table' in first) || second === undefined || !('bytes' in second)) throw new Error('nothing was kept');
    expect(Buffer.from(second.bytes).toString()).not.toContain('1111 1111 1111');
    expect(shown(first, second.bytes)[1]).toEqual(TABLE[1]!.split('|'));
    expect(linesOf(await again(frames))).toMatchObject(EXPECTED);
    expect((await again(frames, { headers: ['другое'] })).at(-1)).toMatchObject({ type: 'refused', problem: { code: 'unknown_layout' } });
  });

  it.each(['4111\u00a01111\u00a01111\u00a01111', '4111–1111–1111–1111', '4111\u20091111\u20091111\u20091111', '4111111111111111'])('whatever parts the groups of a card number: %s', async (card) => {
    const { parts } = await readAll(`a;b\n${card};1\n`, { keep: true });
    expect(keptOf(parts).map((frame) => ('bytes' in frame ? Buffer.from(frame.bytes).toString() : '')).join('')).toMatch(/411111\*+1111;1/);
  }); // prettier-ignore

  it('is kept in any pieces, lines without an end too', async () => {
    const lines = ['a;b', '4111111111111111;2;'.repeat(100), '1;4111111111111111'];
    const text = [...lines, '4111111111111111 '.repeat(20_000), ...lines].join('\n');
    for (const size of [977, 1_000_000]) {
      const { parts } = await readAll(text, { keep: true }, size);
      const kept = keptOf(parts).map((frame) => ('bytes' in frame ? Buffer.from(frame.bytes).toString('latin1') : '')).join(''); // prettier-ignore
      const masked = lines.map((line) => line.replaceAll('4111111111111111', '411111******1111'));
      const [first, second, third, long = '', ...rest] = kept.split('\n');
      expect([first, second, third, ...rest]).toEqual([...masked, ...masked]);
      expect([long.length > 65_536, long.includes('4111111111111111')]).toEqual([true, false]);
    }
  });

  it('is kept up to a limit, and says that it is cut', async () => {
    const { parts } = await readAll(`a;b\n${'1;2\n'.repeat(10_000)}`, { keep: true, limits: { maxKeptBytes: 1000 } });
    const kept = parts.filter((part) => part.type === 'kept');
    expect([kept.reduce((sum, { bytes }) => sum + bytes.length, 0), kept.at(-1)?.cut]).toEqual([1000, true]);
  });

  it('is not kept where another table is known, where it is no table, or where nobody asks', async () => {
    const known = 'Номер терминала;RRN;Дата операции;Сумма операции\n1;2;03.01.2026;5,00';
    const beside = packZip([{ name: 'a.csv', bytes: known }, { name: 'b.csv', bytes: TABLE.join('\n') }]); // prettier-ignore
    for (const bytes of [beside, known, Buffer.alloc(50)]) expect(keptOf((await readAll(bytes, { keep: true })).parts)).toEqual([]);
    expect(keptOf((await readAll(TABLE.join('\n'))).parts)).toEqual([]);
  });

  it('that a mapping reads is kept too, so that the mapping can be mended', async () => {
    for (const bytes of [Buffer.from(TABLE.join('\n')), packWorkbook([{ name: 'Лист1', rows: TABLE.map((line) => line.split('|')) }])]) {
      const frames = keptOf((await readAll(bytes, { keep: true, mappings: [mapped()] })).parts);
      expect(linesOf(await again(frames))).toMatchObject(EXPECTED);
    }
  });
});

const STATEMENT: MappingDefinition = {
  ...DEFINITION,
  target: 'statement',
  acquirer: '',
  account: '40702810900000000001',
  headers: ['дата', 'приход', 'расход', 'назначение платежа', 'номер документа'],
  columns: { bookedOn: 'дата', credit: 'приход', debit: 'расход', purpose: 'назначение платежа', documentNumber: 'номер документа' },
  kindRule: 'sides',
  feeRule: 'none',
};
const POSTINGS: MappingDefinition = {
  ...DEFINITION,
  target: 'posting',
  acquirer: '',
  headers: ['квитанция', 'сутки', 'итого', 'что'],
  columns: { postingRef: 'квитанция', businessDay: 'сутки', amount: 'итого', kind: 'что' },
  kindWords: { вернули: 'refund' },
  feeRule: 'none',
};

describe('a described table that is no registry', () => {
  it('gives what came to an account and what left it, with the account that a person named', async () => {
    const text = [
      'Дата;Приход;Расход;Назначение платежа;Номер документа',
      '31.01.2026;14 973,00;;Возмещение по эквайрингу. Мерчант №780000000001. Карта 4111 1111 1111 1111;17',
      '31.01.2026;0,00;250,00;Комиссия;18',
      '31.01.2026;1,00;2,00;;19',
    ].join('\n');
    const read = await readAll(text, { mappings: [mapped(STATEMENT)] });
    expect(read.found).toMatchObject([{ content: 'statement', acquirer: null, mapping: { version: 3 } }]);
    expect(read.entries).toMatchObject([
      { account: '40702810900000000001', direction: 'credit', amountMinor: 1_497_300n, bookedOn: '2026-01-31', documentNumber: '17' },
      { direction: 'debit', amountMinor: 25_000n },
    ]);
    expect(read.entries[0]?.purpose).toContain('411111******1111');
    expect(read.problems).toMatchObject([{ row: 4, code: 'amounts_differ', column: 'Расход' }]);
  });

  it.each([
    ['a word', { kindRule: 'column' }, ['credit', 'debit']],
    ['the sign', { kindRule: 'sign' }, ['credit', 'debit']],
    ['nothing: all of it came', { kindRule: 'purchase' }, ['credit', 'credit']],
  ] as const)('tells which way the money of an account went by %s', async (_what, rule, directions) => {
    const text = 'Счёт,Дата,Сумма,Вид\n40702810900000000001,31.01.2026,5.00,Зачисление\n40702810900000000001,31.01.2026,-2.00,ушло';
    const over = { headers: ['счет', 'дата', 'сумма', 'вид'], columns: { account: 'счет', bookedOn: 'дата', amount: 'сумма', kind: 'вид' }, decimal: '.' } as const; // prettier-ignore
    const read = await readAll(text, { mappings: [mapped({ ...STATEMENT, ...over, account: null, kindWords: { ушло: 'debit' }, ...rule })] });
    expect(read.entries.map(({ direction }) => direction)).toEqual(directions);
  });

  it('keeps no card number in place of an account', async () => {
    const text = 'Счёт,Дата,Сумма,Вид\n4111111111111111,31.01.2026,5.00,Зачисление';
    const over = { headers: ['счет', 'дата', 'сумма', 'вид'], columns: { account: 'счет', bookedOn: 'дата', amount: 'сумма', kind: 'вид' }, decimal: '.' } as const; // prettier-ignore
    const read = await readAll(text, { mappings: [mapped({ ...STATEMENT, ...over, account: null, kindRule: 'column' })] });
    expect(read.entries.map(({ account }) => account)).toEqual(['411111******1111']);
  });

  it('gives postings of a hotel system that we do not know', async () => {
    const read = await readAll('Квитанция|Сутки|Итого|Что\nA-1|31.01.2026|1 500,00|Оплата\nA-2|31.01.2026|200,00|вернули', {
      mappings: [mapped(POSTINGS)],
    });
    expect(read.postings).toMatchObject([
      { postingRef: 'A-1', businessDay: '2026-01-31', kind: 'payment', amountMinor: 150_000n },
      { postingRef: 'A-2', kind: 'refund', amountMinor: 20_000n },
    ]);
  });
});

describe('a table without a header', () => {
  const headless = { headless: true, headers: ['#1', '#2', '#3', '#4'], columns: { operatedAt: '#1', tid: '#2', gross: '#3', rrn: '#4' }, kindRule: 'sign' } as const; // prettier-ignore
  const rows = ['31.01.2026 12:00:00;00459991;1 500,00;600000000001', '31.01.2026 13:00:00;00459991;-200,00;600000000002', '01.02.2026;1;много;'];
  it.each([
    ['a text', rows.join('\n')],
    ['a text below a title', ['Отчёт;за январь', ...rows].join('\n')],
    ['a workbook', packWorkbook([{ name: 'Лист1', rows: rows.map((line) => line.split(';')) }])],
  ])('is read from %s by the places of its columns, its first row too', async (_what, bytes) => {
    const read = await readAll(bytes, { mappings: [mapped(headless)] });
    expect(read.bank).toMatchObject([
      { kind: 'purchase', grossMinor: 150_000n, tid: '00459991' },
      { kind: 'refund', grossMinor: 20_000n, rrn: '600000000002' },
    ]);
    expect(read.found).toMatchObject([{ headerRow: null, mapping: { version: 3 } }]);
    expect(read.problems).toMatchObject([{ code: 'not_an_amount', column: 'C', value: 'много' }]);
  });

  it('is not taken for one that begins with words, or has more columns', async () => {
    for (const text of [['День;Касса;Сумма;Ссылка', ...rows], rows.map((row) => `${row};ещё`)])
      expect((await readAll(text.join('\n'), { mappings: [mapped(headless)] })).refused).toMatch('unknown_layout');
  });

  it('shows its columns by place, and its day and amount by what stands there', () => {
    const text = sampleRows({ table: { form: 'text' }, bytes: Buffer.from(rows.slice(0, 2).join('\n')), ended: true }, 'auto', ';');
    const { headerRow, definition } = suggestMapping(text, { delimiter: ';', headerRow: 0 });
    expect([headerRow, definition.headless, definition.headers]).toEqual([0, true, ['#1', '#2', '#3', '#4']]);
    expect(definition.columns).toEqual({ operatedAt: '#1', gross: '#3' });
    expect(suggestMapping(text, { delimiter: ';', headerRow: 0, target: 'statement' }).definition.columns).toEqual({ bookedOn: '#1', amount: '#3' });
  });
});

describe('what a table seems to be', () => {
  const rows = (text: string, delimiter: string) => sampleRows({ table: { form: 'text' }, bytes: Buffer.from(text), ended: true }, 'auto', delimiter);

  it('is suggested from its first rows', () => {
    const text = ['ООО «Гостиница»;;;;', 'Дата;Терминал;Сумма, руб.;Комиссия;Тип', '31.01.2026;1;1 500,00;27,00;Оплата', '01.02.2026;1;200,00;0,00;Возврат'].join('\n'); // prettier-ignore
    expect(delimiterOf((delimiter) => rows(text, delimiter))).toBe(';');
    const { headerRow, definition } = suggestMapping(rows(text, ';'), { delimiter: ';' });
    expect(headerRow).toBe(2);
    expect(definition).toMatchObject({
      decimal: ',',
      dayOrder: 'day_first',
      columns: { operatedAt: 'дата', tid: 'терминал', gross: 'сумма, руб.', fee: 'комиссия', kind: 'тип' },
      kindRule: 'column',
      feeRule: 'column',
    });
    expect(previewMapping(rows(text, ';'), definition, false).read.bank).toMatchObject([{ grossMinor: 150_000n }, { kind: 'refund', feeMinor: 0n }]);
  });

  it('with the month first, a point for decimals and no word for refunds', () => {
    const text = 'Date,Terminal,Amount\n01/31/2026,1,10.50\n02/01/2026,1,-3.00';
    expect(delimiterOf((delimiter) => rows(text, delimiter))).toBe(',');
    expect(suggestMapping(rows(text, ','), { delimiter: ',' }).definition).toMatchObject({
      decimal: '.',
      dayOrder: 'month_first',
      kindRule: 'sign',
      feeRule: 'none',
    });
  });

  it('of a sheet keeps its numbers and days', async () => {
    const bytes = packWorkbook([{ name: 'Лист1', rows: [['Когда', 'Сколько'], [number('46053.5'), number('1234.5599999999999')]] }]); // prettier-ignore
    const frames = keptOf((await readAll(bytes, { keep: true })).parts);
    const read = await again(frames, { headers: ['когда', 'сколько'], columns: { operatedAt: 'когда', gross: 'сколько' } });
    expect(linesOf(read)).toMatchObject([{ grossMinor: 123_456n, operatedAt: { day: '2026-01-31', time: '12:00:00' } }]);
  });
});
