import { describe, expect, it } from 'vitest';
import { distrust, operationsOf, REFUND_OPERATIONS, type Distrust } from './answer.ts';
import type { SaMessage } from './messages.ts';
import { messageOf } from './parser.ts';
import { copyOf } from './recovery.ts';
import { isSameId, matchCopy, matchReply } from './reply.ts';

const NOTHING = messageOf([]).message;
const message = (over: Partial<SaMessage> = {}): SaMessage => ({ ...NOTHING, ...over });
const QUESTION = { operation: 1, transactionId: '123456789', idsRepeated: true };

describe('our number', () => {
  it.each([
    ['123456789', true],
    ['0123456789', true],
    ['000123456789', true],
    ['12345678', false],
    ['1234567890', false],
    ['', false],
  ])('in an answer as %j is ours: %s', (told, same) => expect(isSameId(told, '123456789')).toBe(same));
});

describe('whose an answer is', () => {
  it.each<[string, Partial<SaMessage>, boolean, boolean, ReturnType<typeof matchReply>]>([
    ['ours by its number', { transactionId: '123456789', operation: 1 }, true, true, 'ours'],
    ['ours by its number, before the acknowledgement', { transactionId: '123456789' }, false, true, 'ours'],
    ['ours by its number, whatever the operation says', { transactionId: '123456789', operation: 29 }, true, true, 'ours'],
    ['another’s by its number', { transactionId: '987654321', operation: 1 }, true, true, 'foreign'],
    ['another’s by its number, where numbers are not repeated', { transactionId: '987654321', operation: 1 }, true, false, 'foreign'],
    ['unproven without a number', { operation: 1 }, true, true, 'unproven'],
    ['unproven without anything', {}, true, true, 'unproven'],
    ['ours without a number, where the settings say so', { operation: 1 }, true, false, 'ours'],
    ['nobody’s without a number before the acknowledgement', { operation: 1 }, false, false, 'foreign'],
    ['another’s by its operation', { operation: 59 }, true, false, 'foreign'],
  ])('is %s', (_name, over, acknowledged, idsRepeated, expected) => {
    expect(matchReply(message(over), { ...QUESTION, idsRepeated }, acknowledged)).toBe(expected);
  });

  it.each<[string, Partial<SaMessage>, boolean, ReturnType<typeof matchCopy>]>([
    ['ours by the question’s number', { transactionId: '123456789' }, false, 'ours'],
    ['ours after the acknowledgement, under the operation’s own number', { transactionId: '5', operation: 1 }, true, 'ours'],
    ['nobody’s before it', { transactionId: '5', operation: 1 }, false, 'foreign'],
    ['another’s where it is of another command', { operation: 63, command: 20 }, true, 'foreign'],
    ['ours where it is of the copy', { operation: 63, command: 22 }, true, 'ours'],
    ['ours where it names no command', { operation: 63 }, true, 'ours'],
  ])('as a copy is %s', (_name, over, acknowledged, expected) => {
    expect(matchCopy(message(over), '123456789', acknowledged)).toBe(expected);
  });

  it.each<[string, Partial<SaMessage>, ReturnType<typeof copyOf>]>([
    ['the asked order', { operation: 1, transactionId: '111111111' }, 'asked'],
    ['another order', { operation: 1, transactionId: '222222222' }, 'other'],
    ['nobody told under the question’s number', { operation: 1, transactionId: '123456789' }, 'not_told'],
    ['nobody told without a number', { operation: 1 }, 'not_told'],
    ['nobody told without an operation', { transactionId: '111111111' }, 'not_told'],
    ['nobody told as the command itself', { operation: 63, transactionId: '111111111' }, 'not_told'],
  ])('is a copy of %s', (_name, over, expected) => expect(copyOf(message(over), '111111111', '123456789')).toBe(expected));
});

describe('what an answer must agree with', () => {
  const expected = { operations: [1], amountMinor: 12345n, terminalId: '00123456' };
  const agreeing = message({ terminalId: '00123456', operation: 1, amountMinor: 12345n, currency: '643' });

  it('is believed where everything that it names is ours, and where it names nothing', () => {
    expect(distrust(agreeing, expected)).toBeNull();
    expect(distrust(NOTHING, expected)).toBeNull();
  });

  it.each<[Distrust, Partial<SaMessage>]>([
    ['other_terminal', { terminalId: '00999999' }],
    ['other_operation', { operation: 29 }],
    ['other_amount', { amountMinor: 12344n }],
    ['other_amount', { amountMinor: 0n }],
    ['other_currency', { currency: '840' }],
    ['other_currency', { currency: 'RUB' }],
  ])('is %s', (why, over) => expect(distrust({ ...agreeing, ...over }, expected)).toBe(why));

  it('says nothing of an amount where none was asked for', () => {
    expect(distrust(message({ amountMinor: 5n }), { ...expected, amountMinor: null })).toBeNull();
  });

  it('is of the operation that was asked for; a refund has several codes, and may run as a void', () => {
    expect(operationsOf('sale')).toEqual([1]);
    expect(operationsOf('void')).toEqual([4]);
    expect(operationsOf('refund')).toEqual([29, 3, 4]);
    expect(REFUND_OPERATIONS).not.toContain(1);
  });
});
