/** What an operation is to the hotel, in the acquirer's own terms. */
export const OPERATION_KINDS = [
  'purchase',
  'refund',
  'void',
  'reversal',
  'preauth',
  'completion',
  'chargeback',
  'representment',
  'fee',
  'sbp_purchase',
  'sbp_refund',
] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** Whether money came to the hotel (`1`), left it (`-1`), or stayed where it was (`0`). */
export const DIRECTION: Readonly<Record<OperationKind, 1 | 0 | -1>> = {
  purchase: 1,
  completion: 1,
  sbp_purchase: 1,
  representment: 1,
  preauth: 0,
  refund: -1,
  void: -1,
  reversal: -1,
  chargeback: -1,
  fee: -1,
  sbp_refund: -1,
};

/** A declined operation is told by some lists, and moved nothing. */
export type OperationState = 'completed' | 'declined';

/** A day and, where the file gives one, a time of that day, as the file's own clock showed them. */
export interface Moment {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:mm:ss`, or null where the file has days only. */
  readonly time: string | null;
  /** Minutes east of UTC where the file says so itself, else null: the clock of the layout counts. */
  readonly offsetMinutes: number | null;
}

/**
 * One operation of an acquirer's registry, whatever layout it came in. Amounts are minor units. Texts of the file that name
 * a card are masked before they come here.
 */
export interface RegistryLine {
  /** Row in its sheet or file, from 1, as a person sees it in a spreadsheet. */
  readonly row: number;
  readonly kind: OperationKind;
  readonly state: OperationState;
  readonly operatedAt: Moment;
  /** Time zone of the file's clock (IANA). */
  readonly timeZone: string;
  /** Day in the bank's ledger, of the registry, and of the credit, each `YYYY-MM-DD`, where the layout has them. */
  readonly postedOn: string | null;
  readonly registryOn: string | null;
  readonly settledOn: string | null;
  /** Positive; the kind carries the direction. */
  readonly grossMinor: bigint;
  /** What the bank keeps: positive, or negative where it gives a fee back. */
  readonly feeMinor: bigint | null;
  readonly feeTaxMinor: bigint | null;
  /** What the hotel's account gets for the line: negative for what is taken from it. */
  readonly netMinor: bigint | null;
  readonly currency: string;
  readonly legalEntityInn: string | null;
  readonly mid: string | null;
  readonly tid: string | null;
  readonly outlet: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly cardMask: string | null;
  readonly cardProduct: string | null;
  readonly paymentSystem: string | null;
  /** The acquirer's own number of the operation, of its order, and of the operation that it undoes. */
  readonly operationRef: string | null;
  readonly orderRef: string | null;
  readonly parentRef: string | null;
}

/** One credit or debit of the hotel's bank account. */
export interface StatementEntry {
  readonly row: number;
  readonly account: string;
  /** `credit`: money came. `unknown`: the file does not tell whose account is ours. */
  readonly direction: 'credit' | 'debit' | 'unknown';
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Day on which the account moved. */
  readonly bookedOn: string;
  readonly documentNumber: string | null;
  readonly documentOn: string | null;
  readonly documentKind: string | null;
  readonly counterparty: string | null;
  readonly counterpartyInn: string | null;
  readonly counterpartyAccount: string | null;
  readonly purpose: string;
  /** The bank's own reference of the entry, where it has one. */
  readonly bankRef: string | null;
}

/** One payment posted in the hotel's system, from its own journal. */
export interface PostingLine {
  readonly row: number;
  readonly postingRef: string;
  /** Business day of the hotel, `YYYY-MM-DD`. */
  readonly businessDay: string;
  readonly postedAt: Moment | null;
  /** `payment`: the guest paid; `refund`: money went back. */
  readonly kind: 'payment' | 'refund';
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly folio: string | null;
  readonly room: string | null;
  readonly guest: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly cardMask: string | null;
  readonly tid: string | null;
  readonly paymentRef: string | null;
  readonly cashier: string | null;
}
