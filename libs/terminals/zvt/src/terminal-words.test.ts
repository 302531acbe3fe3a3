import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bcd.ts';
import type { EcrCommand } from './messages.ts';
import { serializeCommand } from './serializer.ts';
import { TERMINAL_STATES, stateNote } from './tables/terminal-states.ts';
import { writeAbort, writeCompletion, writeIntermediate, writePrintBlock, writeStatus, writeTotals } from './terminal.ts';
import { bench } from './testing/bench.ts';
import { codeText, serviceRefusal } from './result-map.ts';

describe('what a simulated terminal writes', () => {
  it.each<[string, Uint8Array, string]>([
    ['an intermediate status', writeIntermediate(0x0a), '04ff010a'],
    ['one with minutes', writeIntermediate(0x0e, 12), '04ff020e12'],
    ['a completion', writeCompletion(), '060f00'],
    ['a completion with its number', writeCompletion({ terminalId: '29001006' }), '060f07190029' + '29001006'.slice(0, 8)],
    ['a state', writeCompletion({ terminalStatus: 0xdc }), '060f01dc'],
    ['an abort', writeAbort(0x6c), '061e016c'],
    ['a bare success', writeStatus({ resultCode: 0 }), '040f022700'],
    ['an amount', writeStatus({ amountMinor: 1_000n }), '040f0704000000001000'],
    ['a receipt and a trace', writeStatus({ trace: '000041', receipt: '0041' }), '040f070b000041870041'],
    ['a date and a time', writeStatus({ time: '101112', date: '0115' }), '040f070c1011120d0115'],
    ['a card, its digits odd', writeStatus({ pan: '411111eeeeee111' }), '040f0b22f0f8411111eeeeee111f'],
    ['a card, its digits even', writeStatus({ pan: '411111eeeeee1111' }), '040f0b22f0f8411111eeeeee1111'],
    ['an authorization', writeStatus({ authCode: '123456' }), '040f093b3132333435360000'],
    ['the name of a card', writeStatus({ cardName: 'VISA' }), '040f088bf0f55649534100'],
    ['its type', writeStatus({ cardType: 5 }), '040f028a05'],
    ['nothing at all', writeStatus({}), '040f00'],
    ['a block of one line', writePrintBlock(['A']), '06d31106' + '0f1f0701011401fe2506070141090181'],
  ])('%s', (_name, bytes, hex) => expect(toHex(bytes)).toBe(hex));

  it.each([
    ['no brands', [], '00010041' + '00'.repeat(49)],
    ['one brand', [{ count: 2, amountMinor: 3_050n }], '00010041' + '02000000003050' + '00'.repeat(42)],
    ['a count of a whole byte', [{ count: 255, amountMinor: 1n }], '00010041' + 'ff000000000001' + '00'.repeat(42)],
  ])('sums of %s', (_name, brands, hex) => expect(toHex(writeTotals('0001', '0041', brands))).toBe(hex));

  it.each([
    ['a receipt of five digits', () => writeStatus({ receipt: '00041' })],
    ['an amount of thirteen', () => writeStatus({ amountMinor: 1_000_000_000_000n })],
    ['a negative amount', () => writeStatus({ amountMinor: -1n })],
    ['a sum that does not fit', () => writeTotals('0001', '0041', [{ count: 1, amountMinor: 10n ** 12n }])],
    ['a range of letters', () => writeTotals('00a1', '0041', [])],
    ['minutes of three digits', () => writeIntermediate(0x0e, 100)],
  ])('not %s: a field does not hold it', (_name, write) => expect(write).toThrow(RangeError));
});

describe('our orders at their bounds', () => {
  it.each<[string, EcrCommand]>([
    ['an amount above twelve digits', { kind: 'refund', password: '000000', amountMinor: 10n ** 12n, currency: '0978' }],
    ['an amount below nothing', { kind: 'authorization', amountMinor: -1n, currency: '0978' }],
    ['a password of seven digits', { kind: 'end_of_day', password: '1234567' }],
    ['a password of letters', { kind: 'turnover_totals', password: 'secret' }],
    ['a currency of letters', { kind: 'reservation', amountMinor: 1n, currency: 'EUR' }],
    ['a receipt of letters', { kind: 'book_total', receipt: 'last', amountMinor: 1n, currency: '0978' }],
    ['a range of five digits', { kind: 'reprint_receipts', password: '000000', fromReceipt: '00001', toReceipt: '0002' }],
  ])('%s is not written at all', (_name, command) => expect(() => serializeCommand(command)).toThrow(RangeError));

  it('the largest amount is', () => {
    expect(toHex(serializeCommand({ kind: 'authorization', amountMinor: 999_999_999_999n, currency: '0978' }))).toBe('06010a04999999999999490978');
    expect(fromHex('06010a04999999999999490978')).toHaveLength(13);
  });
});

describe('every state of a terminal', () => {
  const FREE = [0x00, 0x51, 0x62, 0xb1, 0xb2, 0xbf, 0xc0, 0xc1, 0xc2, 0xc4, 0xcc, 0xdf, 0xe0, 0xe2, 0xe3, 0xe4, 0xf0, 0xf6];

  it.each([...TERMINAL_STATES.keys()])('%i says whether something still runs there', async (state) => {
    const b = bench();
    b.terminal.terminalStatus = state;
    const { driver, session, clock } = b;
    const found = await clock.complete(
      driver.recover(
        {
          operation: 'sale',
          order: { reference: 'AB12CD34' as never, amountMinor: 1n, currency: 'EUR', tid: null },
          dispatchedAtMs: 0,
          memoryIntact: true,
          alike: [],
          kept: [],
        },
        session,
      ),
    );
    expect(found.finding === 'in_progress').toBe(!FREE.includes(state));
  });

  it.each([...TERMINAL_STATES.keys()].filter((state) => state !== 0))('%i has words and a remedy in both languages', (state) => {
    const note = stateNote(state);
    expect(note?.ru).toMatch(/[а-я]+.*\([0-9A-F]{2}\)\. [А-Я]/u);
    expect(note?.en).toMatch(/\([0-9A-F]{2}\)\. [A-Z]/);
  });

  it('a state that no table has is told as it is, and a ready one says nothing', () => {
    expect(stateNote(0x42)?.en).toContain('(42)');
    expect(stateNote(0)).toBeNull();
  });
});

describe('a code in words', () => {
  it.each([
    [1, '01'],
    [9, '09'],
    [51, '51'],
    [99, '99'],
    [0x64, '64'],
    [0x6c, '6C'],
    [0x0, '00'],
    [0xff, 'FF'],
  ])('%i is written %s', (code, text) => expect(codeText(code)).toBe(text));

  it('of a service operation is never about a guest or a card of his', () => {
    for (const code of [null, ...Array.from({ length: 255 }, (_, index) => index + 1)]) {
      const { ru, en } = serviceRefusal(code);
      expect(ru).toMatch(/^(Терминал|Хост банка)/);
      expect(en).toMatch(/^The (terminal|bank)/);
      expect(`${ru} ${en}`).not.toMatch(/гост|guest/i);
    }
  });
});
