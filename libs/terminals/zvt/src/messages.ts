/** What a status information (04 0F) tells. A field that it lacks is null. */
export interface StatusInformation {
  /** 0 is success; null: the terminal gave none. */
  readonly resultCode: number | null;
  readonly amountMinor: bigint | null;
  /** ISO 4217 numeric with a leading zero, `0978`. */
  readonly currency: string | null;
  readonly receipt: string | null;
  readonly trace: string | null;
  readonly turnover: string | null;
  readonly terminalId: string | null;
  readonly merchantId: string | null;
  readonly authCode: string | null;
  /** `MMDD` and `HHMMSS` of the terminal's clock. */
  readonly date: string | null;
  readonly time: string | null;
  /** `YYMM` */
  readonly expiry: string | null;
  /** Truncated already. */
  readonly cardMask: string | null;
  readonly cardName: string | null;
  readonly additionalText: string | null;
  readonly hostResult: number | null;
  readonly errorText: string | null;
  /** Of an end of day. */
  readonly totals: DayTotals | null;
}

export interface DayTotals {
  readonly fromReceipt: string;
  readonly toReceipt: string;
  readonly brands: readonly { readonly name: string; readonly count: number; readonly amountMinor: bigint }[];
}

export interface PrintedLine {
  readonly text: string;
  /** Set on the last line of a receipt, whose text counts too. */
  readonly last: boolean;
}

/** Messages of a terminal, decoded. */
export type TerminalMessage =
  | { readonly kind: 'positive' }
  | { readonly kind: 'negative'; readonly error: number }
  | { readonly kind: 'status'; readonly status: StatusInformation }
  | { readonly kind: 'intermediate'; readonly code: number; readonly timeoutMinutes: number | null; readonly text: string | null }
  | { readonly kind: 'completion'; readonly terminalStatus: number | null; readonly terminalId: string | null; readonly currency: string | null }
  | { readonly kind: 'abort'; readonly resultCode: number | null; readonly errorText: string | null }
  | { readonly kind: 'print'; readonly lines: readonly PrintedLine[] }
  | { readonly kind: 'clock'; readonly date: string | null; readonly time: string | null }
  /** A command that we do not serve. */
  | { readonly kind: 'request'; readonly control: number }
  /** A message that cannot be read. */
  | { readonly kind: 'malformed'; readonly control: number; readonly fault: string };

/** Orders to a terminal, before they are bytes. Amounts in minor units, positive. */
export type EcrCommand =
  | { readonly kind: 'registration'; readonly password: string; readonly config: number; readonly currency: string; readonly tlv: boolean }
  | { readonly kind: 'authorization'; readonly amountMinor: bigint; readonly currency: string }
  | { readonly kind: 'reversal'; readonly password: string; readonly receipt: string; readonly amountMinor: bigint; readonly currency: string }
  | { readonly kind: 'refund'; readonly password: string; readonly amountMinor: bigint; readonly currency: string }
  | { readonly kind: 'reservation'; readonly amountMinor: bigint; readonly currency: string }
  /** Takes `amountMinor` of a reservation. */
  | { readonly kind: 'book_total'; readonly receipt: string; readonly amountMinor: bigint; readonly currency: string }
  /** The same told the other way: what is given back of it. */
  | { readonly kind: 'partial_reversal'; readonly receipt: string; readonly unusedMinor: bigint; readonly currency: string }
  /** Gives the whole of it back. */
  | { readonly kind: 'reservation_reversal'; readonly receipt: string; readonly amountMinor: bigint; readonly currency: string }
  | { readonly kind: 'end_of_day'; readonly password: string }
  | { readonly kind: 'status_enquiry'; readonly password: string }
  | { readonly kind: 'repeat_receipt'; readonly password: string; readonly print: boolean }
  /** Sums of the open batch, which stays open. */
  | { readonly kind: 'turnover_totals'; readonly password: string }
  /** Prints receipts of the open batch again. */
  | { readonly kind: 'reprint_receipts'; readonly password: string; readonly fromReceipt: string; readonly toReceipt: string }
  /** Asks the bank's host whether all is well, and loads what it has for the terminal. */
  | { readonly kind: 'diagnosis' }
  /** Sets the terminal up anew from the bank's host. */
  | { readonly kind: 'initialisation'; readonly password: string }
  | { readonly kind: 'abort' }
  | { readonly kind: 'log_off' };
