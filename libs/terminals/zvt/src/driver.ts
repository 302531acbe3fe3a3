import type { Bilingual, Decline } from '@payport/domain';
import {
  WireRefused,
  type DriverSession,
  type Evidence,
  type LinkReport,
  type OrderOutcome,
  type PaymentOrder,
  type PlaceTrouble,
  type RecoveryFinding,
  type RecoveryQuery,
  type RefundOrder,
  type ReportAnswer,
  type ReprintReport,
  type ServiceReport,
  type SettlementFinding,
  type SettlementOrder,
  type SettlementOutcome,
  type SettlementQuery,
  type TerminalDriver,
  type TerminalIo,
} from '@payport/terminals-core';
import type { Operation } from './card-result.ts';
import { CURRENCIES, MAX_AMOUNT_MINOR } from './constants.ts';
import type { Conversation } from './conversation.ts';
import { withTerminal } from './device.ts';
import type { EcrCommand } from './messages.ts';
import { notSent, performOrder } from './order-run.ts';
import { recover } from './recovery.ts';
import { declineFor, unreachableBy } from './result-map.ts';
import { runServiceOperation, type ServiceOperation } from './service-operation.ts';
import { controlTape, reprintLast, testLink, totalsReport } from './service-run.ts';
import { closeDay, recoverClose } from './settlement.ts';
import type { ZvtSettings } from './settings.ts';

const RECEIPT = /^[0-9]{4}$/;

/** Why no conversation was held. */
class NotHeld {
  readonly decline: Decline;

  constructor(readonly cause: PlaceTrouble | 'no_connection' | 'device_busy') {
    this.decline = declineFor(cause, null);
  }

  get told(): { readonly reason: Bilingual; readonly step?: Bilingual; readonly evidence: Evidence } {
    const end = this.cause === 'device_busy' ? 'busy' : 'refused';
    return { ...unreachableBy(this.cause), evidence: { end, cause: this.cause } };
  }

  /** One that runs may be the order's own; a terminal that nobody reached has told nothing. */
  get finding(): { readonly finding: 'in_progress'; readonly evidence: Evidence } | Extract<RecoveryFinding, { finding: 'cannot_tell' }> {
    if (this.cause === 'device_busy') return { finding: 'in_progress', evidence: { reason: 'conversation_running' } };
    return { finding: 'cannot_tell', conclusive: false, evidence: { reason: this.cause } };
  }
}

/** Conversation with one ZVT terminal. */
export class ZvtDriver implements TerminalDriver {
  /** One conversation at a time; the engine's claim sees to that, and this is the second lock. */
  #busy = false;
  /** Only by setting: the acquirer has to allow it. */
  readonly preauthorize?: NonNullable<TerminalDriver['preauthorize']>;
  readonly capture?: NonNullable<TerminalDriver['capture']>;
  readonly release?: NonNullable<TerminalDriver['release']>;

