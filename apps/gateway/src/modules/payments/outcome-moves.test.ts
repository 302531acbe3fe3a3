import type { PaymentRecord, PaymentStatus } from '@payport/domain';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { moveOfFinding, moveOfOutcome, seenBy, stillMoves } from './outcome-moves.ts';

const payment = (status: PaymentStatus): PaymentRecord => ({ status }) as PaymentRecord;
const notSent = { outcome: 'not_sent', decline: scriptedDecline(), evidence: {} } as const;

describe('the end of an order', () => {
  it('not sent is a failure before the device took it, and a confirmed stop while it was being cancelled', () => {
    expect(moveOfOutcome(payment('dispatched'), notSent)).toMatchObject({ to: 'failed', holdsTerminal: false });
    expect(moveOfOutcome(payment('cancelling'), notSent)).toMatchObject({ to: 'cancelled' });
  });

  it('not sent after the device took it contradicts itself and is unknown', () => {
    expect(moveOfOutcome(payment('in_progress'), notSent)).toMatchObject({ to: 'unknown', holdsTerminal: true });
  });
});

describe('an approval that waits for its confirmation', () => {
  const order = { reference: 'AB12CD34', amountMinor: 1n, currency: 'RUB', tid: null } as never;
  const suspendedAt = (status: PaymentStatus, suspended: boolean | null) =>
    moveOfOutcome({ ...payment(status), confirmation: 'pms' }, { outcome: 'approved', result: approvedResult(order), evidence: {}, suspended })
      .suspended;

  it('says of the suspension what its own conversation knows', () => {
    for (const suspended of [true, false, null]) expect(suspendedAt('in_progress', suspended)).toBe(suspended);
  });

  it('does not know that nothing was suspended once somebody else may have asked the device to', () => {
    expect(suspendedAt('unknown', false)).toBeNull();
    expect(suspendedAt('unknown', true)).toBe(true);
  });
});

describe('an answer that comes after others have asked the device', () => {
  it.each(['held', 'reversing', 'manual_review', 'reversal_unknown', 'unknown'] as const)('and proves nothing takes back nothing of %s', (status) => {
    expect(stillMoves(payment(status), { to: 'unknown' })).toBe(false);
  });

  it('and proves something moves what it may, and no more', () => {
    expect(
      ['unknown', 'manual_review', 'held', 'reversal_unknown'].map((status) => stillMoves(payment(status as PaymentStatus), { to: 'declined' })),
    ).toEqual([true, true, false, false]);
  });

  it('is a note to a final payment, and the end of one that nobody else has touched', () => {
    for (const status of ['approved', 'dispatched', 'in_progress', 'cancelling'] as const)
      expect(stillMoves(payment(status), { to: 'unknown' })).toBe(true);
  });
});

describe('a finding', () => {
  it('moves only on proof: in progress and an open "cannot tell" change nothing', () => {
    expect(moveOfFinding(payment('unknown'), { finding: 'in_progress', evidence: {} })).toBeNull();
    expect(moveOfFinding(payment('unknown'), { finding: 'cannot_tell', conclusive: false, evidence: {} })).toBeNull();
  });

  it('that conclusively tells nothing goes to a person and frees the device', () => {
    expect(moveOfFinding(payment('unknown'), { finding: 'cannot_tell', conclusive: true, evidence: {} })).toMatchObject({
      to: 'manual_review',
      holdsTerminal: false,
    });
  });
});

describe('the device’s own state', () => {
  it('is offline only when its set-up kept the order from being sent', () => {
    const gone = scriptedDecline({ code: 'terminal_setup', retry: 'later' });
    expect(seenBy({ ...notSent, decline: gone }, 7)).toEqual({ reachable: false, atMs: 7, why: { message: gone.message, step: null } });
    const step = { ru: 'Включите его', en: 'Switch it on' };
    expect(seenBy({ ...notSent, decline: gone, step }, 7)).toEqual({ reachable: false, atMs: 7, why: { message: gone.message, step } });
    expect(seenBy({ ...notSent, decline: scriptedDecline({ code: 'terminal_setup', retry: 'never' }) }, 7)).toBeNull();
    expect(seenBy({ ...notSent, decline: scriptedDecline({ code: 'cancelled_by_cashier', retry: 'now' }) }, 7)).toBeNull();
    expect(seenBy({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} }, 7)).toEqual({ reachable: true, atMs: 7 });
  });
});
