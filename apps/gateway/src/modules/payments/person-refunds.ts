import { formatAmount, ok, refuse, type PaymentId, type PaymentRecord, type RefundReason, type Result, type TerminalId } from '@payport/domain';
import { noteOf } from './event-note.ts';
import type { PersonRefund, Refusal, StartCommand } from './payment-commands.ts';
import type { Person } from './payment-resolution.ts';
import { GIVE_BACK_PROPOSED, GIVE_BACK_REJECTED, openGiveBack, refusalToGiveBack } from './person-refund.ts';
import { sameAcquirer } from './refund-original.ts';
import { refusalOf, type RefundWords } from './refund-proposal.ts';
import { amountToGiveBack, RefundSteps, type RefundPorts } from './refund-steps.ts';

/** What a person asks for. */
export interface GiveBack {
  readonly amount: string;
  readonly reasonCode: RefundReason;
  readonly reason: string;
  readonly terminalId: TerminalId | null;
  /** Made once by whoever asks: the same request is one refund. */
  readonly key: string;
  /** What the page told them: that they give it back alone. Else it is a proposal, whatever the limits say now. */
  readonly alone: boolean;
  /** What they saw as left. */
  readonly left: string;
}

/**
 * Money back by people: within one's limit at once, above it as a proposal that another person confirms. Either starts a
 * refund like any other, linked to its payment.
 */
export class PersonRefunds {
  private readonly steps: RefundSteps;

  constructor(private readonly ports: RefundPorts) {
    this.steps = new RefundSteps(ports);
  }

  /** @param aloneMinor the most that this person gives back of one payment alone; null: any amount */
  async give(id: PaymentId, wanted: GiveBack, by: Person, aloneMinor: bigint | null): Promise<Result<void, Refusal>> {
    const { store } = this.ports;
    const payment = await store.find(id);
    if (!payment) return refuse({ code: 'not-found' });
    const amount = amountToGiveBack(wanted.amount, payment.currency);
    if (!amount.ok) return amount;
    if (!wanted.alone) return this.propose(id, amount.value, wanted, by);
    const original: PersonRefund = { refundOf: id, by, reasonCode: wanted.reasonCode, aloneMinor, left: wanted.left, seq: null };
    const terminalId = wanted.terminalId ?? payment.terminalId;
    return this.steps.begin(
      id,
      commandOf(payment, { amountMinor: amount.value, reason: wanted.reason, terminalId, key: giveKey(wanted.key) }, original),
    );
  }

  /** Anybody who may give back rejects a proposal; who made it takes it back. */
  reject(id: PaymentId, seq: number, reason: string, by: Person): Promise<Result<void, Refusal>> {
    return this.steps.step(id, async (tx, payment, atMs) => {
      if (openGiveBack(await tx.events(id))?.seq !== seq) return refuse({ code: 'resolution-gone' });
      await tx.append(noteOf(payment, atMs, GIVE_BACK_REJECTED, `user:${by.name}`, { seq, reason }));
      await this.steps.audit(tx, payment, by, 'payment.refund_rejected', { seq, reason });
      return ok(undefined);
    });
  }

  /** Starts what another person proposed. Whoever confirms at the same time gets the same refund. */
  async confirm(id: PaymentId, seq: number, by: Person): Promise<Result<void, Refusal>> {
    const { store } = this.ports;
    const payment = await store.find(id);
    if (!payment) return refuse({ code: 'not-found' });
    const open = openGiveBack(await store.events(id, 0));
    const refused = refusalOf(open, seq, by.id);
    if (refused || !open) return refuse(refused ?? { code: 'resolution-gone' });
    const original: PersonRefund = { refundOf: id, by, reasonCode: open.reasonCode ?? 'other', aloneMinor: null, left: null, seq };
    const { amountMinor, reason, terminal } = open;
    return this.steps.begin(id, commandOf(payment, { amountMinor, reason, terminalId: terminal.id, key: proposalKey(id, seq) }, original));
  }

  private propose(
    id: PaymentId,
    amountMinor: bigint,
    { reasonCode, reason, terminalId, left }: GiveBack,
    by: Person,
  ): Promise<Result<void, Refusal>> {
    return this.steps.step(id, async (tx, payment, atMs) => {
      const refused = refusalToGiveBack(payment, amountMinor, left);
      if (refused) return refuse(refused);
      if (openGiveBack(await tx.events(id))) return refuse({ code: 'resolution-proposed' });
      const terminal = await tx.terminal(payment.propertyId, terminalId ?? payment.terminalId);
      if (!terminal) return refuse({ code: 'terminal-not-found' });
      if (!(await sameAcquirer(tx, payment, terminal))) return refuse({ code: 'original-not-refundable' });
      const words = { amountMinor: amountMinor.toString(), reason, reasonCode, terminalId: terminal.id, terminalName: terminal.name };
      await tx.append(noteOf(payment, atMs, GIVE_BACK_PROPOSED, `user:${by.name}`, { ...words, byId: by.id } satisfies RefundWords));
      await this.steps.audit(tx, payment, by, 'payment.refund_proposed', words);
      return ok(undefined);
    });
  }
}

/** How much of its payment a person may still give back alone, in decimals; null: all that is left. */
export const leftAlone = (payment: PaymentRecord, aloneMinor: bigint | null): string | null => {
  if (aloneMinor === null) return null;
  const left = aloneMinor - payment.refundClaimsMinor;
  return formatAmount(left > 0n ? left : 0n, payment.currency);
};

const giveKey = (key: string): string => `portal-refund:${key}`;
const proposalKey = (id: PaymentId, seq: number): string => `portal-refund:${id}:${seq}`;

interface Order {
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly terminalId: TerminalId;
  readonly key: string;
}

const commandOf = (payment: PaymentRecord, { amountMinor, reason, terminalId, key }: Order, original: PersonRefund): StartCommand => ({
  propertyId: payment.propertyId,
  terminalId,
  kind: 'refund',
  amountMinor: -amountMinor,
  currency: payment.currency,
  idempotencyKey: key,
  pmsTransactionNumber: null,
  reservation: payment.reservation,
  folio: payment.folio,
  original,
  cashier: original.by.name,
  workstation: null,
  comment: reason.slice(0, 255),
  details: null,
  confirmation: 'auto',
  acknowledged: { duplicateOf: [], openPayment: [] },
  params: {
    '/operation': 'portal-refund',
    '/paymentId': payment.id,
    '/terminalId': terminalId,
    '/amount': amountMinor.toString(),
    '/reason': original.reasonCode,
    '/by': original.seq === null ? original.by.id : null,
    '/proposal': original.seq === null ? null : String(original.seq),
  },
  caller: { apiKeyId: null, actor: `user:${original.by.name}`, mayRefundBlind: false },
});
