import { describe, expect, it } from 'vitest';
import { toHex } from './bcd.ts';
import type { EcrCommand } from './messages.ts';
import { negativeAnswer, positiveAnswer, serializeCommand } from './serializer.ts';

const EUR = '0978';
const PASSWORD = '123456';

const CASES: readonly [string, EcrCommand, string][] = [
  // As zvtlib sends it, executed.
  ['authorization of 20.40', { kind: 'authorization', amountMinor: 2040n, currency: EUR }, '06010a04000000002040490978'],
  ['registration', { kind: 'registration', password: PASSWORD, config: 0xbe, currency: EUR, tlv: true }, '06000e123456be0978060626040a0206d3'],
  ['registration without containers', { kind: 'registration', password: '000000', config: 0x38, currency: EUR, tlv: false }, '060006000000380978'],
  [
    'reversal',
    { kind: 'reversal', password: PASSWORD, receipt: '0042', amountMinor: 1000n, currency: EUR },
    '06301012345687004204000000001000490978',
  ],
  ['refund', { kind: 'refund', password: '000000', amountMinor: 1010n, currency: EUR }, '06310d00000004000000001010490978'],
  ['reservation', { kind: 'reservation', amountMinor: 50_000n, currency: EUR }, '06220a04000000050000490978'],
  ['booking of a reservation', { kind: 'book_total', receipt: '0007', amountMinor: 30_000n, currency: EUR }, '06240d87000704000000030000490978'],
  [
    'give-back of a reservation',
    { kind: 'partial_reversal', receipt: '0007', unusedMinor: 20_000n, currency: EUR },
    '06230d87000704000000020000490978',
  ],
  [
    'release of a reservation',
    { kind: 'reservation_reversal', receipt: '0007', amountMinor: 50_000n, currency: EUR },
    '06250d87000704000000050000490978',
  ],
  ['end of day', { kind: 'end_of_day', password: '000000' }, '065003000000'],
  ['status enquiry', { kind: 'status_enquiry', password: PASSWORD }, '0501051234560306'],
  ['repeat of the last status', { kind: 'repeat_receipt', password: '000000', print: false }, '0620050000000303'],
  ['repeat of the last receipt', { kind: 'repeat_receipt', password: '000000', print: true }, '062003000000'],
  ['sums of the open batch', { kind: 'turnover_totals', password: PASSWORD }, '061003123456'],
  ['receipts of the open batch', { kind: 'reprint_receipts', password: '000000', fromReceipt: '0007', toReceipt: '0041' }, '06120700000000070041'],
  ['initialisation', { kind: 'initialisation', password: PASSWORD }, '069303123456'],
  ['diagnosis', { kind: 'diagnosis' }, '067000'],
  ['abort', { kind: 'abort' }, '06b000'],
  ['log-off', { kind: 'log_off' }, '060200'],
];

describe('orders', () => {
  it.each(CASES)('%s', (_name, command, hex) => expect(toHex(serializeCommand(command))).toBe(hex));

  it('an amount that twelve digits cannot hold is not written', () => {
    expect(() => serializeCommand({ kind: 'authorization', amountMinor: 1_000_000_000_000n, currency: EUR })).toThrow(RangeError);
  });
});

it('answers are 80 00, or 84 with the error', () => {
  expect(toHex(positiveAnswer())).toBe('800000');
  expect(toHex(negativeAnswer(0x9c))).toBe('849c00');
});
