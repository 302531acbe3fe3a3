import type { ProblemCode } from '@payport/contracts';
import type {
  ApiKeyId,
  Bilingual,
  CanonicalParams,
  PaymentId,
  PaymentKind,
  PaymentRecord,
  PropertyId,
  RefundReason,
  ReservationDetails,
  TerminalId,
  TerminalRecord,
  UserId,
} from '@payport/domain';

/** A request to take or give back money, already checked for syntax. `amountMinor` is signed. */
export interface StartCommand {
  readonly propertyId: PropertyId;
  readonly terminalId: TerminalId;
  readonly kind: Extract<PaymentKind, 'sale' | 'refund' | 'void' | 'preauthorization' | 'capture'>;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly idempotencyKey: string;
  readonly pmsTransactionNumber: string | null;
  readonly reservation: ReservationDetails | null;
  readonly folio: { readonly window: string | null; readonly name: string | null } | null;
  readonly original: OriginalRequest | null;
  readonly cashier: string | null;
  readonly workstation: string | null;
  readonly comment: string | null;
  readonly details: string | null;
  readonly confirmation: 'auto' | 'pms';
  readonly acknowledged: { readonly duplicateOf: readonly string[]; readonly openPayment: readonly string[] };
  /** The parameters by the names that this request gives them; absent: those of `POST /payments`. */
  readonly params?: CanonicalParams;
  readonly caller: { readonly apiKeyId: ApiKeyId | null; readonly actor: string; readonly mayRefundBlind: boolean };
}

/** A second person confirms the refund of a contradicted payment: `seq` names the proposal. */
export interface ConfirmedRefund {
  readonly contradictionOf: PaymentId;
  readonly seq: number;
  readonly by: { readonly id: UserId; readonly name: string };
}

/** A person gives money back in the portal. */
export interface PersonRefund {
  readonly refundOf: PaymentId;
  readonly by: { readonly id: UserId; readonly name: string };
  readonly reasonCode: RefundReason;
  /** The most that they give back of one payment alone; null: any amount. */
  readonly aloneMinor: bigint | null;
  /** What they saw as left; null where they confirm what was proposed. */
  readonly left: string | null;
  /** The proposal of somebody else that they confirm; null: they give back alone. */
  readonly seq: number | null;
}

export type OriginalRequest =
  | ConfirmedRefund
  | PersonRefund
  | { readonly paymentId: PaymentId }
  | { readonly rrn: string; readonly authCode: string | null; readonly date: string | null };

/** The hotel's system has posted a held payment under this number. */
export interface Confirmation {
  readonly propertyId: PropertyId;
  readonly id: PaymentId;
  readonly postingNumber: string;
  readonly actor: string;
}

/** The hotel's system will not post a held payment. */
export interface RollbackOrder {
  readonly propertyId: PropertyId;
  readonly id: PaymentId;
  readonly reason: string;
  readonly actor: string;
}

export interface FieldRefusal {
  readonly pointer: string;
  readonly code: string;
}

/** An expected "no" of the payment rules, named by the one catalogue. `members` travel with the problem. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly fields?: readonly FieldRefusal[];
  readonly members?: Readonly<Record<string, unknown>>;
  /** Instead of the catalogue's words. */
  readonly detail?: Bilingual;
}

export type Started =
  | { readonly replayed: true; readonly payment: PaymentRecord }
  | { readonly replayed: false; readonly payment: PaymentRecord; readonly terminal: TerminalRecord };