  constructor(
    private readonly settings: ZvtSettings,
    private readonly io: TerminalIo,
  ) {
    if (!settings.preauthorization) return;
    this.preauthorize = (order, session) =>
      this.#order('preauthorization', order, session, (currency) => ({ kind: 'reservation', amountMinor: order.amountMinor, currency }));
    this.capture = (order, session) => this.#capture(order, session);
    this.release = async (order, session) => {
      const receipt = receiptOf(order);
      if (receipt === null) return notSent('original_not_found');
      return this.#order('release', order, session, (currency) => ({
        kind: 'reservation_reversal',
        receipt,
        amountMinor: order.amountMinor,
        currency,
      }));
    };
  }

  sale(order: PaymentOrder, session: DriverSession): Promise<OrderOutcome> {
    return this.#order('sale', order, session, (currency) => ({ kind: 'authorization', amountMinor: order.amountMinor, currency }));
  }

  /** By the card that the guest presents: the protocol names no original. */
  refund(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const { password } = this.settings;
    return this.#order('refund', order, session, (currency) => ({ kind: 'refund', password, amountMinor: order.amountMinor, currency }));
  }

  /** By the receipt number of an operation of the open batch. */
  async void(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const receipt = receiptOf(order);
    if (receipt === null) return notSent('original_not_found');
    const { password } = this.settings;
    return this.#order('void', order, session, (currency) => ({ kind: 'reversal', password, receipt, amountMinor: order.amountMinor, currency }));
  }

  async #capture(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const receipt = receiptOf(order);
    const reservedMinor = order.original.amountMinor ?? null;
    if (receipt === null) return notSent('original_not_found');
    const { amountMinor } = order;
    const unusedMinor = reservedMinor === null || reservedMinor < amountMinor ? null : reservedMinor - amountMinor;
    if (this.settings.captureBy === 'book_total') {
      return this.#order('capture', order, session, (currency) => ({ kind: 'book_total', receipt, amountMinor, currency }), unusedMinor);
    }
    if (unusedMinor === null) return notSent('original_not_found');
    return this.#order('capture', order, session, (currency) => ({ kind: 'partial_reversal', receipt, unusedMinor, currency }), unusedMinor);
  }

  async recover(query: RecoveryQuery, session: DriverSession): Promise<RecoveryFinding> {
    const found = await this.#reached(session, (conversation) => recover(conversation, this.settings, query, session, this.io.clock));
    return found instanceof NotHeld ? found.finding : found;
  }

  async testLink(session: DriverSession): Promise<LinkReport> {
    const report = await this.#reached(session, (conversation) => testLink(conversation, this.settings, session));
    return report instanceof NotHeld ? { reachable: false, ...report.told } : report;
  }

  async reprint(session: DriverSession): Promise<ReprintReport> {
    const report = await this.#reached(session, (conversation) => reprintLast(conversation, this.settings, session));
    return report instanceof NotHeld ? { slip: null, reason: report.told.reason } : report;
  }

  totalsReport(session: DriverSession): Promise<ReportAnswer> {
    return this.#report(session, totalsReport);
  }

  controlTape(session: DriverSession): Promise<ReportAnswer> {
    return this.#report(session, controlTape);
  }

  diagnose(session: DriverSession): Promise<ServiceReport> {
    return this.#service(session, 'diagnosis');
  }

  initialise(session: DriverSession): Promise<ServiceReport> {
    return this.#service(session, 'initialisation');
  }

  async #service(session: DriverSession, operation: ServiceOperation): Promise<ServiceReport> {
    const report = await this.#reached(session, (conversation) => runServiceOperation(conversation, this.settings, operation, session));
    return report instanceof NotHeld ? { outcome: 'failed', sent: false, text: null, ...report.told } : report;
  }

  async #report(session: DriverSession, ask: typeof totalsReport): Promise<ReportAnswer> {
    const report = await this.#reached(session, (conversation) => ask(conversation, this.settings, session));
    return report instanceof NotHeld ? { text: null, ...report.told } : report;
  }

  async settle(order: SettlementOrder, session: DriverSession): Promise<SettlementOutcome> {
    const done = await this.#reached(session, (conversation) => closeDay(conversation, this.settings, order, session));
    return done instanceof NotHeld ? { outcome: 'not_sent', decline: done.decline, evidence: { sent: false, cause: done.cause } } : done;
  }

  async recoverSettlement(query: SettlementQuery, session: DriverSession): Promise<SettlementFinding> {
    const found = await this.#reached(session, (conversation) => recoverClose(conversation, this.settings, query, session));
    return found instanceof NotHeld ? found.finding : found;
  }

  /** `unusedMinor`: a capture is answered with what it takes or with what it gives back, as the terminal likes. */
  async #order(
    operation: Operation,
    order: PaymentOrder,
    session: DriverSession,
    command: (currency: string) => EcrCommand,
    unusedMinor: bigint | null = null,
  ): Promise<OrderOutcome> {
    const currency = CURRENCIES[order.currency];
    if (currency === undefined || order.currency !== this.settings.currency) return notSent('currency');
    if (order.amountMinor > MAX_AMOUNT_MINOR) return notSent('amount_too_large');
    if (order.amountMinor <= 0n) return notSent('setup_protocol', { fault: 'order_not_valid' });
    const job = { operation, order, command: command(currency), unusedMinor };
    return (await this.#alone(() => performOrder(this.settings, this.io, job, session))) ?? notSent('device_busy');
  }

  async #reached<T extends object>(session: DriverSession, talk: (conversation: Conversation) => Promise<T>): Promise<T | NotHeld> {
    const done = await this.#alone(async () => {
      try {
        return await withTerminal(this.settings, this.io, session, talk);
      } catch (error) {
        if (error instanceof WireRefused) return new NotHeld(error.trouble ?? 'no_connection');
        throw error;
      }
    });
    return done ?? new NotHeld('device_busy');
  }

  /** Null when a conversation is running already. */
  async #alone<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#busy) return null;
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }
}

function receiptOf({ original }: RefundOrder): string | null {
  const stan = original.stan ?? null;
  return stan !== null && RECEIPT.test(stan) ? stan : null;
}
