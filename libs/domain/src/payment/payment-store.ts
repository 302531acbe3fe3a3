import type { NewCodeAlarm, NewPaymentAlarm, PaymentAlarmKind } from '../alarm.ts';
import type { CardResult, Decline } from '../card-result.ts';
import type { Contradiction } from '../evidence/bank-evidence.ts';
import type { DeviceAddress, PaymentId, PropertyId, TerminalId, UserId } from '../ids.ts';
import type { PaymentKind, PaymentStatus } from '../payment-status.ts';
import type { NewQuarantine } from './quarantine.ts';
import type {
  ClaimRecord,
  NewClaim,
  FolioPosting,
  Hold,
  PaymentEvent,
  PaymentIntent,
  PaymentRecord,
  PropertyRecord,
  TerminalRecord,
  TerminalSeen,
} from './payment-record.ts';

/** A key or a natural key was taken by somebody else between our look and our insert. The caller looks again. */
export class IntentConflict extends Error {
  override readonly name = 'IntentConflict';
}

export interface NaturalKey {
  readonly propertyId: PropertyId;
  readonly pmsTransactionNumber: string;
  readonly kind: PaymentKind;
  readonly terminalId: TerminalId;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** How a payment stands after an order or a question to the device. */
export interface OutcomeUpdate {
  readonly result: CardResult | null;
  readonly decline: Decline | null;
  /** An unknown payment keeps the device's claim while the device still has to be asked. */
  readonly holdsTerminal: boolean;
}

export interface NewFrame {
  readonly direction: 'outbound' | 'inbound';
  readonly channel: string;
  readonly atMs: number;
  readonly bytes: Uint8Array;
  readonly text: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly checksumOk: boolean | null;
}

export interface DuplicateQuery {
  readonly propertyId: PropertyId;
  readonly kind: PaymentKind;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly sinceMs: number;
}

/** A line of the audit about a payment: which person did what. */
export interface PaymentAudit {
  readonly id: string;
  readonly atMs: number;
  readonly by: { readonly id: UserId; readonly name: string };
  readonly propertyId: PropertyId;
  /** Stable words, `topic.what_happened`. */
  readonly action: string;
  readonly paymentId: PaymentId;
  /** What it was decided to be, where it was not simply done. */
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What the rules may read and write inside one transaction. All of it commits, or none. */
export interface PaymentTx {
  /** The hotel, with its limits for operations in this currency. */
  property(id: PropertyId, currency: string): Promise<PropertyRecord | null>;
  terminal(propertyId: PropertyId, id: TerminalId): Promise<TerminalRecord | null>;
  claim(address: DeviceAddress): Promise<ClaimRecord | null>;
  claimOfPayment(id: PaymentId): Promise<ClaimRecord | null>;

