import { readBankFile } from '@payport/bank-files';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pdfLines } from '../../../../test/pdf-text.ts';
import { plainPapers } from '../../documents/index.ts';
import { csvBytes, workbookEntries, zipStream, type Cell } from '@payport/table-files';
import { actPaper, readableAmount } from './act-paper.ts';
import { actSheets } from './act-workbook.ts';
import { ACQUIRER_REPORT_HEADS, acquirerReportCells } from './acquirer-report.ts';
import type { DayPack } from './day-pack.ts';
import { canonicalText, fromFrozen, toFrozen, type DayPicture } from './day-picture.ts';
import { summed } from './pack-sums.ts';

const PICTURE: DayPicture = {
  sides: [
    { side: 'gateway', currency: 'RUB', count: 41, minor: 123_456_789n },
    { side: 'bank', currency: 'RUB', count: 40, minor: 123_306_789n },
  ],
  groups: [
    {
      by: 'terminal',
      name: 'Стойка 1',
      currency: 'RUB',
      sales: 30,
      salesMinor: 100_000_001n,
      refunds: 1,
      refundsMinor: 50_000n,
      feeMinor: 1_999_001n,
      expectedFeeMinor: 1_800_000n,
    },
    {
      by: 'terminal',
      name: 'Ресторан',
      currency: 'RUB',
      sales: 9,
      salesMinor: 23_356_788n,
      refunds: 0,
      refundsMinor: 0n,
      feeMinor: 420_422n,
      expectedFeeMinor: 420_422n,
    },
    {
      by: 'brand',
      name: '',
      currency: 'RUB',
      sales: 39,
      salesMinor: 123_356_789n,
      refunds: 1,
      refundsMinor: 50_000n,
      feeMinor: 2_419_423n,
      expectedFeeMinor: null,
    },
  ],
  results: [
    { relation: 'gateway_bank', side: 'gateway', result: 'matched', currency: 'RUB', count: 40, minor: 123_306_789n },
    { relation: 'gateway_bank', side: 'gateway', result: 'missing_at_bank', currency: 'RUB', count: 1, minor: 150_000n },
  ],
  batches: [
    {
      settlementId: 'a',
      terminal: 'Стойка 1',
      closedAt: '2026-01-15T20:50:00.000Z',
      currency: 'RUB',
      count: 31,
      minor: 99_950_001n,
      ourCount: 31,
      ourMinor: 99_950_001n,
      matches: true,
    },
    {
      settlementId: 'b',
      terminal: 'Ресторан',
      closedAt: '2026-01-15T20:55:00.000Z',
      currency: 'RUB',
      count: null,
      minor: null,
      ourCount: 9,
      ourMinor: 5n,
      matches: false,
    },
  ],
  exceptions: [
    {
      relation: 'gateway_bank',
      side: 'gateway',
      reference: '533112345678',
      result: 'missing_at_bank',
      minor: 150_000n,
      currency: 'RUB',
      field: null,
      ours: '1500.00',
      theirs: null,
      state: 'signed_off',
      owner: 'Анна',
      signedBy: ['Анна', 'Пётр'],
      signedAt: '2026-11-28T09:00:00.000Z',
      comment: 'Письмо банка',
    },
  ],
};

const PACK: DayPack = {
  property: { name: 'Отель «Северный»', legalEntity: 'ООО «Северный»', inn: '7801234567', timeZone: 'Europe/Moscow', currency: 'RUB' },
  businessDay: '2026-11-26',
  closed: { at: new Date('2026-11-28T09:30:00Z'), by: 'Пётр', sha256: 'ab'.repeat(32) },
  undone: null,
  madeAt: new Date('2026-11-28T10:00:00Z'),
  comparedAt: new Date('2026-11-28T09:58:00Z'),
  picture: PICTURE,
  events: [{ at: new Date('2026-11-28T09:30:00Z'), what: 'closed', by: 'Пётр', reason: null }],
  adjustments: [
    { arrivedAt: new Date('2026-11-30T07:00:00Z'), what: 'Возврат из реестра от 29.11', minor: -150_000n, feeMinor: -2_250n, currency: 'RUB' },
  ],
  adjustmentCount: 1,
};
const DRAFT: DayPack = { ...PACK, closed: null, events: [], adjustments: [], adjustmentCount: 0 };

async function workbook(pack: DayPack, language: 'ru' | 'en'): Promise<string> {
  const chunks: Buffer[] = [];
  // Sheets one by one through the streaming writer; cells are looked at as the XML that a table program reads.
  for (const sheet of actSheets(pack, language)) {
    for await (const { data } of workbookEntries([sheet])) for await (const piece of data) chunks.push(Buffer.from(piece));
  }
  return Buffer.concat(chunks).toString('utf8');
}

const spaced = (lines: readonly string[]): string => lines.join('\n').replaceAll('\u00a0', ' ');

