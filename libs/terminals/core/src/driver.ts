import type { BatchTotals, Bilingual, CardResult, Clock, Decline, DeviceAddress, DeviceReference, Random, Stage } from '@payport/domain';
import type { z } from 'zod';
import type { CleanFrame } from './frame.ts';
import type { ProgramHost } from './program.ts';
import type { WireHost } from './wire.ts';

/** Driver ids, one per protocol room. */
export const DRIVER_IDS = ['sberbank', 'inpas', 'ucs', 'arcus2', 'ttk2', 'zvt', 'nexo'] as const;
export type DriverId = (typeof DRIVER_IDS)[number];

/** What the Sonata contract calls a terminal's `operations`. */
export const TERMINAL_OPERATIONS = [
  'sale',
  'refund',
  'void',
  'preauthorization',
  'capture',
  'settlement',
  'two_phase',
  'cancel',
  'status_query',
] as const;
export type TerminalOperation = (typeof TERMINAL_OPERATIONS)[number];

/** The operation that a refund goes back to, as far as we know it. */
export interface OriginalOperation {
  readonly rrn: string | null;
  readonly authCode: string | null;
  /** The terminal's own number of it, and what it took or reserved; some protocols name an original by these. */
  readonly stan?: string | null;
  readonly amountMinor?: bigint | null;
  /** What other refunds and voids have taken from it, or may have; null: not known. */
  readonly givenBackMinor?: bigint | null;
  /** It ran on this very device, and nothing is known to have closed the batch since; null: not known. */
  readonly inOpenBatch?: boolean | null;
}

/** One order to the device. `amountMinor` is always positive: the operation carries the direction. */
export interface PaymentOrder {
  readonly reference: DeviceReference;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** The TID the terminal is registered with; an answer of another one is never believed. Null: not known yet. */
  readonly tid: string | null;
}

export interface RefundOrder extends PaymentOrder {
  readonly original: OriginalOperation;
}

/** What happened on the wire, kept with every outcome so that a person can check it later. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

/**
 * How an order ended. `not_sent` is proof that no byte left; `unknown` is everything that is not proven.
 * `runEnded`: the device provably no longer works on this order, so "not found" may count as proof of absence.
 */
export type OrderOutcome =
  | {
      readonly outcome: 'approved';
      readonly result: CardResult;
      readonly evidence: Evidence;
      /** Set by the engine, where it had the operation suspended afterwards; null: its answer was lost. */
      readonly suspended?: boolean | null;
    }
  | { readonly outcome: 'declined'; readonly decline: Decline; readonly result: CardResult | null; readonly evidence: Evidence }
  | { readonly outcome: 'cancelled'; readonly decline: Decline; readonly evidence: Evidence }
  | {
      readonly outcome: 'not_sent';
      readonly decline: Decline;
      /** Of a device that cannot be reached: what to do there, without a word of a guest. */
      readonly step?: Bilingual;
      readonly evidence: Evidence;
    }
  | { readonly outcome: 'unknown'; readonly decline: Decline; readonly runEnded: boolean; readonly evidence: Evidence };

/** What has to be found out, and what we know about the dispatch. */
export interface RecoveryQuery {
  readonly operation: 'sale' | 'refund' | 'void' | 'preauthorization' | 'capture' | 'release';
  readonly order: PaymentOrder;
  /** Wall time of the dispatch, ms since the epoch. */
  readonly dispatchedAtMs: number;
  /** True when nothing else that destroys the device's memory (settlement, parameter load) ran since the dispatch. */
  readonly memoryIntact: boolean;
  /**
   * Authorization codes of this terminal's other operations over the same amount that moved money or may have: an entry of a
   * tape or journal can be theirs. Null: one whose code nobody knows.
   */
  readonly alike: readonly (string | null)[];
  /** What the driver had kept of this order (`DriverSession.keep`), oldest first. */
  readonly kept: readonly Evidence[];
}

/**
 * What the device proved about an earlier order. `in_progress`: ask again, start nothing else. `cannot_tell`: no proof;
 * `conclusive` means that asking this device again is useless, so it may serve the next guest.
 */
