import type { Bilingual, CardResult, Decline } from '../card-result.ts';
import type { Contradiction } from '../evidence/bank-evidence.ts';
import type { ApiKeyId, CommandId, DeviceAddress, DeviceReference, PaymentId, PropertyId, TerminalId } from '../ids.ts';
import type { Quarantine } from './quarantine.ts';
import type { PaymentKind, PaymentStatus, Stage } from '../payment-status.ts';

export interface ReservationDetails {
  readonly confirmationNumber: string | null;
  readonly guestName: string | null;
  readonly room: string | null;
  readonly arrival: string | null;
  readonly departure: string | null;
}

/** What a refund goes back to. `paymentId` is null where we hold only the bank's own reference. */
export interface OriginalLink {
  readonly paymentId: PaymentId | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly date: string | null;
  readonly linkedBy: 'payment_id' | 'rrn' | 'auto' | null;
  /** What that payment is; null where we do not hold it. A void of a preauthorization releases it. */
  readonly kind: PaymentKind | null;
}

/** Parameters as they are compared on a replay: JSON pointer → value by meaning, absent fields at their default. */
export type CanonicalParams = Readonly<Record<string, string | null>>;

/** What was asked for; it never changes. `amountMinor` is signed: money back to the guest is negative. */
export interface PaymentIntent {
  readonly id: PaymentId;
  readonly propertyId: PropertyId;
  readonly terminalId: TerminalId;
  readonly kind: PaymentKind;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly idempotencyKey: string;
  readonly params: CanonicalParams;
  readonly pmsTransactionNumber: string | null;
  readonly reservation: ReservationDetails | null;
  readonly folio: { readonly window: string | null; readonly name: string | null } | null;
  readonly cashier: string | null;
  readonly workstation: string | null;
  readonly comment: string | null;
  readonly details: string | null;
  readonly confirmation: 'auto' | 'pms';
  readonly original: OriginalLink | null;
  /** Until when reserved money stays reserved, where somebody has said how long that is. Of preauthorizations only. */
  readonly expiresAtMs: number | null;
  readonly deviceReference: DeviceReference;
  readonly instanceId: string;
  readonly apiKeyId: ApiKeyId | null;
  readonly createdAtMs: number;
}

/** Where the hotel system says that it posted a payment in its own folio; our own record is never proof of a posting. */
export interface FolioPosting {
  readonly postingNumber: string;
  /** The hotel system's own time of it; where it gave none, when it told us. */
  readonly postedAtMs: number;
  readonly folioWindow: string | null;
  readonly reportedAtMs: number;
}

/** Of a payment that the hotel system has to confirm: set once its device has approved it. */
export interface Hold {
  /** Without a confirmation by then it is undone. */
  readonly confirmByMs: number;
  /** The device undoes the operation by itself unless it is committed. Null: not known, the gateway ended in between. */
  readonly suspended: boolean | null;
  /** The posting number of the confirmation, once that is durable: from here on only commit is tried, never an undo. */
  readonly confirmedAs: string | null;
}

/** A payment as stored: the intent, and what its events have made of it. */
export interface PaymentRecord extends PaymentIntent {
  readonly terminalName: string;
  /** The property's, which its terminals' clocks show. */
  readonly timeZone: string;
  readonly status: PaymentStatus;
  readonly lastSeq: number;
  readonly stage: Stage | null;
  readonly holdsTerminal: boolean;
  readonly recoveryAttempts: number;
  readonly unknownSinceMs: number | null;
  /** Until then "not found" proves nothing: the gateway that sent the order may only be asleep. Null: it has provably ended. */
  readonly absenceCountsAfterMs: number | null;
  readonly dispatchedAtMs: number | null;
  readonly updatedAtMs: number;
  readonly finalAtMs: number | null;
  readonly result: CardResult | null;
  readonly decline: Decline | null;
  /** The latest report of it. */
  readonly posting: FolioPosting | null;
  /** Null: nothing has to be confirmed, or the device has not approved it yet. */
  readonly hold: Hold | null;
  /** What the bank says against the final state, the latest of it. */
  readonly contradiction: Contradiction | null;
  /** Money already given back for this payment (approved refunds and voids), positive. */
  readonly refundedMinor: bigint;
  /** The same and everything that is not proven to have failed: pending and unknown refunds count, and what the bank shows of others. */
  readonly refundClaimsMinor: bigint;
  /** Of a preauthorization: money taken by its capture; and that with a capture that is not proven to have failed. */
  readonly capturedMinor: bigint;
  readonly captureClaimsMinor: bigint;
  readonly demo: boolean;
}