describe('the act on paper', () => {
  it('says in Russian what the day was, to the kopeck, and who signed off what', async () => {
    const text = spaced(pdfLines(await plainPapers(actPaper(PACK, 'ru'))));
    for (const said of [
      'Акт сверки операций по картам',
      'Отель «Северный», 26.11.2026',
      'День закрыт: Пётр, 28.11.2026 12:30 (UTC+03:00)',
      'ООО «Северный»',
      '7801234567',
      'ab'.repeat(32),
      'Шлюз 41 1 234 567,89 RUB',
      'Реестр банка 40 1 233 067,89 RUB −1 500,00',
      'Стойка 1 30 1 000 000,01 1 500,00 19 990,01 18 000,00 1 990,01 979 510,00 RUB',
      'Итого 39 1 233 567,89 1 500,00 24 194,23 22 204,22 1 990,01 1 208 873,66 RUB',
      'не указано 39 1 233 567,89 1 500,00 24 194,23 — — 1 208 873,66 RUB',
      'Стойка 1 15.01.2026 23:50 31 999 500,01 31 999 500,01 RUB сошлось',
      'Ресторан 15.01.2026 23:55 — — 9 0,05 RUB не сошлось',
      '533112345678',
      'Нет в реестре банка',
      'Анна, Пётр',
      'Письмо банка',
      'Возврат из реестра от 29.11 −1 500,00 −22,50 RUB',
      'Бухгалтер: подпись, фамилия, дата Руководитель: подпись, фамилия, дата',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('ЧЕРНОВИК');
    expect(text).not.toContain('не все строки');
  });

  it('says how much it leaves out, on paper and in its sheets', async () => {
    const part: DayPack = { ...PACK, adjustmentCount: 1_001, picture: { ...PICTURE, exceptionsLeftOut: 7 } };
    for (const text of [spaced(pdfLines(await plainPapers(actPaper(part, 'ru')))), await workbook(part, 'ru')])
      for (const count of [7, 1_000]) expect(text).toContain(`Здесь не все строки: ещё ${count} — в портале.`);
  });

  it('says why the day was closed though batches disagree, on paper and in its sheets', async () => {
    const over: DayPack = { ...PACK, picture: { ...PICTURE, closedOver: 'Чек напечатан дважды' } };
    const said = 'Закрыто, хотя смены не сошлись: Чек напечатан дважды';
    for (const text of [spaced(pdfLines(await plainPapers(actPaper(over, 'ru')))), await workbook(over, 'ru')]) expect(text).toContain(said);
  });

  it('is complete in English', async () => {
    const text = spaced(pdfLines(await plainPapers(actPaper(PACK, 'en'))));
    expect(text).toContain('Act of reconciliation of card operations');
    expect(text).toContain('Day closed: Пётр, 2026-11-28 12:30 (UTC+03:00)');
    expect(text).toContain('Total 39 1,233,567.89 1 500.00 24,194.23 22,204.22 1,990.01 1,208,873.66 RUB');
    // What people wrote stays as they wrote it; the paper's own words are English.
    const own = text.replace(/Отель «Северный»|ООО «Северный»|Пётр|Анна|Стойка 1|Ресторан|Письмо банка|Возврат из реестра от 29.11/g, '');
    expect(own.match(/[а-яё]+/gi)).toBeNull();
  });

  it('of an open day is a draft, with nothing to sign', async () => {
    const text = spaced(pdfLines(await plainPapers(actPaper(DRAFT, 'ru'))));
    expect(text).toContain('Акт сверки операций по картам · ЧЕРНОВИК');
    expect(text).toContain('День не закрыт: суммы приведены на 28.11.2026 13:00 (UTC+03:00) и ещё могут измениться, подписывать рано.');
    expect(text).toContain('Сопоставлено 28.11.2026 12:58 (UTC+03:00)');
    expect(text).not.toContain('Руководитель');
    expect(text).not.toContain('После закрытия');
  });

  it('of a close that was undone says so, by whom and why, and has nothing to sign', async () => {
    const undone: DayPack = { ...PACK, undone: { at: new Date('2026-11-29T07:00:00Z'), by: 'Анна', reason: 'Банк прислал поправку' } };
    const said = 'Акт больше не действует. День открыт снова: Анна, 29.11.2026 10:00 (UTC+03:00). Причина: Банк прислал поправку';
    const paper = spaced(pdfLines(await plainPapers(actPaper(undone, 'ru'))));
    expect(paper).toContain('Акт сверки операций по картам · НЕ ДЕЙСТВУЕТ');
    expect(paper).not.toContain('Руководитель');
    for (const text of [paper, await workbook(undone, 'ru')]) expect(text).toContain(said);
  });

  it('keeps every page of a day of three hundred exceptions', { timeout: 30_000 }, async () => {
    const [exception] = PICTURE.exceptions;
    const exceptions = Array.from({ length: 300 }, (_, at) => ({ ...exception!, reference: `RRN-${String(at).padStart(4, '0')}` }));
    const text = spaced(pdfLines(await plainPapers(actPaper({ ...PACK, picture: { ...PICTURE, exceptions } }, 'ru'))));
    expect(new Set(text.match(/RRN-\d{4}/g))).toHaveLength(300);
  });
});

describe('the act as a workbook', () => {
  it('has numbers, days and moments, and sums that are those of its rows', async () => {
    const text = await workbook(PACK, 'ru');
    expect(text).toContain('<v>1234567.89</v>');
    expect(text).toContain('<v>-1500.00</v>');
    // What our side says of an exception, beside its amount.
    expect(text.match(/<v>1500\.00<\/v>/g)).toHaveLength(3);
    expect(text).toContain('День закрыт: Пётр, 28.11.2026 12:30 (UTC+03:00)');
    // 26 November 2026 in Excel's calendar.
    expect(text).toContain('<c s="5"><v>46352</v></c>');
    expect(text).toContain('<c s="6"><v>1208873.66</v></c>');
    for (const name of ['Итоги', 'Терминалы', 'Платёжные системы', 'Расхождения', 'После закрытия']) expect(text).toContain(`<sheet name="${name}"`);
  });

  it('is one file of several sheets that opens', async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of zipStream(workbookEntries(actSheets(PACK, 'ru')))) chunks.push(chunk);
    // Our own reader walks through all its sheets, knows none of them for a registry, and breaks at nothing.
    const parts: unknown[] = [];
    for await (const part of readBankFile(once(Buffer.concat(chunks)))) parts.push(part);
    expect(parts.length).toBeGreaterThan(0);
  });

  it('of an open day says draft', async () => {
    const text = await workbook(DRAFT, 'en');
    for (const said of ['DRAFT', 'these are the sums at 2026-11-28 13:00 (UTC+03:00)', 'Matched']) expect(text).toContain(said);
    expect(await workbook(PACK, 'en')).not.toContain('Matched');
  });
});

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

