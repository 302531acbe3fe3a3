import { formatAmount, ok, refuse, type PaymentId, type PaymentRecord, type Result, type TerminalId } from '@payport/domain';
import { isContradictedTaking, openRefund, provenLeft, REFUND_PROPOSED, REFUND_REJECTED, refundKey } from './contradiction-proposal.ts';
import type { Refusal, StartCommand } from './payment-commands.ts';
import type { Person } from './payment-resolution.ts';
import { noteOf } from './event-note.ts';
import { sameAcquirer } from './refund-original.ts';
import { refusalOf, type OpenRefund, type RefundWords } from './refund-proposal.ts';
import { amountToGiveBack, RefundSteps, type RefundPorts } from './refund-steps.ts';

/** What one person asks for. */
export interface RefundProposal {
  readonly amount: string;
  readonly reason: string;
  readonly terminalId: TerminalId | null;
}

/**
 * Money back for a payment without money in our books that the bank shows as taken: whatever the hotel's limit, one person
 * proposes and another confirms. The confirmation starts a refund like any other, up to the proven amount.
 */
export class ContradictionRefunds {
  private readonly steps: RefundSteps;

  constructor(private readonly ports: RefundPorts) {
    this.steps = new RefundSteps(ports);
  }

  propose(id: PaymentId, { amount, reason, terminalId }: RefundProposal, by: Person): Promise<Result<void, Refusal>> {
    return this.steps.step(id, async (tx, payment, atMs) => {
      if (!isContradictedTaking(payment)) return refuse({ code: 'not-contradicted' });
      if (openRefund(await tx.events(id))) return refuse({ code: 'resolution-proposed' });
      const wanted = amountToGiveBack(amount, payment.currency);
      if (!wanted.ok) return wanted;
      const left = provenLeft(payment);
      if (wanted.value > left)
        return refuse({ code: 'refund-exceeds-original', members: { refundableAmount: formatAmount(left, payment.currency) } });
      const terminal = await tx.terminal(payment.propertyId, terminalId ?? payment.terminalId);
      if (!terminal) return refuse({ code: 'terminal-not-found' });
      if (!(await sameAcquirer(tx, payment, terminal))) return refuse({ code: 'original-not-refundable' });
      const words = { amountMinor: wanted.value.toString(), reason, reasonCode: null, terminalId: terminal.id, terminalName: terminal.name };
      await tx.append(noteOf(payment, atMs, REFUND_PROPOSED, `user:${by.name}`, { ...words, byId: by.id } satisfies RefundWords));
      await this.steps.audit(tx, payment, by, 'payment.contradiction_refund_proposed', words);
      return ok(undefined);
    });
  }

  /** Anybody who may decide rejects a proposal; who proposed it takes it back. */
  reject(id: PaymentId, seq: number, reason: string, by: Person): Promise<Result<void, Refusal>> {
    return this.steps.step(id, async (tx, payment, atMs) => {
      if (openRefund(await tx.events(id))?.seq !== seq) return refuse({ code: 'resolution-gone' });
      await tx.append(noteOf(payment, atMs, REFUND_REJECTED, `user:${by.name}`, { seq, reason }));
      await this.steps.audit(tx, payment, by, 'payment.contradiction_refund_rejected', { seq, reason });
      return ok(undefined);
    });
  }

  /** Starts the refund on its terminal. Whoever confirms at the same time gets the same one. */
  async confirm(id: PaymentId, seq: number, by: Person): Promise<Result<void, Refusal>> {
    const { store } = this.ports;
    const payment = await store.find(id);
    if (!payment) return refuse({ code: 'not-found' });
    const open = openRefund(await store.events(id, 0));
    const refused = refusalOf(open, seq, by.id);
    if (refused || !open) return refuse(refused ?? { code: 'resolution-gone' });
    return this.steps.begin(id, commandOf(payment, open, by));
  }
}

const commandOf = (payment: PaymentRecord, { seq, amountMinor, reason, terminal }: OpenRefund, by: Person): StartCommand => ({
  propertyId: payment.propertyId,
  terminalId: terminal.id,
  kind: 'refund',
  amountMinor: -amountMinor,
  currency: payment.currency,
  idempotencyKey: refundKey(payment.id, seq),
  pmsTransactionNumber: null,
  reservation: payment.reservation,
  folio: payment.folio,
  original: { contradictionOf: payment.id, seq, by },
  cashier: by.name,
  workstation: null,
  comment: reason.slice(0, 255),
  details: null,
  confirmation: 'auto',
  acknowledged: { duplicateOf: [], openPayment: [] },
  params: { '/operation': 'contradiction-refund', '/paymentId': payment.id, '/proposal': String(seq) },
  caller: { apiKeyId: null, actor: `user:${by.name}`, mayRefundBlind: false },
});
