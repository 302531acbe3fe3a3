import { describe, expect, it } from 'vitest';
import { parseControlTape } from './control-tape.ts';
import { encodeText, ENCODINGS } from './encodings.ts';
import { matchTape, type TapeQuestion } from './tape-match.ts';
import { SLIP } from './testing/bench.ts';
import { renderControlTape, type TapeEntry, type TapeFields } from './terminal-slip.ts';

/** As seen on real paper. The card's first letter is Latin. */
const REAL_TAPE = `         ТЕСТОВЫЙ POS ТЕРМИНАЛ
           т.8(800)350-01-23
11.09.20                           11:08
ПАО СБЕРБАНК           Контрольная лента
Терминал: 00459991 Мерчант: 454444445555
----------------------------------------

Валюта    :                          Руб

 Оплата

   11.09.20 10:12          0001
   Kарта:     ************8943 (E1)
   Тип карты:       Visa Credit
   Код авторизации:      49L215
   Сумма:                100.00

 Всего операций:              1
   на сумму:             100.00
   Скидка:                 0.00

 Возврат

   11.09.20 10:45          0004
   Kарта:     ************8943 (E)
   Тип карты:       Visa Credit
   Код авторизации:      57A978
   Сумма:                100.84

   11.09.20 11:07          0006
   Kарта:     ************8943 (E)
   Тип карты:       Visa Credit
   Код авторизации:      69Z817
   Сумма:                100.84

 Всего операций:              2
   на сумму:             201.68

 Отмена

 Всего операций:              3
   на сумму:             302.52
----------------------------------------
***********  Отчет закончен  ***********
========================================
`;

const read = (text: string): ReturnType<typeof parseControlTape> => parseControlTape(encodeText(text, 'cp866'), 'cp866');

describe('the control tape', () => {
  it('is read as a real terminal prints it', () => {
    const tape = read(REAL_TAPE);
    expect(tape?.terminalId).toBe('00459991');
    expect(
      tape?.lines.map(({ operation, number, amountMinor, authCode, atMinute }) => [
        operation,
        number,
        amountMinor,
        authCode,
        tape.printedAtMinute - atMinute,
      ]),
    ).toEqual([
      ['sale', '0001', 10000n, '49L215', 56],
      ['refund', '0004', 10084n, '57A978', 23],
      ['refund', '0006', 10084n, '69Z817', 1],
    ]);
    expect(tape?.lines[0]).toMatchObject({ cardMask: '******8943', cardType: 'Visa Credit' });
  });

  it('is nothing when it breaks off anywhere before its end: what is missing could be the entry', () => {
    const end = REAL_TAPE.indexOf('Отчет закончен') + 'Отчет закончен'.length;
    for (let length = 0; length < end; length += 1) expect(read(REAL_TAPE.slice(0, length))).toBeNull();
    expect(read(REAL_TAPE.slice(0, end))).not.toBeNull();
  });

  it('is nothing without its title, its print time, or with an entry that has no amount', () => {
    expect(read(REAL_TAPE.replace('Контрольная лента', 'Сверка итогов'))).toBeNull();
    expect(read(REAL_TAPE.replace('11.09.20                           11:08', ''))).toBeNull();
    expect(read(REAL_TAPE.replace('   Сумма:                100.00\n', ''))).toBeNull();
  });

  it('reads Latin letters in place of Cyrillic ones', () => {
    expect(read(REAL_TAPE.replace('Контрольная', 'Koнтpoльнaя').replace('Отчет', 'OTЧET').replace('Сумма', 'Cyммa'))?.lines).toHaveLength(3);
  });
});

const entry = (over: Partial<TapeEntry> = {}): TapeEntry => ({
  at: '20260115120000',
  number: '0030',
  cardMask: '************4617',
  entryMode: 'E1',
  cardType: 'MasterCard',
  authCode: '10P425',
  amountMinor: 12345n,
  ...over,
});
const tapeOf = (entries: readonly TapeEntry[], over: Partial<TapeFields> = {}, operation: 'Оплата' | 'Возврат' | 'Отмена' = 'Оплата'): Uint8Array =>
  encodeText(renderControlTape({ ...SLIP, printedAt: '20260115120200', full: true, sections: [{ operation, entries }], ...over }), 'cp866');

const QUESTION: TapeQuestion = { operation: 'sale', amountMinor: 12345n, tid: '00459991', ageMs: 150_000, stepLimitMs: 195_000, alike: [] };
const match = (bytes: Uint8Array, over: Partial<TapeQuestion> = {}): string | null => {
  const tape = parseControlTape(bytes, 'cp866');
  if (tape === null) throw new Error('no tape');
  return matchTape(tape, { ...QUESTION, ...over })?.number ?? null;
};

describe('an entry of the tape', () => {
  it.each(ENCODINGS)('is read back as rendered, in %s and both widths', (encoding) => {
    for (const width of [32, 40]) {
      const bytes = encodeText(
        renderControlTape({ ...SLIP, full: true, sections: [{ operation: 'Оплата', entries: [entry()] }] }, { width }),
        encoding,
      );
      expect(parseControlTape(bytes, encoding)).toMatchObject({
        terminalId: '00459991',
        lines: [{ number: '0030', amountMinor: 12345n, authCode: '10P425' }],
      });
    }
  });

  it('is ours when kind, amount, time and terminal agree', () => expect(match(tapeOf([entry()]))).toBe('0030'));
  it('is not ours with another amount', () => expect(match(tapeOf([entry({ amountMinor: 12344n })]))).toBeNull());
  it('is not ours with another kind', () => {
    expect(match(tapeOf([entry()], {}, 'Возврат'))).toBeNull();
    expect(match(tapeOf([entry()]), { operation: 'refund' })).toBeNull();
    expect(match(tapeOf([entry()], {}, 'Возврат'), { operation: 'refund' })).toBe('0030');
    expect(match(tapeOf([entry()], {}, 'Отмена'), { operation: 'refund' })).toBe('0030');
  });
  it('is not ours from another terminal, or where ours is not known', () => {
    expect(match(tapeOf([entry()], { terminalId: '00459992' }))).toBeNull();
    expect(match(tapeOf([entry()]), { tid: null })).toBeNull();
  });
  it('is not ours from before the dispatch, nor from after the longest run', () => {
    expect(match(tapeOf([entry({ at: '20260115115600' })]))).toBeNull();
    expect(match(tapeOf([entry({ at: '20260115115800' })]))).toBe('0030');
    expect(match(tapeOf([entry({ at: '20260115120000' })]), { ageMs: 3_600_000 })).toBeNull();
  });
  it("depends on no clock but the terminal's own", () => {
    expect(match(tapeOf([entry({ at: '19990115120000' })], { printedAt: '19990115120200' }))).toBe('0030');
  });
  it('proves nothing when a second one agrees', () => {
    expect(match(tapeOf([entry({ number: '0029' }), entry()]))).toBeNull();
  });
  it('proves nothing when another operation ran after it', () => {
    expect(match(tapeOf([entry(), entry({ number: '0031', amountMinor: 500n })]))).toBeNull();
    expect(match(tapeOf([entry(), entry({ number: '0029', amountMinor: 500n })]))).toBe('0030');
    const sections = [
      { operation: 'Оплата' as const, entries: [entry()] },
      { operation: 'Отмена' as const, entries: [entry({ amountMinor: 500n })] },
    ];
    expect(match(tapeOf([], { sections }))).toBeNull();
  });
  it('is not to be found on the short form or an empty tape', () => {
    expect(match(tapeOf([entry()], { full: false }))).toBeNull();
    expect(match(tapeOf([]))).toBeNull();
  });
});
