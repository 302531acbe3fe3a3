/** One field of a message, as it travels. */
export interface RawField {
  readonly number: number;
  readonly value: Uint8Array;
}

/** A packet whose checksum fits. `partsLeft` null: it is the whole message. */
export interface Packet {
  readonly partsLeft: number | null;
  readonly data: Uint8Array;
}

/** What comes out of the stream of received bytes, in order. */
export type Received =
  | { readonly what: 'ack' | 'nak' | 'eot' }
  | { readonly what: 'packet'; readonly packet: Packet }
  /** `damaged`: a packet whose checksum or header does not fit. `noise`: bytes outside of any. The first ones, digits blanked. */
  | { readonly what: 'damaged' | 'noise'; readonly bytes: Uint8Array; readonly size: number };

/** A message in our words. A field that is not there is null. Card data is truncated or gone. */
export interface SaMessage {
  readonly amountMinor: bigint | null;
  readonly originalAmountMinor: bigint | null;
  readonly currency: string | null;
  /** The host's or terminal's own clock, `YYYY-MM-DDThh:mm:ss`. */
  readonly hostTime: string | null;
  readonly cardMask: string | null;
  /** `MM/YY` */
  readonly cardExpiry: string | null;
  readonly authCode: string | null;
  readonly rrn: string | null;
  readonly hostCode: string | null;
  readonly text: string | null;
  readonly operation: number | null;
  readonly transactionId: string | null;
  readonly terminalId: string | null;
  readonly merchantId: string | null;
  readonly status: number | null;
  readonly commandMode: number | null;
  readonly command: number | null;
  readonly commandStatus: number | null;
  readonly receipt: Receipt | null;
}

/** What the terminal wants printed. */
export interface Receipt {
  readonly slip: string | null;
  readonly secondSlip: string | null;
  readonly cardType: string | null;
}

/** A message that was read, the part that may be kept of it, and the bytes that only pass through. */
export interface ReadMessage {
  readonly message: SaMessage;
  /** Fields without card data, in their order. */
  readonly kept: readonly RawField[];
  /** A full card number was found, which a terminal's set-up should never send. */
  readonly fullCardNumber: boolean;
  /** Field 70: bytes between terminal and bank, which are never looked at, logged or kept. */
  readonly passing: Uint8Array | null;
}

interface Money {
  readonly amountMinor: bigint;
  readonly transactionId: string;
}

/** What we ask of the terminal. */
export type SaRequest =
  | ({ readonly kind: 'sale' } & Money)
  /** `operation`: profiles differ in the number of a refund. */
  | ({ readonly kind: 'refund' | 'void'; readonly operation: number; readonly rrn: string | null; readonly authCode: string | null } & Money)
  /** `amountMinor` is what remains of the original. */
  | ({ readonly kind: 'partial_reversal'; readonly originalAmountMinor: bigint; readonly rrn: string; readonly authCode: string | null } & Money)
  | ({ readonly kind: 'emergency_reversal'; readonly authCode: string | null } & Money)
  | { readonly kind: 'settlement' | 'link_test'; readonly transactionId: string }
  | { readonly kind: 'short_report' | 'full_report' | 'copy'; readonly transactionId: string };

/** Our word on what the terminal wanted of its bank. */
export interface HostReply {
  readonly command: number;
  readonly status: number;
  readonly data: Uint8Array | null;
}
