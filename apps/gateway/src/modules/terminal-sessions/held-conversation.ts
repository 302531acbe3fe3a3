import type { CardResult, DeviceReference, PaymentRecord, TerminalRecord } from '@payport/domain';
import {
  nothingKept,
  type DriverSession,
  type Evidence,
  type LastFinding,
  type LastOutcome,
  type OrderOutcome,
  type RecoveryFinding,
  type RecoveryQuery,
  type UndoOutcome,
} from '@payport/terminals-core';
import { TerminalSetupError, type DriverDirectory, type OpenDriver } from './driver-directory.ts';
import type { SessionHooks } from './terminal-sessions.ts';

/** What a device is told about the operation that it approved last. */
export type HeldStep = 'suspend' | 'commit' | 'rollback';

/** Of a step: the driver's answer; `cannot`: it has no such step, or the card result has not what it takes. */
export type HeldAnswer = LastOutcome | { readonly outcome: 'cannot'; readonly evidence: Evidence };
export type VoidAnswer = OrderOutcome | { readonly outcome: 'cannot'; readonly evidence: Evidence };

/** Of an ordered undo; `cannot`: its driver has none. */
export type UndoAnswer = UndoOutcome | { readonly outcome: 'cannot'; readonly evidence: Evidence };

type Hooks = Pick<SessionHooks, 'beforeFirstByte' | 'frame' | 'alert'>;
type HeldPayment = Pick<PaymentRecord, 'amountMinor' | 'currency'> & { readonly result: CardResult | null };

/**
 * Conversations about an approved operation that waits for its confirmation. None rejects: what is not proven is `unknown`.
 * The caller holds the device's claim, and has sent nothing else since the approval.
 */
export class HeldConversations {
  constructor(private readonly drivers: DriverDirectory) {}

  /** Each step has a reference of its own: the device's memory of the operation itself must stay findable. */
  async newReference(terminal: TerminalRecord, random: Parameters<OpenDriver['definition']['newReference']>[0]): Promise<DeviceReference> {
    return (await this.drivers.of(terminal)).definition.newReference(random);
  }

  async change(step: HeldStep, payment: HeldPayment, terminal: TerminalRecord, reference: DeviceReference, hooks: Hooks): Promise<HeldAnswer> {
    const run = sessionOf(hooks);
    try {
      const { driver } = await this.drivers.of(terminal);
      const { suspendLast, commitLast, rollbackLast } = driver;
      const method = { suspend: suspendLast, commit: commitLast, rollback: rollbackLast }[step]?.bind(driver);
      const authCode = payment.result?.authCode ?? null;
      if (!method || authCode === null) return { outcome: 'cannot', evidence: { step, authCode: authCode !== null } };
      const amountMinor = payment.result?.approvedAmountMinor ?? payment.amountMinor;
      return await method({ reference, amountMinor, currency: payment.currency, authCode, tid: terminal.tid }, run.session);
    } catch (error) {
      return { outcome: run.sent() ? 'unknown' : 'not_sent', decline: LOST, evidence: faultOf(error) };
    }
  }

  /** Whether the operation still stands, as far as the device lists it; null where it lists nothing. */
  async find(payment: HeldPayment, terminal: TerminalRecord, reference: DeviceReference, hooks: Hooks): Promise<LastFinding | null> {
    try {
      const { driver } = await this.drivers.of(terminal);
      const authCode = payment.result?.authCode ?? null;
      if (!driver.findLast || authCode === null) return null;
      const amountMinor = payment.result?.approvedAmountMinor ?? payment.amountMinor;
      return await driver.findLast({ reference, amountMinor, currency: payment.currency, authCode, tid: terminal.tid }, sessionOf(hooks).session);
    } catch (error) {
      return { finding: 'cannot_tell', evidence: faultOf(error) };
    }
  }

