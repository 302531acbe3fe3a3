import type {
  DriverSession,
  LinkReport,
  OrderOutcome,
  PaymentOrder,
  RecoveryFinding,
  RecoveryQuery,
  RefundOrder,
  ReportAnswer,
  ReprintReport,
  SettlementFinding,
  SettlementOrder,
  SettlementOutcome,
  SettlementQuery,
  TerminalDriver,
  TerminalIo,
} from '@payport/terminals-core';
import { CURRENCY, MAX_AMOUNT_MINOR, OPERATION, RRN_PATTERN, TRANSACTION_ID_PATTERN } from './constants.ts';
import { Device } from './device.ts';
import { rollbackLast } from './last-operation.ts';
import { notSent, performOrder } from './order-run.ts';
import { partialReversalOf } from './partial-reversal.ts';
import { recoverOrder } from './recovery.ts';
import type { Cause } from './result-map.ts';
import { runLinkTest, runReport } from './service-run.ts';
import { performSettlement, recoverSettlement } from './settlement-run.ts';
import type { InpasSettings } from './settings.ts';

/** Conversation with one INPAS terminal. */
export class InpasDriver implements TerminalDriver {
  readonly #device: Device;
  /** Only by setting: what nobody has tried on a real terminal does not exist on the driver until somebody has. */
  readonly rollbackLast?: NonNullable<TerminalDriver['rollbackLast']>;

  constructor(settings: InpasSettings, io: TerminalIo) {
    this.#device = new Device(settings, io);
    if (settings.emergencyReversal) this.rollbackLast = (operation, session) => rollbackLast(this.#device, operation, session);
  }

  async sale(order: PaymentOrder, session: DriverSession): Promise<OrderOutcome> {
    const cause = this.#obstacle(order);
    if (cause !== null) return notSent(cause);
    const { amountMinor, reference: transactionId } = order;
    return performOrder(this.#device, { operation: 'sale', order, request: { kind: 'sale', amountMinor, transactionId } }, session);
  }

  /** A part of a payment of the open batch is taken back by a change of its amount, where the settings say so. */
  async refund(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const part = partialReversalOf(order, this.#device.settings);
    if (part !== null) {
      const cause = this.#obstacle(order) ?? (RRN_PATTERN.test(part.rrn) ? null : 'original_not_found');
      return cause === null ? performOrder(this.#device, { operation: 'refund', order, request: part }, session) : notSent(cause);
    }
    return this.#follow('refund', Number(this.#device.settings.refundOperation), order, session);
  }

  /** Cancels an operation of the open batch by its reference number. */
  async void(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    if (order.original.rrn === null) return notSent('original_not_found');
    return this.#follow('void', OPERATION.void, order, session);
  }

  recover(query: RecoveryQuery, session: DriverSession): Promise<RecoveryFinding> {
    return recoverOrder(this.#device, query, session);
  }

  testLink(session: DriverSession): Promise<LinkReport> {
    return runLinkTest(this.#device, session);
  }

  async reprint(session: DriverSession): Promise<ReprintReport> {
    const report = await runReport(this.#device, 'copy', session);
    return report.text === null ? { slip: null, reason: report.reason } : { slip: report.text };
  }

  totalsReport(session: DriverSession): Promise<ReportAnswer> {
    return runReport(this.#device, 'short_report', session);
  }

  controlTape(session: DriverSession): Promise<ReportAnswer> {
    return runReport(this.#device, 'full_report', session);
  }

  settle(order: SettlementOrder, session: DriverSession): Promise<SettlementOutcome> {
    return performSettlement(this.#device, order, session);
  }

  recoverSettlement(query: SettlementQuery, session: DriverSession): Promise<SettlementFinding> {
    return recoverSettlement(this.#device, query, session);
  }

  async #follow(kind: 'refund' | 'void', operation: number, order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const { rrn, authCode } = order.original;
    const cause = this.#obstacle(order) ?? (rrn !== null && !RRN_PATTERN.test(rrn) ? 'original_not_found' : null);
    if (cause !== null) return notSent(cause);
    const { amountMinor, reference: transactionId } = order;
    return performOrder(this.#device, { operation: kind, order, request: { kind, operation, rrn, authCode, amountMinor, transactionId } }, session);
  }

  /** What this protocol cannot say, or would say to the wrong terminal. */
  #obstacle(order: PaymentOrder): Cause | null {
    if (order.currency !== CURRENCY) return 'currency';
    if (order.amountMinor > MAX_AMOUNT_MINOR) return 'amount_too_large';
    if (order.amountMinor <= 0n || !TRANSACTION_ID_PATTERN.test(order.reference)) return 'setup_other';
    return order.tid !== null && order.tid !== this.#device.settings.terminalId ? 'wrong_terminal' : null;
  }
}