  /** What a key has started; `payment` null where that was no payment. */
  byKey(propertyId: PropertyId, idempotencyKey: string): Promise<{ payment: PaymentRecord | null; params: PaymentIntent['params'] } | null>;
  byNaturalKey(key: NaturalKey): Promise<PaymentRecord | null>;
  find(propertyId: PropertyId, id: PaymentId): Promise<PaymentRecord | null>;
  /** Locks the payment's row until the end of the transaction. */
  lock(id: PaymentId): Promise<PaymentRecord | null>;
  /** Approved sales and captures that carry this bank reference; locked. */
  originalsByRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]>;
  /** Sales, captures and reservations in any state that carry this bank reference: what is ours, refundable or not. */
  takenByRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]>;
  /** Refunds by a bank reference that is none of ours and may have moved money, the newest first. */
  refundsOfForeignRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]>;
  /** Approved sales and captures of a reservation; locked. */
  originalsByConfirmation(propertyId: PropertyId, confirmationNumber: string, currency: string): Promise<readonly PaymentRecord[]>;
  /**
   * True when the batch that the payment ran in is proven to be closed: a close of its terminal came after it, or the
   * terminal refused to void it, or one that ran after it, because of that.
   */
  batchClosedOver(payment: PaymentRecord): Promise<boolean>;
  /** Payments that are not final, of the same reservation or the same PMS number. */
  openPayments(propertyId: PropertyId, confirmationNumber: string | null, pmsTransactionNumber: string | null): Promise<readonly PaymentRecord[]>;
  approvedOfFolio(query: DuplicateQuery & { readonly confirmationNumber: string }): Promise<readonly PaymentRecord[]>;
  approvedOfPmsNumber(propertyId: PropertyId, pmsTransactionNumber: string, kind: PaymentKind): Promise<readonly PaymentRecord[]>;
  /** Not ended without money, on one terminal, by the same workstation or cashier. */
  recentOnTerminal(
    query: DuplicateQuery & { readonly terminalId: TerminalId; readonly workstation: string | null; readonly cashier: string | null },
  ): Promise<readonly PaymentRecord[]>;

  /** @throws IntentConflict */
  insert(intent: PaymentIntent): Promise<void>;
  addAlias(intent: Pick<PaymentIntent, 'propertyId' | 'idempotencyKey' | 'params' | 'createdAtMs'>, paymentId: PaymentId): Promise<void>;
  /** Events of one payment, in their order; the payment moves once. */
  append(...events: readonly PaymentEvent[]): Promise<void>;
  saveOutcome(id: PaymentId, update: OutcomeUpdate): Promise<void>;
  /** Every posting that was reported of a payment, oldest first. */
  postings(id: PaymentId): Promise<readonly FolioPosting[]>;
  /** Shows a posting on the payment. Its event, cause `folio_posted` at the same moment, comes before it. */
  savePosting(id: PaymentId, posting: FolioPosting): Promise<void>;
  saveHold(id: PaymentId, hold: Hold): Promise<void>;
  /** Shows a contradiction on a final payment. Its event, cause `contradicted` at the same moment, comes before it. */
  saveContradiction(id: PaymentId, contradiction: Contradiction): Promise<void>;
  /** How long the hotel's system may take to confirm a payment, ms. */
  confirmLimitMs(id: PropertyId): Promise<number>;
  /** The payment's history so far. */
  events(id: PaymentId): Promise<readonly PaymentEvent[]>;
  /** What a person did, for the audit; in the transaction of the deed itself. */
  addAudit(entry: PaymentAudit): Promise<void>;
  /** A terminal that is out of use already stays so for the first reason. */
  quarantineTerminal(quarantine: NewQuarantine): Promise<void>;
  /** While one of its kind is open for the payment, nothing is raised a second time. */
  raisePaymentAlarm(alarm: NewPaymentAlarm): Promise<void>;
  /** While one is open for the terminal and the code, it is only kept that it goes on. */
  raiseCodeAlarm(alarm: NewCodeAlarm): Promise<void>;
  /** The cause is gone; alarms that are not open stay as they are. */
  clearPaymentAlarms(id: PaymentId, kinds: readonly PaymentAlarmKind[], atMs: number): Promise<void>;
  countRecoveryAttempt(id: PaymentId): Promise<void>;
  addFrames(payment: Pick<PaymentRecord, 'id' | 'terminalId'>, frames: readonly NewFrame[]): Promise<void>;
  addOutbox(topic: string, payment: Pick<PaymentRecord, 'id' | 'propertyId'>, seq: number, atMs: number): Promise<void>;

  /** The claim's fencing token, or null when somebody else holds the device. */
  takeClaim(claim: NewClaim): Promise<bigint | null>;
  releaseClaim(paymentId: PaymentId): Promise<void>;
}

export interface PaymentPage {
  readonly payments: readonly PaymentRecord[];
  readonly nextCursor: string | null;
}

export interface PaymentFilter {
  readonly propertyId: PropertyId;
  readonly confirmationNumber?: string | undefined;
  readonly pmsTransactionNumber?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly status?: PaymentStatus | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Id of the last payment of the page before. */
  readonly before?: PaymentId | undefined;
  readonly limit: number;
}

export interface PaymentStore {
  /**
   * One durable transaction under advisory locks on `locks`, taken in one order so that they never deadlock.
   * When it resolves, the commit is on disk.
   */
  transaction<T>(locks: readonly string[], work: (tx: PaymentTx) => Promise<T>): Promise<T>;
  /** The same without waiting for the disk: for progress that may be lost in a crash, never for an outcome. */
  writeBehind<T>(work: (tx: PaymentTx) => Promise<T>): Promise<T>;
  find(id: PaymentId): Promise<PaymentRecord | null>;
  terminal(id: TerminalId): Promise<TerminalRecord | null>;
  events(id: PaymentId, afterSeq: number): Promise<readonly PaymentEvent[]>;
  list(filter: PaymentFilter): Promise<PaymentPage>;
  /** Payments of this gateway that are not final and not waiting for a person. */
  openOfInstance(instanceId: string): Promise<readonly PaymentRecord[]>;
  /** True when a close of the terminal's batch or an initialisation may have run since: the device then remembers nothing from before. */
  closedSince(id: TerminalId, sinceMs: number): Promise<boolean>;
  /** The store's own wall clock, by which leases end: a gateway's may be set otherwise. */
  nowMs(): Promise<number>;
  markTerminal(id: TerminalId, state: TerminalSeen): Promise<void>;
}
