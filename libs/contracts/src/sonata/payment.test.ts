import { describe, expect, it } from 'vitest';
import { CreatePayment } from './payment.ts';

const TERMINAL = '01923456-789a-7fff-bfff-ffffffffffff';
const parse = (changes: Record<string, unknown>) => CreatePayment.safeParse({ terminalId: TERMINAL, amount: '1.00', currency: 'RUB', ...changes });

describe('CreatePayment', () => {
  it('brings text to NFC, so that the same name is the same value', () => {
    const parsed = parse({ cashier: 'Йод' });
    expect(parsed.data?.cashier).toBe('Йод');
  });

  it.each(['\u0000', 'a\nb', '\u007f', '\u0085'])('refuses the control character in %j', (cashier) => expect(parse({ cashier }).success).toBe(false));

  it('takes one acknowledged payment as well as a list', () => {
    expect(parse({ acknowledge: { duplicateOf: TERMINAL } }).data?.acknowledge?.duplicateOf).toEqual([TERMINAL]);
    expect(parse({ acknowledge: { openPayment: [TERMINAL] } }).data?.acknowledge?.openPayment).toEqual([TERMINAL]);
  });

  it('names an original by our id or by the bank’s reference, not by both', () => {
    expect(parse({ original: { paymentId: TERMINAL } }).success).toBe(true);
    expect(parse({ original: { rrn: '159981153122' } }).success).toBe(true);
    expect(parse({ original: { paymentId: TERMINAL, rrn: '159981153122' } }).success).toBe(false);
    expect(parse({ original: {} }).success).toBe(false);
  });

  it('reads ids in any case as one id', () => expect(parse({ terminalId: TERMINAL.toUpperCase() }).data?.terminalId).toBe(TERMINAL));

  it('refuses more than 255 characters and accepts exactly that many', () => {
    expect(parse({ comment: 'я'.repeat(255) }).success).toBe(true);
    expect(parse({ comment: 'я'.repeat(256) }).success).toBe(false);
  });
});