export type RecoveryFinding =
  | { readonly finding: 'approved'; readonly rung: 0 | 1 | 2; readonly result: CardResult; readonly evidence: Evidence }
  | { readonly finding: 'declined'; readonly rung: 0 | 1 | 2; readonly decline: Decline; readonly evidence: Evidence }
  | { readonly finding: 'cancelled'; readonly rung: 0 | 1 | 2; readonly decline: Decline; readonly evidence: Evidence }
  | { readonly finding: 'not_found_proven'; readonly rung: 0 | 1 | 2; readonly evidence: Evidence }
  | { readonly finding: 'in_progress'; readonly evidence: Evidence }
  | { readonly finding: 'cannot_tell'; readonly conclusive: boolean; readonly evidence: Evidence };

/** An alert for people: the driver met something that its tables do not explain. */
export type DriverAlert =
  | { readonly kind: 'unmapped_code'; /** As the terminal's papers write it. */ readonly code: string; readonly detail: string }
  | { readonly kind: 'terminal_mismatch' | 'full_card_number' | 'foreign_answer'; readonly detail: string };

/** A code that no table explains, in answer to `what`. */
export const unmappedCode = (code: string, what: string): DriverAlert => ({ kind: 'unmapped_code', code, detail: `code ${code} on ${what}` });

/** What a conversation with the device may use of the world; given by the terminal session for one order or question. */
export interface DriverSession {
  /** Aborted when someone asked to stop the order. The driver then stops the device and still reports what really happened. */
  readonly abort: AbortSignal;
  /**
   * Must be awaited immediately before the first byte (the spawn). Rejects when this gateway may no longer send; then
   * nothing may leave and the outcome is `not_sent`.
   */
  beforeFirstByte(): Promise<void>;
  /** The device took the order: the first byte provably left. */
  dispatched(): void;
  /** The device reports what it waits for. */
  stage(stage: Stage | null): void;
  /**
   * Keeps what the driver will need to know of this order whatever happens, and resolves when that is durable: the device's
   * state before the order, or its answer before the device is told that the answer has been taken. Some devices make an
   * operation final only then. Rejects where nothing can be kept; then the device must not be told so.
   */
  keep(facts: Evidence): Promise<void>;
  /** One cleaned frame of the exchange, in order. Card numbers are truncated before this call. */
  frame(frame: CleanFrame): void;
  alert(alert: DriverAlert): void;
}

/** `DriverSession.keep` of a conversation that has no payment behind it. */
export const nothingKept = (): Promise<never> => Promise.reject(new Error('nothing is kept of this conversation'));

/**
 * `note`: the device answers, and has something to say about itself that people should see to. `step`: what to do at a device that
 * cannot be worked with, for whoever looks at the terminal and not at a guest.
 */
export type LinkReport =
  | { readonly reachable: true; readonly note?: Bilingual; readonly evidence: Evidence }
  | { readonly reachable: false; readonly reason: Bilingual; readonly step?: Bilingual; readonly evidence: Evidence };

export type ReprintReport = { readonly slip: string } | { readonly slip: null; readonly reason: Bilingual };

/** A report as the device printed it, with the totals that could be read from it. */
export type ReportAnswer =
  | { readonly text: string; readonly totals: BatchTotals | null; readonly evidence: Evidence }
  | { readonly text: null; readonly reason: Bilingual; readonly evidence: Evidence };

/**
 * A service operation of the device: no money moves and no batch is closed, whatever comes of it. `failed`: the device said
 * no, or was not told at all. `unknown`: its answer is lost. `note`: what it says of itself afterwards, where people should see to it.
 */
export type ServiceReport =
  | { readonly outcome: 'done'; readonly text: string | null; readonly note: Bilingual | null; readonly evidence: Evidence }
  | { readonly outcome: 'failed'; readonly sent: boolean; readonly reason: Bilingual; readonly text: string | null; readonly evidence: Evidence }
  | { readonly outcome: 'unknown'; readonly evidence: Evidence };

/** The close of a batch. The reference names this dispatch in the device's folder or log, as with a payment. */
export interface SettlementOrder {
  readonly reference: DeviceReference;
  readonly tid: string | null;
}

