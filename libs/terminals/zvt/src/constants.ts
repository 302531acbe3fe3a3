/**
 * ZVT, the German and Austrian protocol between cash desk (ECR) and payment terminal (PT). Numbers are those of PA00P015
 * 13.08; what rests on other sources, and what is uncertain, is said in the room's README.
 */

/** Where a terminal listens by default. */
export const TCP_PORT = 20_007;

/** Class and instruction of a command, high byte first. */
export const COMMAND = {
  setDateTime: 0x0401,
  inputRequest: 0x040d,
  menuRequest: 0x040e,
  statusInformation: 0x040f,
  intermediateStatus: 0x04ff,
  statusEnquiry: 0x0501,
  registration: 0x0600,
  authorization: 0x0601,
  logOff: 0x0602,
  completion: 0x060f,
  abort: 0x061e,
  turnoverTotals: 0x0610,
  reprintReceipts: 0x0612,
  repeatReceipt: 0x0620,
  reservation: 0x0622,
  partialReversal: 0x0623,
  bookTotal: 0x0624,
  reservationReversal: 0x0625,
  reversal: 0x0630,
  refund: 0x0631,
  endOfDay: 0x0650,
  diagnosis: 0x0670,
  initialisation: 0x0693,
  abortByEcr: 0x06b0,
  printLine: 0x06d1,
  printTextBlock: 0x06d3,
} as const;

/** Of a response: its first byte. The second is the error, 0 where it is positive. */
export const POSITIVE = 0x80;
export const NEGATIVE = 0x84;
/** Errors that a cash desk answers with, or that mean something else than an error. */
export const ERROR = {
  /** `84 00` counts as a positive answer. */
  none: 0x00,
  functionNotPossible: 0x83,
  /** As an answer to a status information: not finished, ask again in two seconds. */
  pleaseWait: 0x9c,
  /** "System error": the cash desk did not take the goods out; the terminal reverses. */
  notTaken: 0xff,
} as const;

/** Data fields (bitmaps). */
export const BMP = {
  timeout: 0x01,
  service: 0x03,
  amount: 0x04,
  tlv: 0x06,
  trace: 0x0b,
  time: 0x0c,
  date: 0x0d,
  expiry: 0x0e,
  cardSequence: 0x17,
  type: 0x19,
  pan: 0x22,
  track2: 0x23,
  track3: 0x24,
  result: 0x27,
  terminalId: 0x29,
  merchantId: 0x2a,
  track1: 0x2d,
  chipData: 0x2e,
  originalTrace: 0x37,
  cvv: 0x3a,
  authAttribute: 0x3b,
  additionalText: 0x3c,
  password: 0x3d,
  currency: 0x49,
  totals: 0x60,
  receipt: 0x87,
  turnover: 0x88,
  cardType: 0x8a,
  cardName: 0x8b,
  hostResult: 0xa0,
  longDate: 0xaa,
} as const;

/** Tags inside the TLV container. */
export const TAG = {
  text: 0x07,
  attribute: 0x09,
  command: 0x0a,
  charset: 0x14,
  displayTexts: 0x24,
  printTexts: 0x25,
  permitted: 0x26,
  cardType: 0x41,
  track1: 0x1f08,
  track2: 0x1f09,
  track3: 0x1f0a,
  receiptType: 0x1f07,
  errorCode: 0x1f16,
  errorText: 0x1f17,
  longTrace: 0x1f2b,
} as const;

/** Registration: receipts by lines through us, intermediate status, no amount entry, no starts on the terminal itself. */
export const CONFIG_RECEIPTS_HERE = 0xbe;
/** The same, but the terminal prints on its own paper. */
export const CONFIG_RECEIPTS_THERE = 0x38;

/** Repeat receipt: status information as in the original, and nothing printed. */
export const REPEAT_STATUS_ONLY = 0x03;
/** Status enquiry: TLV wanted, no software version. */
export const ENQUIRY_SERVICE = 0x06;

/** Serial line. */
export const DLE = 0x10;
export const STX = 0x02;
export const ETX = 0x03;
export const ACK = 0x06;
export const NAK = 0x15;
/** Longest gap between two bytes of a frame, ms: the text says 200, peers in the field take up to a second. */
export const T1_MS = 1_000;
/** From a frame to its acknowledgement, ms. */
export const T2_MS = 5_000;
/** A frame is sent so often in all. */
export const SENDS = 3;
/** From a command to its answer, ms; by default. */
export const T3_MS = 5_000;
/** From one word of the terminal to the next while it works, ms; by default. */
export const T4_MS = 180_000;
/** A status enquiry is answered at once, ms. */
export const ENQUIRY_LIMIT_MS = 10_000;
/** After an abort, or the end of T4, the terminal may still tell its result, ms. */
export const ABORT_GRACE_MS = 10_000;
/**
 * A completion that was there before our word for the result left is none of a terminal that waits for that word, and it goes on
 * within so long; of one that does not wait, nothing more comes.
 */
export const AFTER_EARLY_WORD_MS = 2_000;
/** The terminal repeats a status information every two seconds while it is told to wait; before that we must have answered, ms. */
export const KEEP_LIMIT_MS = 1_500;

/** Six bytes of BCD. */
export const MAX_AMOUNT_MINOR = 999_999_999_999n;
/** Receipt number of an enquiry that names none. */
export const NO_RECEIPT = 'ffff';

/** ISO 4217 numeric; all of them have two decimals. */
export const CURRENCIES: Readonly<Record<string, string>> = {
  EUR: '0978',
  CHF: '0756',
  GBP: '0826',
  PLN: '0985',
  CZK: '0203',
  USD: '0840',
  RUB: '0643',
};
