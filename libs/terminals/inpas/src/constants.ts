/**
 * The SA protocol of INPAS (SmartSale, DualConnector): frames over a serial line or TCP between a cash desk and a terminal.
 * What each constant rests on, and what is uncertain, is said in the room's README.
 */

/** First bytes of a packet: a whole message, or one part of a large one. */
export const STX = 0x02;
export const SOH = 0x01;
/** Bytes that stand alone. */
export const ACK = 0x06;
export const NAK = 0x15;
export const EOT = 0x04;

/** First byte and two bytes of length before the data, two bytes of checksum after it. */
export const HEAD_BYTES = 3;
export const CHECKSUM_BYTES = 2;
/** CRC-16, most significant bit first, from 0, over everything before it; its high byte comes first on the wire. */
export const CHECKSUM_POLYNOMIAL = 0x8005;
/** A packet larger than this is noise that looks like a head, bytes. Larger messages travel in parts. */
export const PACKET_DATA_LIMIT = 16_384;
/** All parts of one message together, bytes. */
export const MESSAGE_LIMIT = 60_000;
/** In the header of a part: the number of parts that follow, in ASCII digits; 0 marks the last. */
export const PARTS_LEFT_TAG = 2;

/** Numbers of the fields. Values are ASCII, texts cp1251. */
export const FIELD = {
  amount: 0,
  originalAmount: 1,
  currency: 4,
  hostTime: 6,
  entryMode: 8,
  card: 10,
  expiry: 11,
  authCode: 13,
  rrn: 14,
  hostCode: 15,
  text: 19,
  cashTime: 21,
  hostTransactionId: 23,
  operation: 25,
  transactionId: 26,
  terminalId: 27,
  merchantId: 28,
  status: 39,
  commandMode: 64,
  command: 65,
  commandStatus: 67,
  data: 70,
  model: 89,
  receipt: 90,
  transactionState: 107,
} as const;
export type FieldName = keyof typeof FIELD;

/** Values of the field `operation`. */
export const OPERATION = {
  sale: 1,
  void: 4,
  /** "Wait": the terminal goes on; our patience starts anew. Carries no answer. */
  wait: 21,
  linkTest: 26,
  refund: 29,
  /** The terminal changes its screen; not described in any document that is public. */
  progress: 52,
  emergencyReversal: 53,
  settlement: 59,
  /** Reports, and the terminal's own wishes: see `COMMAND`. */
  userCommand: 63,
} as const;

/** Values of the field `command` of a user command. 16 and 17 come from the terminal, which wants its bank. */
export const COMMAND = { hostConnection: 16, hostData: 17, shortReport: 20, fullReport: 21, copy: 22 } as const;
/** With `hostConnection`: 1 open, 0 close. With `hostData`: 1 from the host to the terminal, 0 to the host. */
export const MODE = { closeConnection: 0, openConnection: 1, toHost: 0, toTerminal: 1 } as const;
/** What became of a user command. */
export const COMMAND_STATUS = { done: 0, noData: 1, failed: 2 } as const;

/** Values of the field `status`. */
export const STATUS = {
  undefined: 0,
  approved: 1,
  declined: 16,
  approvedOffline: 17,
  noConnection: 34,
  aborted: 53,
  abortedToo: 54,
} as const;

/** Tags of the receipt's records. */
export const RECEIPT_TAG = { slip: '0xDF', secondSlip: '0xDA', cardType: '0xDE' } as const;

/** ISO 4217: the protocol has numbers, we have letters. */
export const CURRENCY = 'RUB';
export const CURRENCY_NUMBER = '643';
/** The bank's own library keeps the amount in a signed 32-bit number of kopecks; more could be charged wrongly. */
export const MAX_AMOUNT_MINOR = 2_147_483_647n;
/** Ours, for one dispatch; nine digits fit the library's signed 32-bit number. */
export const TRANSACTION_ID_PATTERN = /^[1-9][0-9]{8}$/;
/** ISO 8583 field 37. Shorter ones are filled with zeros from the left. */
export const RRN_PATTERN = /^[0-9A-Za-z]{1,12}$/;
export const RRN_LENGTH = 12;
export const TERMINAL_ID_PATTERN = /^[0-9A-Za-z]{1,16}$/;

/** Silence on the line for so long ends a wait for an acknowledgement or for the rest of a packet, ms. */
export const ACK_TIMEOUT_MS = 15_000;
/** Silence for so long ends the wait for an answer, ms; each "wait" starts it anew. */
export const ANSWER_TIMEOUT_MS = 120_000;
/** How often something that moves no money is sent again after a NAK. What moves money is sent once. */
export const RESENDS = 2;
/** How long a connection to a terminal or to its bank may take to stand, ms. */
export const CONNECT_TIMEOUT_MS = 5_000;
/** From here on the system asks a silent peer whether it is still there, ms. */
export const KEEP_ALIVE_MS = 5_000;
/** Waits, progress and conversations with the bank together never take an operation longer, ms. */
export const DEFAULT_TIME_LIMIT_MS = 300_000;
/** A terminal that was told to stop answers within this, ms; then nothing is known. */
export const STOP_GRACE_MS = 30_000;
/** A question moves no money: longer than this it is not waited for, ms. */
export const QUERY_TIMEOUT_MS = 45_000;
/** More noise than this in one conversation, bytes, and nothing on this line can be told apart. */
export const NOISE_LIMIT = 65_536;
/** More than this in one conversation is no terminal of ours: bytes received, and things among them. */
export const RECEIVED_LIMIT = 1_048_576;
export const ITEMS_LIMIT = 2_000;
/** Noise is shown so often in one conversation, then only counted. */
export const NOISE_FRAMES = 16;
/** A terminal that asks for the bank's answer waits so long for it with us before it hears "no data", ms. */
export const HOST_WAIT_MS = 1_000;
/** The largest message of the bank that is handed on, bytes: it must fit a packet beside our other fields. */
export const HOST_MESSAGE_LIMIT = PACKET_DATA_LIMIT - 256;
/** Our last acknowledgement is on its way while the line is closed: so long it stays open, ms. */
export const LINGER_MS = 200;
/** How far the terminal's clock may be from ours, ms. */
export const CLOCK_TOLERANCE_MS = 120_000;
