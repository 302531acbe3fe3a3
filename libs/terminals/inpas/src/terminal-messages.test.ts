import { describe, expect, it } from 'vitest';
import { FIELD } from './constants.ts';
import { messageOf, namedFields } from './parser.ts';
import { readReceipt } from './receipt.ts';
import { requestFields, type Sender } from './serializer.ts';
import { progressFields, readRequest, receiptOf, replyFields, waitFields, wishFields } from './terminal-messages.ts';
import type { SaRequest } from './messages.ts';

const SENDER: Sender = { terminalId: '00123456', cashTime: '20260115120000' };
const heard = (request: SaRequest) => readRequest(messageOf(requestFields(request, SENDER)).message);
const MONEY = { amountMinor: 12345n, transactionId: '123456789' };

describe('what a terminal reads of a cash desk', () => {
  it.each<[SaRequest, string]>([
    [{ kind: 'sale', ...MONEY }, 'sale'],
    [{ kind: 'refund', operation: 29, rrn: '1', authCode: null, ...MONEY }, 'refund'],
    [{ kind: 'refund', operation: 3, rrn: '1', authCode: null, ...MONEY }, 'refund'],
    // One code for both: the terminal cannot tell.
    [{ kind: 'refund', operation: 4, rrn: '1', authCode: null, ...MONEY }, 'void'],
    [{ kind: 'void', operation: 4, rrn: '1', authCode: null, ...MONEY }, 'void'],
    [{ kind: 'partial_reversal', originalAmountMinor: 20_000n, rrn: '1', authCode: null, ...MONEY }, 'void'],
    [{ kind: 'emergency_reversal', authCode: null, ...MONEY }, 'emergency_reversal'],
    [{ kind: 'settlement', transactionId: '123456789' }, 'settlement'],
    [{ kind: 'link_test', transactionId: '123456789' }, 'link_test'],
    [{ kind: 'short_report', transactionId: '123456789' }, 'short_report'],
    [{ kind: 'full_report', transactionId: '123456789' }, 'full_report'],
    [{ kind: 'copy', transactionId: '123456789' }, 'copy'],
  ])('%#: is what was meant', (request, kind) => {
    expect(heard(request)).toMatchObject({ kind, transactionId: '123456789', terminalId: '00123456' });
  });

  it('names amounts and originals as they were sent', () => {
    expect(heard({ kind: 'partial_reversal', originalAmountMinor: 20_000n, rrn: '31116', authCode: '871341', ...MONEY })).toMatchObject({
      amountMinor: 12345n,
      originalAmountMinor: 20_000n,
      rrn: '000000031116',
      authCode: '871341',
    });
    expect(heard({ kind: 'sale', ...MONEY })).toMatchObject({ originalAmountMinor: null, rrn: null, authCode: null });
  });

  it.each([
    [[{ number: FIELD.operation, value: Buffer.from('76') }]],
    [[{ number: FIELD.operation, value: Buffer.from('63') }]],
    [
      [
        { number: FIELD.operation, value: Buffer.from('63') },
        { number: FIELD.command, value: Buffer.from('99') },
      ],
    ],
    [[{ number: FIELD.amount, value: Buffer.from('1') }]],
  ])('is nothing where the terminal does not know it: %#', (fields) => expect(readRequest(messageOf(fields).message).kind).toBeNull());
});

describe('what a terminal says', () => {
  it('has its fields by number, and leaves out what it has not to say', () => {
    const fields = replyFields({ operation: 1, transactionId: null, terminalId: '00123456', status: 16, hostCode: '51', text: 'ОТКАЗ' });
    expect(fields.map(({ number }) => number)).toEqual([15, 19, 25, 27, 39]);
    expect(namedFields(fields)).toEqual({ hostCode: '51', text: 'ОТКАЗ', operation: '1', terminalId: '00123456', status: '16' });
    const money = replyFields({ operation: 1, transactionId: '5', terminalId: '00123456', status: 1, amountMinor: 100n, rrn: '331116000321' });
    expect(namedFields(money)).toMatchObject({ amount: '100', currency: '643', rrn: '331116000321', transactionId: '5' });
  });

  it('says “wait” and “something changed” without a status', () => {
    expect(namedFields(waitFields('00123456'))).toEqual({ operation: '21', terminalId: '00123456' });
    expect(namedFields(progressFields('00123456', 'ПИН'))).toEqual({ operation: '52', terminalId: '00123456', text: 'ПИН' });
  });

  it.each([
    [
      { wish: 'open', host: 'bank', port: 443 },
      { command: '00016', commandMode: '1', data: 'bank;443\0' },
    ],
    [{ wish: 'close' }, { command: '00016', commandMode: '0' }],
    [
      { wish: 'send', bytes: Buffer.from('abc') },
      { command: '00017', commandMode: '0', data: 'abc' },
    ],
    [{ wish: 'read' }, { command: '00017', commandMode: '1' }],
  ] as const)('wants of its bank: %j', (wish, named) => {
    expect(namedFields(wishFields(wish, '00123456'))).toEqual({ operation: '63', terminalId: '00123456', ...named });
  });

  it('writes receipts that are read as they were meant', () => {
    expect(readReceipt(receiptOf('Стр 1\nСтр 2', 'МИР'))).toEqual({ slip: 'Стр 1\nСтр 2', secondSlip: null, cardType: 'МИР' });
    expect(readReceipt(receiptOf('Отчёт', null))).toEqual({ slip: 'Отчёт', secondSlip: null, cardType: null });
  });
});
