import {
  WireRefused,
  type DriverSession,
  type LinkReport,
  type OrderOutcome,
  type PaymentOrder,
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
import { declineFor } from './result-map.ts';
import { runServiceOperation, type ServiceOperation } from './service-operation.ts';
import { controlTape, reprintLast, testLink, totalsReport } from './service-run.ts';
import { closeDay, recoverClose } from './settlement.ts';
import type { ZvtSettings } from './settings.ts';

const BUSY = declineFor('device_busy', null);
const UNREACHABLE = declineFor('no_connection', null);
const RECEIPT = /^[0-9]{4}$/;

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
    if (found === 'busy') return { finding: 'in_progress', evidence: { reason: 'conversation_running' } };
    return found ?? { finding: 'cannot_tell', conclusive: false, evidence: { reason: 'no_connection' } };
  }

  async testLink(session: DriverSession): Promise<LinkReport> {
    const report = await this.#reached(session, (conversation) => testLink(conversation, this.settings, session));
    if (report === 'busy') return { reachable: false, reason: BUSY.message, evidence: { end: 'busy' } };
    return report ?? { reachable: false, reason: UNREACHABLE.message, evidence: { end: 'refused' } };
  }

  async reprint(session: DriverSession): Promise<ReprintReport> {
    const report = await this.#reached(session, (conversation) => reprintLast(conversation, this.settings, session));
    if (report === 'busy') return { slip: null, reason: BUSY.message };
    return report ?? { slip: null, reason: UNREACHABLE.message };
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
    if (report !== null && report !== 'busy') return report;
    const { message: reason } = report === 'busy' ? BUSY : UNREACHABLE;
    return { outcome: 'failed', sent: false, reason, text: null, evidence: { end: report ?? 'refused' } };
  }

  async #report(session: DriverSession, ask: typeof totalsReport): Promise<ReportAnswer> {
    const report = await this.#reached(session, (conversation) => ask(conversation, this.settings, session));
    if (report === 'busy') return { text: null, reason: BUSY.message, evidence: { end: 'busy' } };
    return report ?? { text: null, reason: UNREACHABLE.message, evidence: { end: 'refused' } };
  }

  async settle(order: SettlementOrder, session: DriverSession): Promise<SettlementOutcome> {
    const done = await this.#reached(session, (conversation) => closeDay(conversation, this.settings, order, session));
    if (done !== null && done !== 'busy') return done;
    return { outcome: 'not_sent', decline: done === 'busy' ? BUSY : UNREACHABLE, evidence: { sent: false } };
  }

  async recoverSettlement(query: SettlementQuery, session: DriverSession): Promise<SettlementFinding> {
    const found = await this.#reached(session, (conversation) => recoverClose(conversation, this.settings, query, session));
    if (found === 'busy') return { finding: 'in_progress', evidence: { reason: 'conversation_running' } };
    return found ?? { finding: 'cannot_tell', conclusive: false, evidence: { reason: 'no_connection' } };
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

  /** Null where the terminal cannot be reached. */
  async #reached<T>(session: DriverSession, talk: (conversation: Conversation) => Promise<T>): Promise<T | 'busy' | null> {
    const done = await this.#alone(async (): Promise<{ readonly value: T | null }> => {
      try {
        return { value: await withTerminal(this.settings, this.io, session, talk) };
      } catch (error) {
        if (error instanceof WireRefused) return { value: null };
        throw error;
      }
    });
    return done === null ? 'busy' : done.value;
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
