import type { EncodingName } from '@payport/terminals-sberbank';

/**
 * How one run ended, as the device remembers it: what the lines of `e` say, and the slip. The request id is not part of
 * it: the same answer is given again under another id when it is asked for. Empty where there is nothing to say.
 */
export interface DeviceAnswer {
  readonly code: number;
  readonly cardMask: string;
  readonly cardExpiry: string;
  readonly cardName: string;
  readonly cardHash: string;
  readonly ownCard: boolean;
  readonly authCode: string;
  /** 4 digits, counted within the batch. */
  readonly operationNumber: string;
  readonly tid: string;
  readonly mid: string;
  /** The terminal's own clock: `YYYYMMDDhhmmss`. */
  readonly localTime: string;
  readonly rrn: string;
  readonly slip: string | null;
}

/** An answer on its way into the folder. */
export interface Draft {
  readonly answer: DeviceAnswer;
  readonly requestId: string | null;
  readonly encoding: EncodingName;
  /** `e` is cut after so many bytes. */
  readonly truncateTo: number | null;
}

/** What the program is told to do at the end of a run. */
export type Delivery =
  /** Bytes of `e` and `p`, and what they say: terminals that talk over a wire write it down in their own way. */
  | { readonly type: 'files'; readonly result: Uint8Array; readonly slip: Uint8Array | null; readonly draft: Draft }
  /** The program kills itself before it writes anything. */
  | { readonly type: 'die' }
  /** The link just ends; the program finds out by itself and writes 99. */
  | { readonly type: 'drop' };
