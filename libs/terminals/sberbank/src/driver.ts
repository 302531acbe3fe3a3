import type {
  DriverSession,
  LastFinding,
  LastOperation,
  LastOutcome,
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
import type { Cause } from './cause-texts.ts';
import { BankProgram } from './bank-program.ts';
import { CURRENCY, MAX_AMOUNT_MINOR, REQUEST_ID_PATTERN, RRN_PATTERN } from './constants.ts';
import { changeLast, findLast } from './last-operation.ts';
import type { PilotRequest } from './messages.ts';
import { notSent, performOrder, type OrderJob } from './order-run.ts';
import { Recovery } from './recovery.ts';
import { declineFor } from './result-map.ts';
import { serializeRequest } from './serializer.ts';
import { runLinkTest, runReport } from './service-run.ts';
import { performSettlement } from './settlement-run.ts';
import { SettlementRecovery } from './settlement-recovery.ts';
import type { SberbankSettings } from './settings.ts';

const BUSY = declineFor('device_busy', null).message;

/** What cannot be put on this program's command line without meaning something else there. */
function obstacle(order: PaymentOrder): Cause | null {
  if (order.currency !== CURRENCY) return 'currency';
  if (order.amountMinor > MAX_AMOUNT_MINOR) return 'amount_too_large';
  return null;
}

/** Conversation with one Sberbank terminal through the bank's program. */
export class SberbankDriver implements TerminalDriver {
  readonly #program: BankProgram;
  /** One conversation at a time; the engine's claim sees to that, and this is the second lock. */
  #busy = false;

  /** Only by setting: what nobody has tried on a real terminal does not exist on the driver until somebody has. */
  readonly suspendLast?: NonNullable<TerminalDriver['suspendLast']>;
  readonly findLast?: NonNullable<TerminalDriver['findLast']>;
  readonly commitLast?: NonNullable<TerminalDriver['commitLast']>;
  readonly preauthorize?: NonNullable<TerminalDriver['preauthorize']>;
  readonly capture?: NonNullable<TerminalDriver['capture']>;
  readonly release?: NonNullable<TerminalDriver['release']>;

  constructor(settings: SberbankSettings, io: TerminalIo) {
    this.#program = new BankProgram(settings, io);
    if (settings.suspendCommit) {
      this.suspendLast = (operation, session) => this.#changeLast('suspend', operation, session);
      this.findLast = (operation, session) => this.#findLast(operation, session);
      this.commitLast = (operation, session) => this.#changeLast('commit', operation, session);
    }
    if (settings.preauthorization) {
      this.preauthorize = (order, session) =>
        this.#perform(
          'preauthorization',
          order,
          { kind: 'preauthorization', amountMinor: order.amountMinor, requestId: this.#requestId(order) },
          session,
        );
      this.capture = (order, session) => this.#ofReservation('capture', order, session);
      this.release = (order, session) => this.#ofReservation('release', order, session);
    }
  }

  sale(order: PaymentOrder, session: DriverSession): Promise<OrderOutcome> {
    return this.#perform('sale', order, { kind: 'sale', amountMinor: order.amountMinor, requestId: this.#requestId(order) }, session);
  }

  async refund(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const { rrn } = order.original;
    if (rrn !== null && !RRN_PATTERN.test(rrn)) return notSent('original_not_found');
    return this.#perform('refund', order, { kind: 'refund', amountMinor: order.amountMinor, rrn, requestId: this.#requestId(order) }, session);
  }

  /** Cancels an operation of the open batch by its reference number; a closed batch answers 4315. */
  async void(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const { rrn } = order.original;
    if (rrn === null || !RRN_PATTERN.test(rrn)) return notSent('original_not_found');
    return this.#perform('void', order, { kind: 'cancel', amountMinor: order.amountMinor, rrn, requestId: this.#requestId(order) }, session);
  }

  async #ofReservation(kind: 'capture' | 'release', order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const { rrn } = order.original;
    if (rrn === null || !RRN_PATTERN.test(rrn)) return notSent('original_not_found');
    return this.#perform(kind, order, { kind, amountMinor: order.amountMinor, rrn, requestId: this.#requestId(order) }, session);
  }

  async recover(query: RecoveryQuery, session: DriverSession): Promise<RecoveryFinding> {
    const found = await this.#alone(async (): Promise<RecoveryFinding> => {
      try {
        return await new Recovery(this.#program, query, session).find();
      } catch (error) {
        // The folder could not be read or written: that says nothing about the money.
        return { finding: 'cannot_tell', conclusive: false, evidence: { fault: error instanceof Error ? error.name : 'unknown' } };
      }
    });
    return found ?? { finding: 'in_progress', evidence: { reason: 'conversation_running' } };
  }

  async testLink(session: DriverSession): Promise<LinkReport> {
    const report = await this.#alone(() => runLinkTest(this.#program, session));
    return report ?? { reachable: false, reason: BUSY, evidence: { end: 'busy' } };
  }

  async reprint(session: DriverSession): Promise<ReprintReport> {
    const report = await this.#report('reprint', session);
    return report.text === null ? { slip: null, reason: report.reason } : { slip: report.text };
  }

  /** The short form of the tape: the open batch's totals. */
  totalsReport(session: DriverSession): Promise<ReportAnswer> {
    return this.#report('short_tape', session);
  }

  controlTape(session: DriverSession): Promise<ReportAnswer> {
    return this.#report('control_tape', session);
  }

  async settle(order: SettlementOrder, session: DriverSession): Promise<SettlementOutcome> {
    const done = await this.#alone(() => performSettlement(this.#program, order, session));
    return done ?? { outcome: 'not_sent', decline: declineFor('device_busy', null), evidence: { sent: false, cause: 'device_busy' } };
  }

  async recoverSettlement(query: SettlementQuery, session: DriverSession): Promise<SettlementFinding> {
    const found = await this.#alone(async (): Promise<SettlementFinding> => {
      try {
        return await new SettlementRecovery(this.#program, query, session).find();
      } catch (error) {
        // The folder could not be read or written: that says nothing about the batch.
        return { finding: 'cannot_tell', conclusive: false, evidence: { fault: error instanceof Error ? error.name : 'unknown' } };
      }
    });
    return found ?? { finding: 'in_progress', evidence: { reason: 'conversation_running' } };
  }

  rollbackLast(operation: LastOperation, session: DriverSession): Promise<LastOutcome> {
    return this.#changeLast('rollback', operation, session);
  }

  async #changeLast(kind: 'rollback' | 'suspend' | 'commit', operation: LastOperation, session: DriverSession): Promise<LastOutcome> {
    const done = await this.#alone(() => changeLast(this.#program, kind, operation, session));
    return done ?? { outcome: 'not_sent', decline: declineFor('device_busy', null), evidence: { sent: false, cause: 'device_busy' } };
  }

  async #findLast(operation: LastOperation, session: DriverSession): Promise<LastFinding> {
    const found = await this.#alone(() => findLast(this.#program, operation, session));
    return found ?? { finding: 'cannot_tell', evidence: { end: 'busy' } };
  }

  async #report(kind: 'reprint' | 'short_tape' | 'control_tape', session: DriverSession): Promise<ReportAnswer> {
    const report = await this.#alone(() => runReport(this.#program, kind, session));
    return report ?? { text: null, reason: BUSY, evidence: { end: 'busy' } };
  }

  #requestId(order: PaymentOrder): string | null {
    return this.#program.settings.requestIds ? order.reference : null;
  }

  async #perform(operation: OrderJob['operation'], order: PaymentOrder, request: PilotRequest, session: DriverSession): Promise<OrderOutcome> {
    const cause = obstacle(order);
    if (cause !== null) return notSent(cause);
    if (order.amountMinor <= 0n || !REQUEST_ID_PATTERN.test(order.reference)) return notSent('setup_program', { fault: 'order_not_valid' });
    const args = serializeRequest(request, this.#program.settings);
    const job = { operation, order, requestId: this.#requestId(order), args };
    return (await this.#alone(() => performOrder(this.#program, job, session))) ?? notSent('device_busy');
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
