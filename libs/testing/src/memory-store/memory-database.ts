import type {
  ClaimRecord,
  CommandId,
  DeviceAddress,
  NewFrame,
  NewCodeAlarm,
  NewPaymentAlarm,
  PaymentAlarmKind,
  PaymentEvent,
  PaymentId,
  PaymentIntent,
  PropertyId,
  PropertyRecord,
  Quarantine,
  SettlementRecord,
  TerminalId,
  TerminalRecord,
} from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import { MemoryBankLines } from './memory-bank-lines.ts';
import { MemoryInstances } from './memory-instances.ts';
import { PaymentIndex } from './payment-index.ts';
import { RowLocks } from './row-locks.ts';

export interface OutboxLine {
  readonly topic: string;
  readonly paymentId: PaymentId;
  readonly propertyId: PropertyId;
  readonly seq: number;
  readonly atMs: number;
}

export interface FrameLine {
  /** Null: of a command. */
  readonly paymentId: PaymentId | null;
  readonly terminalId: TerminalId;
  readonly frame: NewFrame;
}

export interface KeyAlias {
  readonly paymentId: PaymentId | null;
  /** Of a key that began a command. */
  readonly commandId?: CommandId;
  readonly params: PaymentIntent['params'];
}

/** A payment and a kind. */
export type AlarmKey = `${PaymentId} ${PaymentAlarmKind}`;

/** A terminal and a code of it. */
export type CodeAlarmKey = `${TerminalId} ${string}`;

/** What a transaction has written and nobody else sees yet. A claim that is null has been given back, an alarm cleared. */
export class Changes {
  readonly payments = new Map<PaymentId, StoredPayment>();
  readonly events = new Map<PaymentId, PaymentEvent[]>();
  readonly aliases = new Map<string, KeyAlias>();
  readonly claims = new Map<DeviceAddress, ClaimRecord | null>();
  readonly alarms = new Map<AlarmKey, NewPaymentAlarm | null>();
  readonly codeAlarms = new Map<CodeAlarmKey, NewCodeAlarm>();
  readonly quarantines = new Map<TerminalId, Quarantine>();
  readonly outbox: OutboxLine[] = [];
  readonly frames: FrameLine[] = [];
  readonly inserted = new Set<PaymentId>();
  /** Dead gateways whose epoch is counted on. */
  readonly epochs = new Set<string>();
  readonly commands = new Map<CommandId, SettlementRecord>();
}

/** What is on disk after a commit, for whoever checks it. */
export type CommitListener = (changes: Changes, before: ReadonlyMap<PaymentId, StoredPayment>) => void;

/** Tables in memory, with what is committed and nothing else; one for all connections, like the server. */
export class MemoryDatabase {
  /** `nowMs` is the server's clock. */
  constructor(readonly nowMs: () => number = () => Date.now()) {}

  readonly payments = new Map<PaymentId, StoredPayment>();
  readonly events = new Map<PaymentId, PaymentEvent[]>();
  readonly aliases = new Map<string, KeyAlias>();
  readonly claims = new Map<DeviceAddress, ClaimRecord>();
  /** Those that are open. */
  readonly alarms = new Map<AlarmKey, NewPaymentAlarm>();
  /** Nobody clears them here. */
  readonly codeAlarms = new Map<CodeAlarmKey, NewCodeAlarm>();
  /** All as closes: what only those have is empty in others. */
  readonly commands = new Map<CommandId, SettlementRecord>();
  /** When each terminal's day is closed by the clock: time of the day, and from when on. */
  readonly schedules = new Map<TerminalId, { readonly atMs: number; readonly sinceMs: number }>();
  readonly outbox: OutboxLine[] = [];
  readonly frames: FrameLine[] = [];
  readonly terminals = new Map<TerminalId, TerminalRecord>();
  readonly properties = new Map<PropertyId, PropertyRecord>();
  /** Closes of a terminal's batch that may have run, by the wall time of their dispatch. */
  readonly closes: { readonly terminalId: TerminalId; readonly dispatchedAtMs: number }[] = [];
  readonly bankLines = new MemoryBankLines();
  readonly instances = new MemoryInstances();
  readonly locks = new RowLocks();
  readonly index = new PaymentIndex();
  readonly #refundsOf = new Map<PaymentId, PaymentId[]>();
  #listeners: readonly CommitListener[] = [];
  /** How to take back what was committed without waiting for the disk, newest last. */
  #notOnDisk: (() => void)[] = [];
  #tokens = 0n;
  #owners = 0;

