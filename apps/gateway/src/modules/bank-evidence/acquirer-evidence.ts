import type { AcquirerOperations, BankEvidence, BankOperation, Clock, PaymentRecord, PaymentStore, RecoveryEvidence } from '@payport/domain';

export interface AcquirerEvidencePorts {
  readonly acquirer: AcquirerOperations;
  readonly store: Pick<PaymentStore, 'terminal'>;
  readonly clock: Pick<Clock, 'now'>;
  /** A device works on an order no longer than this, ms: whatever the provider promises, absence does not count before. */
  readonly leastAbsenceMs: number;
}

/** Rung 3: the acquirer's own operations API. */
export class AcquirerEvidence implements RecoveryEvidence {
  constructor(private readonly ports: AcquirerEvidencePorts) {}

  async about(payment: PaymentRecord): Promise<BankEvidence | null> {
    const { acquirer, store } = this.ports;
    try {
      const terminal = await store.terminal(payment.terminalId);
      if (!terminal) return null;
      const asked = await acquirer.ask(payment, terminal);
      if (asked.answer === 'found') return isOf(payment, asked.operation, terminal.tid) ? ofOperation(payment, asked.operation) : null;
      return asked.answer === 'absent' && this.absenceCounts(payment) ? ABSENT : null;
    } catch {
      // A question that broke says nothing about the payment; it is asked again later.
      return null;
    }
  }

  /** Not before the provider's lists are complete, and not while whoever sent the order may still send it. */
  private absenceCounts(payment: PaymentRecord): boolean {
    const { acquirer, clock, leastAbsenceMs } = this.ports;
    const delayMs = Math.max(acquirer.absenceCountsAfterMs, leastAbsenceMs);
    const sinceMs = Math.max(payment.dispatchedAtMs ?? payment.createdAtMs, payment.absenceCountsAfterMs ?? 0);
    return clock.now() - sinceMs >= delayMs;
  }
}

const NOTHING = { amountMinor: null, rrn: null, authCode: null, cardMask: null, tid: null, mid: null, lines: [] } as const;
const ABSENT: BankEvidence = { ...NOTHING, rung: 3, source: 'acquirer_api', says: 'absent', matchedBy: 'reference' };

/** An answer about another operation is none: currency, terminal and reference must not speak against it. */
function isOf(payment: PaymentRecord, operation: BankOperation, tid: string | null): boolean {
  const known = payment.result?.rrn ?? null;
  const otherTerminal = operation.tid !== null && tid !== null && operation.tid !== tid;
  return operation.currency === payment.currency && !otherTerminal && (known === null || operation.rrn === null || known === operation.rrn);
}

function ofOperation(payment: PaymentRecord, operation: BankOperation): BankEvidence {
  const { amountMinor, rrn, authCode, cardMask, tid, mid } = operation;
  const says = operation.kind === 'reversal' && payment.kind !== 'void' ? 'reversed' : operation.state;
  return { rung: 3, source: 'acquirer_api', says, matchedBy: 'reference', amountMinor, rrn, authCode, cardMask, tid, mid, lines: [] };
}
