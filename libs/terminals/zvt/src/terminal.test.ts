import { describe, expect, it } from 'vitest';
import { readApdu } from './apdu.ts';
import { fromHex } from './bcd.ts';
import type { EcrCommand } from './messages.ts';
import { serializeCommand } from './serializer.ts';
import { readCommand } from './terminal.ts';

const EUR = '0978';
const PASSWORD = '123456';
const read = (hex: string): EcrCommand | null => readCommand(readApdu(fromHex(hex))!);

const COMMANDS: readonly EcrCommand[] = [
  { kind: 'registration', password: PASSWORD, config: 0xbe, currency: EUR, tlv: true },
  { kind: 'registration', password: PASSWORD, config: 0x38, currency: EUR, tlv: false },
  { kind: 'authorization', amountMinor: 2040n, currency: EUR },
  { kind: 'reversal', password: PASSWORD, receipt: '0042', amountMinor: 1000n, currency: EUR },
  { kind: 'refund', password: PASSWORD, amountMinor: 1010n, currency: EUR },
  { kind: 'reservation', amountMinor: 50_000n, currency: EUR },
  { kind: 'book_total', receipt: '0007', amountMinor: 30_000n, currency: EUR },
  { kind: 'partial_reversal', receipt: '0007', unusedMinor: 20_000n, currency: EUR },
  { kind: 'reservation_reversal', receipt: '0007', amountMinor: 50_000n, currency: EUR },
  { kind: 'end_of_day', password: PASSWORD },
  { kind: 'status_enquiry', password: PASSWORD },
  { kind: 'repeat_receipt', password: PASSWORD, print: false },
  { kind: 'repeat_receipt', password: PASSWORD, print: true },
  { kind: 'turnover_totals', password: PASSWORD },
  { kind: 'reprint_receipts', password: PASSWORD, fromReceipt: '0001', toReceipt: '0041' },
  { kind: 'initialisation', password: PASSWORD },
  { kind: 'diagnosis' },
  { kind: 'abort' },
  { kind: 'log_off' },
];

describe('a terminal', () => {
  it.each(COMMANDS)('understands $kind as we write it', (command) => {
    expect(readCommand(readApdu(serializeCommand(command))!)).toEqual(command);
  });

  it.each([
    [
      'one receipt where a range has no end',
      '0612050000000007',
      { kind: 'reprint_receipts', password: '000000', fromReceipt: '0007', toReceipt: '0007' },
    ],
    ['euros where no currency is told', '06010704000000001000', { kind: 'authorization', amountMinor: 1000n, currency: EUR }],
    ['an enquiry without a password', '050100', { kind: 'status_enquiry', password: '000000' }],
  ])('reads %s', (_name, hex, command) => expect(read(hex)).toEqual(command));

  it.each([
    ['a command that it does not know', '069900'],
    ['an authorisation without an amount', '060103490978'],
    ['an amount that is no number', '0601070400000000100a'],
    ['a bitmap that it does not know', '060109ff0104000000001000'],
    ['a refund whose password is no number', '06310a00000a04000000001000'],
    ['a reversal without a receipt', '06300a00000004000000001000'],
    ['a booking without a receipt', '06240704000000001000'],
    ['a registration that is too short', '060003000000'],
    ['a password that is no number', '06500300000a'],
    ['a range with half a number', '061206000000000100'],
    ['a range without any number', '061203000000'],
    ['sums without a password', '061000'],
    ['an initialisation without a password', '069300'],
  ])('does not take %s', (_name, hex) => expect(read(hex)).toBeNull());
});
