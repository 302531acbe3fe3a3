import type { CommandKind, CommandRecord, Decline, NewFrame, PaymentRecord, Stage, TerminalRecord } from '@payport/domain';
import {
  nothingKept,
  type DriverAlert,
  type DriverSession,
  type Evidence,
  type OrderOutcome,
  type OriginalOperation,
  type PaymentOrder,
  type RecoveryFinding,
  type RecoveryQuery,
  type SettlementFinding,
  type TerminalDriver,
} from '@payport/terminals-core';
import { commandsOf, converse, LOST_ANSWER, LOST_CLOSE, type BatchBefore, type CommandOutcome } from './command-conversation.ts';
import { TerminalSetupError, type DriverDirectory } from './driver-directory.ts';

/** What a conversation reports while it runs. */
export interface SessionHooks {
  /** Asked immediately before the first byte; rejects when this gateway may not send (any more). */
  readonly beforeFirstByte: () => Promise<void>;
  readonly dispatched: () => void;
  readonly stage: (stage: Stage | null) => void;
  /** Of an order: see `DriverSession.keep`. */
  readonly keep?: DriverSession['keep'];
  readonly frame: (frame: NewFrame) => void;
  readonly alert: (alert: DriverAlert) => void;
}

/** What an order goes back to, as it stands when the order is sent. */
export interface OriginalNow {
  readonly payment: PaymentRecord;
  /** It ran on the device that gets the order, and its batch is not known to be closed. */
  readonly inOpenBatch: boolean;
}

/** What an order's conversation asks of the engine besides. */
export interface OrderHooks extends SessionHooks {
  /** What the order goes back to, where that is a payment of ours. */
  readonly original: () => Promise<OriginalNow | null>;
}

/** The hooks as a driver's session. In one that is no order a driver that wants to keep something is told that it cannot. */
const sessionOf = (hooks: SessionHooks, abort: AbortSignal, beforeFirstByte = hooks.beforeFirstByte): DriverSession => ({
  abort,
  beforeFirstByte,
  dispatched: hooks.dispatched,
  stage: hooks.stage,
  keep: hooks.keep ?? nothingKept,
  frame: hooks.frame,
  alert: hooks.alert,
});

const UNKNOWN: Decline = {
  code: 'outcome_unknown',
  terminalCode: null,
  message: { ru: 'Результат ещё неизвестен', en: 'The result is not known yet' },
  advice: { ru: 'Не проводите оплату повторно. Проверяем автоматически', en: 'Do not take the payment again. It is being checked automatically' },
  retry: 'do_not_retry_check_first',
};

const SETUP: Decline = {
  code: 'terminal_setup',
  terminalCode: null,
  message: { ru: 'Терминал настроен неверно, запрос ему не отправлен', en: 'The terminal is set up wrongly, nothing was sent to it' },
  advice: {
    ru: 'Карта гостя ни при чём. Возьмите другой терминал и позовите управляющего',
    en: 'It is not the guest’s card. Use another terminal and call a manager',
  },
  retry: 'later',
};

const describe = (error: unknown): Evidence => ({
  error: error instanceof Error ? error.name : 'unknown',
  message: error instanceof Error ? error.message.slice(0, 300) : '',
});

/**
 * Conversations with devices: one order or question at a time per device, which the caller's claim guarantees. Knows
 * no database and no HTTP, so that it can run on another host than the engine.
 */
export class TerminalSessions {
  private readonly orders = new Map<string, AbortController>();

  constructor(private readonly drivers: DriverDirectory) {}

  /** Hands the order to the terminal's driver. Never rejects: what is not proven is `unknown`. */
  async perform(payment: PaymentRecord, terminal: TerminalRecord, hooks: OrderHooks): Promise<OrderOutcome> {
    const abort = new AbortController();
    this.orders.set(payment.id, abort);
    let mayHaveSent = false;
    try {
      const { driver } = await this.drivers.of(terminal);
      const session = sessionOf(hooks, abort.signal, async () => {
        await hooks.beforeFirstByte();
        mayHaveSent = true;
      });
      return await order(driver, payment, await hooks.original(), terminal, session);
    } catch (error) {
      if (!mayHaveSent && error instanceof TerminalSetupError) return { outcome: 'not_sent', decline: SETUP, evidence: describe(error) };
      if (!mayHaveSent) return { outcome: 'not_sent', decline: { ...SETUP, code: 'not_sent' }, evidence: describe(error) };
      return { outcome: 'unknown', decline: UNKNOWN, runEnded: false, evidence: describe(error) };
    } finally {
      this.orders.delete(payment.id);
    }
  }

  /** Asks the device to stop; false when no order of that payment runs here. */
  stop(paymentId: string): boolean {
    const abort = this.orders.get(paymentId);
    abort?.abort();
    return abort !== undefined;
  }

  isRunning(paymentId: string): boolean {
    return this.orders.has(paymentId);
  }

  runningCount(): number {
    return this.orders.size;
  }