export type EventType = 'state' | 'stage' | 'note';

/** One line of a payment's history. `cause` is a stable word that the portal has a text for. */
export interface PaymentEvent {
  readonly paymentId: PaymentId;
  readonly seq: number;
  readonly atMs: number;
  readonly type: EventType;
  readonly from: PaymentStatus | null;
  readonly to: PaymentStatus;
  readonly stage: Stage | null;
  readonly cause: string;
  readonly actor: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** The event that reports a posting. */
export const FOLIO_POSTED = 'folio_posted';

/** A posting as the event of its report keeps it; null where the event is none. */
export function postingOf(event: Pick<PaymentEvent, 'cause' | 'atMs' | 'evidence'>): FolioPosting | null {
  const { postingNumber, postedAtMs, folioWindow } = event.evidence;
  if (event.cause !== FOLIO_POSTED || typeof postingNumber !== 'string' || typeof postedAtMs !== 'number') return null;
  return { postingNumber, postedAtMs, folioWindow: typeof folioWindow === 'string' ? folioWindow : null, reportedAtMs: event.atMs };
}

/** Why a terminal cannot be worked with, and what to do about it where that is known. */
export interface OfflineReason {
  readonly message: Bilingual;
  readonly step: Bilingual | null;
}

/** What a conversation, or its failure, said of whether a terminal answers. The latest reason of its silence is kept. */
export type TerminalSeen =
  { readonly reachable: true; readonly atMs: number } | { readonly reachable: false; readonly atMs: number; readonly why: OfflineReason };

export interface TerminalRecord {
  readonly id: TerminalId;
  readonly propertyId: PropertyId;
  readonly name: string;
  readonly driver: string;
  readonly settings: unknown;
  readonly deviceAddress: DeviceAddress;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly enabled: boolean;
  readonly offlineSinceMs: number | null;
  readonly offlineReason: OfflineReason | null;
  readonly lastSeenAtMs: number | null;
  /** Put out of use by what it answered; `enabled` stays what people have set. */
  readonly quarantine: Quarantine | null;
}

export interface PropertyRecord {
  readonly id: PropertyId;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly currencies: readonly string[];
  /** The largest sale and the largest refund that the hotel allows in the asked currency; null: no limit of its own. */
  readonly maxSaleMinor: bigint | null;
  readonly maxRefundMinor: bigint | null;
}

/** The right to speak to a device, held by exactly one payment, settlement or service command. */
export interface ClaimRecord {
  readonly address: DeviceAddress;
  /** Null: a link test of a device that no terminal has yet. */
  readonly terminalId: TerminalId | null;
  readonly holder: 'payment' | 'settlement' | 'service';
  readonly paymentId: PaymentId | null;
  /** The settlement or service command; null for a link test, which has none. */
  readonly commandId: CommandId | null;
  /** The watch that asks a silent terminal whether it is back: to people the terminal is silent all the while, not busy. */
  readonly isWatch: boolean;
  readonly cashier: string | null;
  readonly instanceId: string;
  readonly fencingToken: bigint;
  readonly takenAtMs: number;
}

/** A claim as it is asked for; of a service without a command the watch alone asks in this way. */
export type NewClaim = Omit<ClaimRecord, 'fencingToken' | 'isWatch'>;