/** What a closed batch is known by. `hostAgrees`: the bank's own verdict on the totals, null where it is not said. */
export interface SettlementResult {
  readonly totals: BatchTotals | null;
  readonly hostAgrees: boolean | null;
  readonly slip: string | null;
  /** The terminal's own clock, `YYYY-MM-DDThh:mm:ss` without a zone. */
  readonly hostTime: string | null;
  /** The batch is provably empty, and nothing is known to have been in it: whether the terminal closed it makes no difference. */
  readonly nothingToClose?: boolean;
}

/** `failed` is proof that the batch was not closed; what is not proven is `unknown`, and is never closed a second time. */
export type SettlementOutcome =
  | { readonly outcome: 'done'; readonly result: SettlementResult; readonly evidence: Evidence }
  | { readonly outcome: 'failed'; readonly decline: Decline; readonly slip: string | null; readonly evidence: Evidence }
  | { readonly outcome: 'not_sent'; readonly decline: Decline; readonly evidence: Evidence }
  | { readonly outcome: 'unknown'; readonly decline: Decline; readonly evidence: Evidence };

export interface SettlementQuery extends SettlementOrder {
  /** Wall time of the dispatch, ms since the epoch. */
  readonly dispatchedAtMs: number;
  /** We know of operations in the batch that was to be closed: then an empty one has been closed. */
  readonly heldOperations: boolean;
  /** The latest operation of this terminal by its own clock, `YYYY-MM-DDThh:mm:ss`; null or absent: not known. */
  readonly lastOperationAt?: string | null;
  /**
   * Wall time, ms, until which an earlier close of this terminal was in doubt or under way: a slip from about then, and an empty
   * batch, may be its doing. Null: none was sent.
   */
  readonly earlierCloseAtMs: number | null;
}

/** What the device proved about an earlier close; `cannot_tell` and `in_progress` as with a payment. */
export type SettlementFinding =
  | { readonly finding: 'done'; readonly result: SettlementResult; readonly evidence: Evidence }
  /** `decline`: why, where the device's own word for it is known. */
  | { readonly finding: 'not_closed_proven'; readonly decline?: Decline; readonly evidence: Evidence }
  | { readonly finding: 'in_progress'; readonly evidence: Evidence }
  | { readonly finding: 'cannot_tell'; readonly conclusive: boolean; readonly evidence: Evidence };

/** The last successful operation of the device: suspend, commit and roll-back act on nothing else. */
export interface LastOperation {
  readonly reference: DeviceReference;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly authCode: string;
  readonly tid: string | null;
}

/**
 * `refused` is proof that nothing was changed now. `already`: since nothing of this operation is pending any more — it was
 * committed or undone before, which only who knows what was sent before can tell apart.
 */
export type LastOutcome =
  | { readonly outcome: 'done'; readonly evidence: Evidence }
  | { readonly outcome: 'refused'; readonly already: boolean; readonly decline: Decline; readonly evidence: Evidence }
  | { readonly outcome: 'not_sent' | 'unknown'; readonly decline: Decline; readonly evidence: Evidence };

/** An operation whose outcome nobody knows, and that a person wants undone where the device still has it. */
export interface LostOperation {
  /** Of the undo itself. */
  readonly reference: DeviceReference;
  /** Of the operation that is to be undone. */
  readonly of: DeviceReference;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly tid: string | null;
  /** References of earlier undos whose answers were lost: one of them may have been done. Then none is sent any more. */
  readonly tried: readonly DeviceReference[];
}

/**
 * `done`: the device says that it undid this very operation. `refused`: it did not. `not_last`: something else, or nothing of
 * this operation's money, is what it would have undone; nothing was sent. `not_sent`: it could not be asked or told now.
 */
export interface UndoOutcome {
  readonly outcome: 'done' | 'refused' | 'not_last' | 'not_sent' | 'unknown';
  readonly evidence: Evidence;
}

/** Whether an approved operation is still in the device's open batch. `gone` says that it is not listed, and no more. */
export interface LastFinding {
  readonly finding: 'stands' | 'gone' | 'cannot_tell';
  readonly evidence: Evidence;
}