  /**
   * Asks the device about an earlier order. Never rejects: a broken question is no proof. `memoryIntact`: nothing that makes
   * the device forget ran since the order, so that its "not found" proves absence. `alike` and `kept`: see `RecoveryQuery`.
   */
  async recover(
    payment: PaymentRecord,
    terminal: TerminalRecord,
    { memoryIntact, alike, kept }: Pick<RecoveryQuery, 'memoryIntact' | 'alike' | 'kept'>,
    hooks: SessionHooks,
  ): Promise<RecoveryFinding> {
    try {
      const { driver } = await this.drivers.of(terminal);
      return await driver.recover(
        {
          operation: isRelease(payment) ? 'release' : payment.kind,
          order: toOrder(payment, terminal),
          dispatchedAtMs: payment.dispatchedAtMs ?? payment.createdAtMs,
          memoryIntact,
          alike,
          kept,
        },
        sessionOf(hooks, new AbortController().signal),
      );
    } catch (error) {
      return { finding: 'cannot_tell', conclusive: false, evidence: describe(error) };
    }
  }

  /** What this terminal can be told beside payments; nothing where its settings do not fit its driver. */
  async commandsOf(terminal: TerminalRecord): Promise<readonly CommandKind[]> {
    try {
      return commandsOf((await this.drivers.of(terminal)).driver);
    } catch (error) {
      if (error instanceof TerminalSetupError) return [];
      throw error;
    }
  }

  /** Has the device do something beside payments. Never rejects: what is not proven is `unknown`. */
  async command(command: CommandRecord, terminal: TerminalRecord, hooks: SessionHooks): Promise<CommandOutcome> {
    let mayHaveSent = false;
    const nothing = { text: null, totals: null, reachable: null, close: null } as const;
    try {
      const { driver } = await this.drivers.of(terminal);
      const session = sessionOf(hooks, new AbortController().signal, async () => {
        await hooks.beforeFirstByte();
        mayHaveSent = true;
      });
      const outcome = await converse(driver, command, terminal, session);
      if (outcome) return outcome;
      throw new TerminalSetupError(`driver ${terminal.driver} has no ${command.kind}`);
    } catch (error) {
      if (!mayHaveSent) return { ...nothing, status: 'failed', message: SETUP.message, evidence: describe(error), sent: false };
      return {
        ...nothing,
        status: 'unknown',
        message: command.kind === 'settlement' ? LOST_CLOSE : LOST_ANSWER,
        evidence: describe(error),
        sent: true,
      };
    }
  }

  /** Asks the device whether an earlier close happened. Never rejects: a broken question is no proof. */
  async recoverClose(command: CommandRecord, terminal: TerminalRecord, batch: BatchBefore, hooks: SessionHooks): Promise<SettlementFinding> {
    try {
      const { driver } = await this.drivers.of(terminal);
      if (!driver.recoverSettlement) throw new TerminalSetupError(`driver ${terminal.driver} cannot look into a close`);
      const dispatchedAtMs = command.dispatchedAtMs ?? command.createdAtMs;
      const query = { reference: command.deviceReference, tid: terminal.tid, dispatchedAtMs, ...batch };
      return await driver.recoverSettlement(query, sessionOf(hooks, new AbortController().signal));
    } catch (error) {
      return { finding: 'cannot_tell', conclusive: false, evidence: describe(error) };
    }
  }
}

const toOrder = (payment: PaymentRecord, terminal: TerminalRecord): PaymentOrder => ({
  reference: payment.deviceReference,
  amountMinor: payment.amountMinor < 0n ? -payment.amountMinor : payment.amountMinor,
  currency: payment.currency,
  tid: terminal.tid,
});

/** A void of reserved money is another operation of the device than one of money that was taken. */
const isRelease = ({ kind, original }: PaymentRecord): boolean => kind === 'void' && original?.kind === 'preauthorization';

function toOriginal(payment: PaymentRecord, amountMinor: bigint, now: OriginalNow | null): OriginalOperation {
  const named = { rrn: payment.original?.rrn ?? null, authCode: payment.original?.authCode ?? null };
  if (now === null) return { ...named, stan: null, amountMinor: null, givenBackMinor: null, inOpenBatch: null };
  const before = now.payment;
  // Claims count this order too, which has been written down already.
  const others = before.refundClaimsMinor - (payment.kind === 'refund' || payment.kind === 'void' ? amountMinor : 0n);
  return {
    ...named,
    stan: before.result?.stan ?? null,
    amountMinor: before.result?.approvedAmountMinor ?? before.amountMinor,
    givenBackMinor: others < 0n ? null : others,
    inOpenBatch: now.inOpenBatch,
  };
}

async function order(
  driver: TerminalDriver,
  payment: PaymentRecord,
  now: OriginalNow | null,
  terminal: TerminalRecord,
  session: DriverSession,
): Promise<OrderOutcome> {
  const toSend = toOrder(payment, terminal);
  if (payment.kind === 'sale') return driver.sale(toSend, session);
  if (payment.kind === 'preauthorization' && driver.preauthorize) return driver.preauthorize(toSend, session);
  const original = toOriginal(payment, toSend.amountMinor, now);
  if (payment.kind === 'refund' && driver.refund) return driver.refund({ ...toSend, original }, session);
  if (isRelease(payment) && driver.release) return driver.release({ ...toSend, original }, session);
  if (payment.kind === 'void' && !isRelease(payment) && driver.void) return driver.void({ ...toSend, original }, session);
  if (payment.kind === 'capture' && driver.capture) return driver.capture({ ...toSend, original }, session);
  throw new TerminalSetupError(`driver ${terminal.driver} has no ${payment.kind}`);
}
