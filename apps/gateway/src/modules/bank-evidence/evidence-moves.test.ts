import type { BankEvidence, Hold, PaymentEvent, PaymentRecord } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { moveOfEvidence } from './evidence-moves.ts';

const sale = (over: Partial<PaymentRecord> = {}): PaymentRecord =>
  ({
    kind: 'sale',
    status: 'manual_review',
    amountMinor: 150_000n,
    currency: 'RUB',
    result: null,
    hold: null,
    capturedMinor: 0n,
    ...over,
  }) as PaymentRecord;
const hold = (confirmedAs: string | null): Hold => ({ confirmByMs: 1, suspended: null, confirmedAs });
const says = (what: BankEvidence['says'], rung: 3 | 4 = 4): BankEvidence => ({
  rung,
  source: rung === 3 ? 'acquirer_api' : 'registry',
  says: what,
  matchedBy: 'rrn',
  amountMinor: 150_000n,
  rrn: '601512345678',
  authCode: null,
  cardMask: null,
  tid: null,
  mid: null,
  lines: [],
});
const event = (cause: string, evidence: PaymentEvent['evidence']): PaymentEvent => ({ cause, evidence, atMs: 1 }) as PaymentEvent;
const sent = (step: string): PaymentEvent => event('step_sent', { step, reference: 'E57FA110' });
const answered = (answer: string): PaymentEvent => event('step_answered', { reference: 'E57FA110', answer });

/** Where the bank's proof leads, by rung 3 and by rung 4. */
const leads = (payment: PaymentRecord, what: BankEvidence['says'], events: readonly PaymentEvent[] = []): unknown[] =>
  ([3, 4] as const).map((rung) => moveOfEvidence(payment, says(what, rung), events)?.to ?? null);

describe('a sale that the bank lists', () => {
  it('is approved where nobody has ordered its undo, and where the hotel has confirmed it', () => {
    expect(leads(sale(), 'captured')).toEqual(['approved', 'approved']);
    expect(leads(sale({ hold: hold('F-1') }), 'captured', [sent('commit')])).toEqual(['approved', 'approved']);
  });

  it('stays open once its undo was ordered: the undo’s own line may be in a later list', () => {
    for (const status of ['reversal_unknown', 'manual_review'] as const) {
      expect(leads(sale({ status, hold: hold(null) }), 'captured')).toEqual([null, null]);
    }
    for (const step of ['rollback', 'void', 'undo']) {
      expect(leads(sale(), 'captured', [sent(step)])).toEqual([null, null]);
      expect(leads(sale(), 'captured', [sent(step), answered('unknown')])).toEqual([null, null]);
    }
  });

  it('is approved where the terminal itself has refused the undo that a person ordered', () => {
    expect(leads(sale(), 'captured', [sent('undo'), answered('refused')])).toEqual(['approved', 'approved']);
  });

  it('is reversed as soon as the bank lists the undo', () => {
    expect(leads(sale({ status: 'reversal_unknown', hold: hold(null) }), 'reversed', [sent('void')])).toEqual(['reversed', 'reversed']);
  });
});
