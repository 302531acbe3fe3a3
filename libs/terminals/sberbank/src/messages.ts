import type { BatchTotals } from '@payport/domain';

/** What the driver asks the bank's program to do. */
export type PilotRequest =
  | { readonly kind: 'sale'; readonly amountMinor: bigint; readonly requestId: string | null }
  /** `rrn` null: by card, without an original. */
  | { readonly kind: 'refund'; readonly amountMinor: bigint; readonly rrn: string | null; readonly requestId: string | null }
  | { readonly kind: 'cancel'; readonly amountMinor: bigint; readonly rrn: string; readonly requestId: string | null }
  | { readonly kind: 'status'; readonly askedId: string; readonly requestId: string }
  /** The last successful operation only, named by its amount and authorization code. */
  | { readonly kind: 'rollback' | 'suspend' | 'commit'; readonly amountMinor: bigint; readonly authCode: string; readonly requestId: string | null }
  | { readonly kind: 'preauthorization'; readonly amountMinor: bigint; readonly requestId: string | null }
  | { readonly kind: 'capture' | 'release'; readonly amountMinor: bigint; readonly rrn: string; readonly requestId: string | null }
  | { readonly kind: 'control_tape' | 'short_tape' | 'reprint' | 'close_day' };

/** The values of `e`; one that the file does not hold is null. */
export interface ResultFile {
  readonly code: number;
  readonly message: string;
  /** Lines that end with a line end. */
  readonly lineCount: number;
  /** Something follows the last line end: the file may have been cut there. */
  readonly openEnd: boolean;
  readonly cardMask: string | null;
  readonly expiry: string | null;
  readonly authCode: string | null;
  readonly operationNumber: string | null;
  readonly cardType: string | null;
  readonly terminalId: string | null;
  /** `YYYY-MM-DDThh:mm:ss` */
  readonly hostTime: string | null;
  readonly rrn: string | null;
  readonly merchant: string | null;
  /** The echoed request id; null where it is absent or only zeros. */
  readonly requestId: string | null;
}

/** Why bytes are no answer. */
export type ResultFault = 'empty' | 'binary' | 'open_first_line' | 'no_code';

export type ResultReading = { readonly ok: true; readonly file: ResultFile } | { readonly ok: false; readonly fault: ResultFault };

export interface Slip {
  /** For people: copies one under the other, LF line ends, no printer codes. */
  readonly text: string;
  readonly operation: 'sale' | 'refund' | 'void' | null;
  readonly amountMinor: bigint | null;
  readonly terminalId: string | null;
  readonly cardholder: string | null;
}

export interface TapeLine {
  readonly operation: 'sale' | 'refund' | 'void';
  /** Minutes on the terminal's own clock; only differences mean something. */
  readonly atMinute: number;
  readonly number: string;
  readonly amountMinor: bigint;
  readonly authCode: string | null;
  readonly cardMask: string | null;
  readonly cardType: string | null;
}

export interface ControlTape {
  readonly terminalId: string | null;
  readonly printedAtMinute: number;
  readonly lines: readonly TapeLine[];
}

/** What a report or a settlement slip says of the whole batch. */
export interface BatchReport {
  readonly title: 'settlement' | 'tape';
  readonly terminalId: string | null;
  /** Minutes on the terminal's own clock; null where no time is printed. */
  readonly printedAtMinute: number | null;
  /** The bank's verdict on the totals; null where none is printed. */
  readonly hostAgrees: boolean | null;
  /** Null where no group is named. */
  readonly totals: BatchTotals | null;
}