describe('sums', () => {
  it('of the account are not held against a day that they do not pay', async () => {
    const sides = [...PICTURE.sides, { side: 'statement', currency: 'RUB', count: 1, minor: 98_765_400n } as const];
    const text = spaced(pdfLines(await plainPapers(actPaper({ ...PACK, picture: { ...PICTURE, sides } }, 'ru'))));
    expect(text).toContain('Выписка 1 987 654,00 RUB');
    expect(text).not.toContain('246 913,89'); // What the gateway has more.
    expect(text).toContain('обычно за другие дни');
  });

  it('of a part whose fee nobody can expect are not expected as a whole', () => {
    const groups = PICTURE.groups.map((group) => ({ ...group, by: 'terminal' as const }));
    expect(summed({ ...PICTURE, groups }, 'terminal').totals[0]?.expectedFeeMinor).toBeNull();
  });

  it('of two currencies are never added', () => {
    const groups = PICTURE.groups.map((group, at) => ({ ...group, by: 'terminal' as const, currency: at === 0 ? 'USD' : 'RUB' }));
    expect(summed({ ...PICTURE, groups }, 'terminal').totals.map(({ currency, sales }) => [currency, sales])).toEqual([
      ['USD', 30],
      ['RUB', 48],
    ]);
  });

  it('beyond what a float can count are kept to the kopeck', () => {
    expect(readableAmount(9_007_199_254_740_993n, 'RUB', 'en')).toBe('90,071,992,547,409.93');
    expect(readableAmount(-5n, 'RUB', 'ru')).toBe('−0,05');
  });
});

describe('a frozen picture', () => {
  it('comes back as it was', () => {
    expect(fromFrozen(JSON.parse(JSON.stringify(toFrozen(PICTURE))))).toEqual(PICTURE);
  });

  it('has one hash, in whatever order its members come back', () => {
    const frozen = toFrozen(PICTURE) as Record<string, unknown>;
    const turned = Object.fromEntries(Object.entries(frozen).reverse());
    const hash = (value: unknown): string => createHash('sha256').update(canonicalText(value)).digest('hex');
    expect(hash(turned)).toBe(hash(frozen));
    expect(hash({ ...frozen, sides: [] })).not.toBe(hash(frozen));
  });
});

describe('the acquirer’s report for 1C', () => {
  it('has gross, fee and net of each operation under heads that 1C finds', () => {
    const cells = acquirerReportCells({
      day: '2026-11-26',
      time: '14:05:12',
      settledOn: '2026-11-27',
      kind: 'refund',
      terminal: '10000001',
      merchant: '780000000001',
      card: '220220******1234',
      brand: 'МИР',
      rrn: '533112345678',
      authCode: '=A1',
      currency: 'RUB',
      grossMinor: -150_000n,
      feeMinor: 0n,
      netMinor: -150_000n,
      cameOn: '2026-11-30',
      goneOn: null,
      feeLaterMinor: 2_250n,
    });
    expect(cells).toHaveLength(ACQUIRER_REPORT_HEADS.length);
    expect(csvBytes([cells], 'ru', 'utf-8').toString()).toBe(
      "2026-11-26;14:05:12;2026-11-27;Возврат;10000001;780000000001;220220******1234;МИР;533112345678;'=A1;-1500,00;0,00;-1500,00;RUB;2026-11-30;;22,50\r\n",
    );
    expect(cells.filter((cell: Cell) => cell.type === 'number')).toHaveLength(4);
  });
});