  /** The device was made to forget at or after this moment, or may have been. */
  forgottenSince(terminalId: TerminalId, sinceMs: number): boolean {
    const initialised = [...this.commands.values()].some(
      (one) => one.terminalId === terminalId && one.kind === 'initialisation' && (one.dispatchedAtMs ?? 0) >= sinceMs,
    );
    return initialised || this.closedSince(terminalId, sinceMs);
  }

  /** The batch was closed at or after this moment, or may have been. */
  closedSince(terminalId: TerminalId, sinceMs: number): boolean {
    if (this.closes.some((close) => close.terminalId === terminalId && close.dispatchedAtMs >= sinceMs)) return true;
    return [...this.commands.values()].some(
      (one) =>
        one.terminalId === terminalId &&
        one.kind === 'settlement' &&
        ['in_progress', 'done', 'unknown'].includes(one.status) &&
        (one.dispatchedAtMs ?? 0) >= sinceMs,
    );
  }

  nextToken(): bigint {
    this.#tokens += 1n;
    return this.#tokens;
  }

  nextOwner(): number {
    this.#owners += 1;
    return this.#owners;
  }

  /** Tells of each commit, until what it gives back is called. */
  onCommit(listener: CommitListener): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener);
    };
  }

  refundsOf(id: PaymentId): readonly PaymentId[] {
    return this.#refundsOf.get(id) ?? [];
  }

  /** Makes changes visible to all. `durable` false: they may still be lost when the server dies. */
  commit(changes: Changes, durable: boolean): void {
    const before = new Map<PaymentId, StoredPayment>();
    for (const id of changes.payments.keys()) {
      const known = this.payments.get(id);
      if (known) before.set(id, known);
    }
    if (durable) this.#notOnDisk = [];
    else this.#notOnDisk.push(this.#undo(changes));
    for (const [id, payment] of changes.payments) this.#store(id, payment);
    for (const [id, events] of changes.events) this.events.set(id, [...(this.events.get(id) ?? []), ...events]);
    for (const [key, alias] of changes.aliases) this.aliases.set(key, alias);
    for (const [address, claim] of changes.claims) {
      if (claim) this.claims.set(address, claim);
      else this.claims.delete(address);
    }
    for (const [id, quarantine] of changes.quarantines) {
      const terminal = this.terminals.get(id);
      if (terminal) this.terminals.set(id, { ...terminal, quarantine });
    }
    for (const [key, alarm] of changes.alarms) {
      if (alarm) this.alarms.set(key, alarm);
      else this.alarms.delete(key);
    }
    for (const [key, alarm] of changes.codeAlarms) this.codeAlarms.set(key, alarm);
    for (const id of changes.epochs) this.instances.countOn(id);
    for (const [id, command] of changes.commands) this.commands.set(id, command);
    this.outbox.push(...changes.outbox);
    this.frames.push(...changes.frames);
    for (const listener of this.#listeners) listener(changes, before);
  }

  /** The server dies and comes back: what had not reached the disk is gone. True when something was lost. */
  crash(): boolean {
    const undo = this.#notOnDisk;
    this.#notOnDisk = [];
    for (const one of undo.reverse()) one();
    return undo.length > 0;
  }

  #store(id: PaymentId, payment: StoredPayment): void {
    const original = payment.original?.paymentId ?? null;
    if (original !== null && !this.payments.has(id)) this.#refundsOf.set(original, [...this.refundsOf(original), id]);
    this.index.put(payment, this.payments.get(id));
    this.payments.set(id, payment);
  }

  /** Only progress and notes are written behind: existing payments, their events and frames. */
  #undo(changes: Changes): () => void {
    const payments = [...changes.payments.keys()].map((id) => [id, this.payments.get(id), this.events.get(id) ?? []] as const);
    const frames = this.frames.length;
    return () => {
      for (const [id, payment, events] of payments) {
        if (payment) this.#store(id, payment);
        this.events.set(id, events);
      }
      this.frames.length = Math.min(this.frames.length, frames);
    };
  }
}