/**
 * A conversation partner for one device. What a device cannot do does not exist on its driver; the definition's
 * `operations` and these members always agree.
 */
export interface TerminalDriver {
  sale(order: PaymentOrder, session: DriverSession): Promise<OrderOutcome>;
  refund?(order: RefundOrder, session: DriverSession): Promise<OrderOutcome>;
  /** Void of an operation of the open batch. */
  void?(order: RefundOrder, session: DriverSession): Promise<OrderOutcome>;
  recover(query: RecoveryQuery, session: DriverSession): Promise<RecoveryFinding>;
  testLink(session: DriverSession): Promise<LinkReport>;
  reprint?(session: DriverSession): Promise<ReprintReport>;
  /** Totals of the open batch, which stays open. */
  totalsReport?(session: DriverSession): Promise<ReportAnswer>;
  /** Every operation of the open batch. */
  controlTape?(session: DriverSession): Promise<ReportAnswer>;
  /** The device checks itself and its way to the bank. */
  diagnose?(session: DriverSession): Promise<ServiceReport>;
  /** The device sets itself up anew from the bank; what it remembered of earlier orders may be gone afterwards. */
  initialise?(session: DriverSession): Promise<ServiceReport>;
  /** Closes the batch. Comes together with `recoverSettlement`. */
  settle?(order: SettlementOrder, session: DriverSession): Promise<SettlementOutcome>;
  recoverSettlement?(query: SettlementQuery, session: DriverSession): Promise<SettlementFinding>;
  /** Technical undo of the last successful operation. */
  rollbackLast?(operation: LastOperation, session: DriverSession): Promise<LastOutcome>;
  /** The last operation is undone by itself unless it is committed. Comes together with `commitLast`. */
  suspendLast?(operation: LastOperation, session: DriverSession): Promise<LastOutcome>;
  commitLast?(operation: LastOperation, session: DriverSession): Promise<LastOutcome>;
  /**
   * Undoes an operation whose outcome nobody knows. The device undoes whatever it has last, so it is asked first whether that is
   * this operation; `asking` is the session of the questions, `sending` that of the undo, which is sent at most once.
   */
  undoLost?(operation: LostOperation, asking: DriverSession, sending: DriverSession): Promise<UndoOutcome>;
  /** Looks the operation up where the device lists its open batch; changes nothing. */
  findLast?(operation: LastOperation, session: DriverSession): Promise<LastFinding>;
  /** Reserves money. Comes together with `capture`, which takes it, and `release`, which gives it back untaken. */
  preauthorize?(order: PaymentOrder, session: DriverSession): Promise<OrderOutcome>;
  capture?(order: RefundOrder, session: DriverSession): Promise<OrderOutcome>;
  release?(order: RefundOrder, session: DriverSession): Promise<OrderOutcome>;
}

/** The wires of this host. Each driver takes what its protocol needs. */
export interface TerminalIo {
  readonly clock: Clock;
  readonly random: Random;
  readonly programs: ProgramHost;
  readonly wires: WireHost;
}

/** A protocol room's front door: everything the gateway and the portal must know before a driver exists. */
export interface DriverDefinition<S = unknown> {
  readonly id: DriverId;
  readonly title: Bilingual;
  /** The portal builds its registration form from this schema. */
  readonly settings: z.ZodType<S>;
  /** What every terminal of this protocol can do. */
  readonly operations: readonly TerminalOperation[];
  /** The same for these settings, where some operations are there only by a setting. */
  operationsOf?(settings: S): readonly TerminalOperation[];
  /** How long reserved money stays reserved, ms; null or absent: not known. */
  authorizationLifeMs?(settings: S): number | null;
  readonly reportsStages: boolean;
  /** Longest time one order can take on the device, ms; after it the device is provably idle again. */
  deviceStepLimitMs(settings: S): number;
  deviceAddress(settings: S): DeviceAddress;
  newReference(random: Random): DeviceReference;
  create(settings: S, io: TerminalIo): TerminalDriver;
}
