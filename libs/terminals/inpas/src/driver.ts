import type {
  DriverSession,
  LinkReport,
  OrderOutcome,
  PaymentOrder,
  RecoveryFinding,
  RecoveryQuery,
  RefundOrder,
  SettlementFinding,
  SettlementOrder,
  SettlementOutcome,
  SettlementQuery,
  TerminalDriver,
  TerminalIo,
} from '@payport/terminals-core';
import { abilitiesOf } from './abilities.ts';
import { ConsoleDevice } from './console/console-device.ts';
import { CURRENCY, MAX_AMOUNT_MINOR, OPERATION, RRN_PATTERN, TRANSACTION_ID_PATTERN } from './constants.ts';
import { LineDevice, type Device } from './device.ts';
import { notSent, performOrder } from './order-run.ts';
import { partialReversalOf } from './partial-reversal.ts';
import { recoverOrder } from './recovery.ts';
import type { Cause } from './result-map.ts';
import { runLinkTest, runReport } from './service-run.ts';
import { performSettlement, recoverSettlement } from './settlement-run.ts';
import { devicePlace, type InpasSettings } from './settings.ts';
import { undoLost } from './undo-lost.ts';

/** The way to the terminal that its settings name. */
function deviceFor(settings: InpasSettings, io: TerminalIo): Device {
  const place = devicePlace(settings);
  return place.channel === 'process' ? new ConsoleDevice(settings, io, place) : new LineDevice(settings, io);
}

/** Conversation with one INPAS terminal. What its connection or nobody's trial has not shown to work does not exist on it. */
export class InpasDriver implements TerminalDriver {
  readonly #device: Device;
  readonly refund?: NonNullable<TerminalDriver['refund']>;
  readonly void?: NonNullable<TerminalDriver['void']>;
  readonly reprint?: NonNullable<TerminalDriver['reprint']>;
  readonly totalsReport?: NonNullable<TerminalDriver['totalsReport']>;
  readonly controlTape?: NonNullable<TerminalDriver['controlTape']>;
  readonly undoLost?: NonNullable<TerminalDriver['undoLost']>;

  constructor(settings: InpasSettings, io: TerminalIo) {
    const device = deviceFor(settings, io);
    const { giveBack, userCommands, undo } = abilitiesOf(settings);
    this.#device = device;
    if (giveBack) {
      this.refund = (order, session) => this.#refund(order, session);
      this.void = (order, session) => this.#void(order, session);
    }
    if (userCommands) {
      this.reprint = async (session) => {
        const report = await runReport(device, 'copy', session);
        return report.text === null ? { slip: null, reason: report.reason } : { slip: report.text };
      };
      this.totalsReport = (session) => runReport(device, 'short_report', session);
      this.controlTape = (session) => runReport(device, 'full_report', session);
    }
    if (undo) this.undoLost = (operation, asking, sending) => undoLost(device, operation, asking, sending);
  }

  async sale(order: PaymentOrder, session: DriverSession): Promise<OrderOutcome> {
    const cause = this.#obstacle(order);
    if (cause !== null) return notSent(cause);
    const { amountMinor, reference: transactionId } = order;
    return performOrder(this.#device, { operation: 'sale', order, request: { kind: 'sale', amountMinor, transactionId } }, session);
  }

  recover(query: RecoveryQuery, session: DriverSession): Promise<RecoveryFinding> {
    return recoverOrder(this.#device, query, session);
  }

  testLink(session: DriverSession): Promise<LinkReport> {
    return runLinkTest(this.#device, session);
  }

  settle(order: SettlementOrder, session: DriverSession): Promise<SettlementOutcome> {
    return performSettlement(this.#device, order, session);
  }

  recoverSettlement(query: SettlementQuery, session: DriverSession): Promise<SettlementFinding> {
    return recoverSettlement(this.#device, query, session);
  }

  /** A part of a payment of the open batch is taken back by a change of its amount, where the settings say so. */
  async #refund(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const part = partialReversalOf(order, abilitiesOf(this.#device.settings));
    if (part === null) return this.#follow('refund', Number(this.#device.settings.refundOperation), order, session);
    const cause = this.#obstacle(order) ?? (RRN_PATTERN.test(part.rrn) ? null : 'original_not_found');
    return cause === null ? performOrder(this.#device, { operation: 'refund', order, request: part }, session) : notSent(cause);
  }

  /** Cancels an operation of the open batch by its reference number. */
  async #void(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    if (order.original.rrn === null) return notSent('original_not_found');
    return this.#follow('void', OPERATION.void, order, session);
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
