import type { PaymentRecord, PaymentStatus } from '@payport/domain';
import { scriptedDecline } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { moveOfFinding, moveOfOutcome, reachabilityOf } from './outcome-moves.ts';

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
    expect(reachabilityOf({ ...notSent, decline: scriptedDecline({ code: 'terminal_setup', retry: 'later' }) })).toBe(false);
    expect(reachabilityOf({ ...notSent, decline: scriptedDecline({ code: 'terminal_setup', retry: 'never' }) })).toBeNull();
    expect(reachabilityOf({ ...notSent, decline: scriptedDecline({ code: 'cancelled_by_cashier', retry: 'now' }) })).toBeNull();
    expect(reachabilityOf({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} })).toBe(true);
  });
});