  /** The undo of an operation that is not the last one any more, or was never suspended. */
  async void(payment: HeldPayment, terminal: TerminalRecord, reference: DeviceReference, hooks: Hooks): Promise<VoidAnswer> {
    const run = sessionOf(hooks);
    try {
      const { driver } = await this.drivers.of(terminal);
      const { rrn = null, authCode = null, approvedAmountMinor } = payment.result ?? {};
      if (!driver.void || rrn === null) return { outcome: 'cannot', evidence: { step: 'void', rrn: rrn !== null } };
      const order = { reference, amountMinor: approvedAmountMinor ?? payment.amountMinor, currency: payment.currency, tid: terminal.tid };
      return await driver.void({ ...order, original: { rrn, authCode } }, run.session);
    } catch (error) {
      return run.sent()
        ? { outcome: 'unknown', decline: LOST, runEnded: false, evidence: faultOf(error) }
        : { outcome: 'not_sent', decline: LOST, evidence: faultOf(error) };
    }
  }

  /** Whether people can have a lost operation of this terminal undone. */
  async canUndo(terminal: TerminalRecord): Promise<boolean> {
    try {
      return (await this.drivers.of(terminal)).driver.undoLost !== undefined;
    } catch (error) {
      if (error instanceof TerminalSetupError) return false;
      throw error;
    }
  }

  /** A person's order to undo an operation whose outcome nobody knows. Only `sending` marks that something may have left. */
  async undo(
    payment: Pick<PaymentRecord, 'amountMinor' | 'currency' | 'deviceReference'>,
    terminal: TerminalRecord,
    { reference, tried }: { readonly reference: DeviceReference; readonly tried: readonly DeviceReference[] },
    asking: Hooks,
    sending: Hooks,
  ): Promise<UndoAnswer> {
    const run = sessionOf(sending);
    try {
      const { driver } = await this.drivers.of(terminal);
      if (!driver.undoLost) return { outcome: 'cannot', evidence: { step: 'undo' } };
      const { amountMinor, currency, deviceReference } = payment;
      const lost = { reference, of: deviceReference, amountMinor, currency, tid: terminal.tid, tried };
      return await driver.undoLost(lost, sessionOf(asking).session, run.session);
    } catch (error) {
      return { outcome: run.sent() ? 'unknown' : 'not_sent', evidence: faultOf(error) };
    }
  }

  /** What became of a void whose answer was lost. */
  async recoverVoid(
    payment: HeldPayment,
    terminal: TerminalRecord,
    sent: { readonly reference: DeviceReference; readonly atMs: number } & Pick<RecoveryQuery, 'memoryIntact' | 'alike'>,
    hooks: Hooks,
  ): Promise<RecoveryFinding> {
    try {
      const { driver } = await this.drivers.of(terminal);
      const amountMinor = payment.result?.approvedAmountMinor ?? payment.amountMinor;
      const order = { reference: sent.reference, amountMinor, currency: payment.currency, tid: terminal.tid };
      const { memoryIntact, alike } = sent;
      const query = { operation: 'void', order, dispatchedAtMs: sent.atMs, memoryIntact, alike, kept: [] } as const;
      return await driver.recover(query, sessionOf(hooks).session);
    } catch (error) {
      return { finding: 'cannot_tell', conclusive: false, evidence: faultOf(error) };
    }
  }
}

/** The hooks as a driver's session, and whether anything may have left. */
function sessionOf(hooks: Hooks): { readonly session: DriverSession; readonly sent: () => boolean } {
  let sent = false;
  const session: DriverSession = {
    ...hooks,
    abort: new AbortController().signal,
    dispatched: () => undefined,
    stage: () => undefined,
    keep: nothingKept,
    beforeFirstByte: async () => {
      await hooks.beforeFirstByte();
      sent = true;
    },
  };
  return { session, sent: () => sent };
}

const LOST = {
  code: 'outcome_unknown',
  terminalCode: null,
  message: { ru: 'Ответ терминала потерян', en: 'The terminal’s answer was lost' },
  advice: { ru: 'Повторяем автоматически', en: 'It is being repeated automatically' },
  retry: 'do_not_retry_check_first',
} as const;

const faultOf = (error: unknown): Evidence => ({
  error: error instanceof Error ? error.name : 'unknown',
  message: error instanceof Error ? error.message.slice(0, 300) : '',
});
