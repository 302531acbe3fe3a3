import type { AlarmKind, NewAlarm } from '../alarm.ts';
import type { BatchTotals } from '../batch-totals.ts';
import type { CommandId, PaymentId, PropertyId, TerminalId } from '../ids.ts';
import type { CanonicalParams, PaymentRecord } from '../payment/payment-record.ts';
import type { NewFrame, PaymentTx } from '../payment/payment-store.ts';
import type { ClosedBatch, CommandIntent, CommandRecord, CommandUpdate, SettlementRecord } from './command-record.ts';

/** A scheduled moment was taken by somebody else between our look and our insert. */
export class DueTaken extends Error {
  override readonly name = 'DueTaken';
}

/** What one batch of ours holds. */
/** From close to close. */
export interface BatchSpan {
  readonly terminalId: TerminalId;
  readonly openedAtMs: number | null;
  readonly closedAtMs: number;
  /** The close told no time of the terminal's: payments are held against it by our clock, too, and not by the terminal's. */
  readonly byOurClock: boolean;
}

export interface BatchCount {
  readonly totals: BatchTotals;
  /** Payments of the batch whose outcome is not known. */
  readonly unresolved: readonly string[];
}

/** The rules' view of one transaction: commands beside payments, because a close looks at both. */
/** What we know of the operations before a close. */
export interface BatchMoves {
  /** Money surely moved between the two moments. */
  readonly moved: boolean;
  /** The latest time of the terminal's own clock that any of its operations was told with, `YYYY-MM-DDThh:mm:ss`; null: none was. */
  readonly lastHostTime: string | null;
}

export interface CommandTx extends PaymentTx {
  command(id: CommandId): Promise<CommandRecord | null>;
  /** Locks the command's row until the end of the transaction. */
  lockCommand(id: CommandId): Promise<CommandRecord | null>;
  /** The command that this key started; `id` null where the key belongs to a payment. */
  commandByKey(propertyId: PropertyId, key: string): Promise<{ readonly id: CommandId | null; readonly params: CanonicalParams } | null>;
  /** @throws DueTaken */
  insertCommand(intent: CommandIntent, settlement: { readonly acknowledged: readonly string[] } | null): Promise<void>;
  addCommandKey(intent: CommandIntent, key: string, params: CanonicalParams): Promise<void>;
  markDispatched(id: CommandId, atMs: number): Promise<void>;
  saveCommand(id: CommandId, update: CommandUpdate): Promise<void>;
  countCommandAttempt(id: CommandId): Promise<void>;
  addCommandFrames(command: Pick<CommandRecord, 'id' | 'terminalId'>, frames: readonly NewFrame[]): Promise<void>;
  addSettlementOutbox(command: Pick<CommandRecord, 'id' | 'propertyId'>, atMs: number): Promise<void>;
  releaseCommandClaim(id: CommandId): Promise<void>;

  /** Payments of this terminal whose outcome is not known and that the device could still tell; locked. */
  undecidedOnTerminal(terminalId: TerminalId): Promise<readonly PaymentRecord[]>;
  /** The payment no longer holds its terminal: its device will be told to forget. */
  freeTerminalOf(id: PaymentId): Promise<void>;

  settlement(id: CommandId): Promise<SettlementRecord | null>;
  lastCloseMs(terminalId: TerminalId): Promise<number | null>;
  /**
   * Until when, before this close was sent, another one was under way or in doubt, or when it had ended; null: none was sent. Of a
   * close that has its terminal: all others came before it, also those that a clock that was set back lets seem later.
   */
  earlierCloseMs(close: Pick<CommandRecord, 'id' | 'terminalId' | 'dispatchedAtMs'>): Promise<number | null>;
  /** The terminal's own clock as a moment, read in the property's time zone. */
  momentOf(propertyId: PropertyId, hostTime: string): Promise<number>;
  countBatch(batch: BatchSpan, nowMs: number): Promise<BatchCount>;
  /** What moved on this terminal after the one moment and up to the other, both by our own clock. */
  movedBetween(terminalId: TerminalId, afterMs: number | null, untilMs: number): Promise<BatchMoves>;
  saveBatch(id: CommandId, batch: ClosedBatch): Promise<void>;

  raiseAlarm(alarm: NewAlarm): Promise<void>;
  /** `but`: what an alarm is about that stays. */
  clearAlarms(terminalId: TerminalId, kinds: readonly AlarmKind[], atMs: number, but?: CommandId): Promise<void>;
}

/** A terminal whose close is due by its schedule. */
export interface DueSettlement {
  readonly terminalId: TerminalId;
  readonly terminalName: string;
  readonly propertyId: PropertyId;
  readonly dueAtMs: number;
  /** Closes of this moment that provably failed, and when the last of them did. */
  readonly failedAttempts: number;
  readonly lastFailureMs: number | null;
  /** A close of this moment, or one by hand that counts for it, is on the device, or its outcome is not known: nothing may be sent. */
  readonly taken: boolean;
}

export interface CommandStore {
  transaction<T>(locks: readonly string[], work: (tx: CommandTx) => Promise<T>): Promise<T>;
  find(id: CommandId): Promise<CommandRecord | null>;
  settlement(id: CommandId): Promise<SettlementRecord | null>;
  /** Commands of this gateway that are under way, or that hold their terminal while they are looked into. */
  openOfInstance(instanceId: string): Promise<readonly CommandRecord[]>;
  /** What should have been closed by its schedule and is not, in one question. */
  due(nowMs: number, earlyMs: number): Promise<readonly DueSettlement[]>;
  /** Closed batches that held unresolved payments which have ended since. */
  recountable(): Promise<readonly CommandId[]>;
}
