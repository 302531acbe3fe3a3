import { describe, expect, it } from 'vitest';
import { parseBatchReport } from './batch-report.ts';
import { encodeText, ENCODINGS } from './encodings.ts';
import { parseSlip } from './parser.ts';
import { SLIP } from './testing/bench.ts';
import { renderControlTape, renderSettlementSlip, type TapeFields } from './terminal-slip.ts';

/** Titles, verdict and totals as the reference names them; letters that look Cyrillic are partly Latin, as on real paper. */
const SETTLEMENT = `         ТЕСТОВЫЙ POS ТЕРМИНАЛ
11.09.20                           23:58
ПАО СБЕРБАНК               Свepкa итoгoв
Терминал: 00459991 Мерчант: 454444445555
----------------------------------------
             Итoги сoвпaли
----------------------------------------

Валюта    :                          Руб

 Oплата

 Всего операций:              3
   на сумму:           1 234.50
   Скидка:                 0.00

 Boзврат

 Всего операций:              1
   на сумму:              50,00

----------------------------------------
       ***  Отчет закончен  ***
========================================`;

const entry = { at: '20260115101200', number: '0001', cardMask: '************8943', entryMode: 'E1', cardType: 'MIR', authCode: '49L215' };
const TAPE: TapeFields = {
  ...SLIP,
  full: true,
  sections: [
    {
      operation: 'Оплата',
      entries: [
        { ...entry, amountMinor: 10_000n },
        { ...entry, number: '0002', amountMinor: 2_501n },
      ],
    },
    { operation: 'Отмена', entries: [{ ...entry, number: '0003', amountMinor: 10_000n }] },
  ],
};
const none = { count: null, amountMinor: null };

describe('a settlement slip', () => {
  it('gives totals by group, the verdict and the time; a group without a section is not known', () => {
    expect(parseBatchReport(SETTLEMENT)).toEqual({
      title: 'settlement',
      terminalId: '00459991',
      printedAtMinute: Date.UTC(2020, 8, 11, 23, 58) / 60_000,
      hostAgrees: true,
      totals: { sales: { count: 3, amountMinor: 123_450n }, refunds: { count: 1, amountMinor: 5_000n }, voids: none },
    });
  });

  it.each(['Итоги не совпали', 'ИТОГИ  HE  COBПAЛИ', 'Расхождение итогов'])('with "%s" is a difference at the bank', (verdict) => {
    expect(parseBatchReport(SETTLEMENT.replace('Итoги сoвпaли', verdict))?.hostAgrees).toBe(false);
  });

  it('without a verdict says nothing about one, and without totals nothing about them', () => {
    const bare = SETTLEMENT.split('\n').slice(0, 5).join('\n');
    expect(parseBatchReport(bare)).toMatchObject({ title: 'settlement', hostAgrees: null, totals: null });
  });

  it('does not add the numbers of a section that it does not know to the one before', () => {
    const more = SETTLEMENT.replace('-----\n       ***', '-----\n Предавторизация\n Всего операций: 9\n   на сумму: 900.00\n       ***');
    expect(parseBatchReport(more)?.totals).toEqual(parseBatchReport(SETTLEMENT)?.totals);
  });

  it.each(ENCODINGS)('is read back from what the terminal writes in %s', (encoding) => {
    const slip = parseSlip(encodeText(renderSettlementSlip(TAPE, true), encoding), encoding);
    expect(parseBatchReport(slip?.text ?? '')).toMatchObject({
      title: 'settlement',
      terminalId: SLIP.terminalId,
      hostAgrees: true,
      totals: { sales: { count: 2, amountMinor: 12_501n }, refunds: none, voids: { count: 1, amountMinor: 10_000n } },
    });
  });
});

describe('a control tape', () => {
  it.each([true, false])('gives the same totals in its full form (%s) and carries no verdict', (full) => {
    const slip = parseSlip(encodeText(renderControlTape({ ...TAPE, full }), 'cp866'), 'cp866');
    expect(parseBatchReport(slip?.text ?? '')).toMatchObject({
      title: 'tape',
      hostAgrees: null,
      totals: { sales: { count: 2, amountMinor: 12_501n }, voids: { count: 1, amountMinor: 10_000n } },
    });
  });
});

it('takes a payment slip for no report', () => {
  expect(parseBatchReport('ПАО СБЕРБАНК   Оплата\nСумма (Руб): 100.00')).toBeNull();
});
