import { describe, expect, it } from 'vitest';
import { CANCELLABLE, ENDED_WITHOUT_MONEY, isFinal, mayMove, outcomeOf, PAYMENT_MOVES, PAYMENT_STATUSES } from './payment-status.ts';

describe('the life of a payment', () => {
  it('has no way out of a final state', () => {
    expect(PAYMENT_STATUSES.filter(isFinal)).toEqual(['approved', 'declined', 'cancelled', 'failed', 'reversed']);
  });

  it('never leads from unknown or manual review back to the device', () => {
    for (const from of ['unknown', 'manual_review'] as const) {
      for (const to of ['accepted', 'dispatched', 'in_progress', 'cancelling'] as const) expect(mayMove(from, to)).toBe(false);
    }
  });

  it('dispatches at most once', () => {
    expect(PAYMENT_STATUSES.filter((from) => mayMove(from, 'dispatched'))).toEqual(['accepted']);
  });

  it('lets an approval win the race against a stop', () => expect(mayMove('cancelling', 'approved')).toBe(true));

  it('fails from the device only before the first byte', () => {
    expect(PAYMENT_MOVES.in_progress).not.toContain('failed');
    expect(PAYMENT_MOVES.cancelling).not.toContain('failed');
  });

  it('tells the PMS unknown for all that nobody knows, never declined', () => {
    for (const status of ['unknown', 'reversal_unknown', 'manual_review'] as const) expect(outcomeOf(status)).toBe('unknown');
    expect(PAYMENT_STATUSES.filter((status) => outcomeOf(status) === 'declined')).toEqual(['declined']);
  });

  it('ends without money, or can be stopped, never both', () => {
    expect(ENDED_WITHOUT_MONEY.filter((status) => CANCELLABLE.includes(status))).toEqual([]);
    expect(ENDED_WITHOUT_MONEY.every(isFinal)).toBe(true);
  });
});
