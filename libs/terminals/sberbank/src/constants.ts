/**
 * The bank program `sb_pilot` (Sberbank UPOS): started in its own folder with the operation as first argument, it talks to
 * the PIN pad and leaves its answer in files. What each constant rests on is said in the room's README.
 */

/** Numbers of the operations on the command line. */
export const OPERATION = {
  sale: '1',
  refund: '3',
  closeDay: '7',
  cancel: '8',
  controlTape: '9',
  serviceMenu: '11',
  reprint: '12',
  rollback: '13',
  suspend: '15',
  commit: '16',
  linkTest: '47',
  status: '52',
} as const;

/** "Full" form of the control tape: every operation of the open shift, one by one. */
export const CONTROL_TAPE_FULL = '1';
/** "Short" form: totals only. */
export const CONTROL_TAPE_SHORT = '0';
/**
 * Numbers of the pinpad's own protocol; that the command line knows the same ones is inferred, not seen. The bank's library
 * numbers them 51 and 52, but 52 on the command line is the status query.
 */
export const PREAUTHORIZATION = '17';
export const CAPTURE = '18';
/**
 * Undoes a reservation, by its reference number. Inferred: the command line has one cancel by reference, 8; the bank's library
 * has 43 of its own for reservations, and the pinpad's number is not known.
 */
export const RELEASE = OPERATION.cancel;
/** In the place of the card: find it by RRN, ask for no card. Some installations know `0` instead. */
export const CARD_BY_RRN = 'QSELECT';
/** In the place of the card type: let the terminal see for itself. */
export const CARD_TYPE_AUTO = '0';

/** Switch for the request id, echoed in the result file; with it an operation can be asked about later. */
export const REQUEST_ID_SWITCH = '/q=';
export const DEPARTMENT_SWITCH = '/d=';
/** An id of only zeros means "none". */
export const NO_REQUEST_ID = '00000000';
export const REQUEST_ID_PATTERN = /^[0-9A-F]{8}$/;
/** ISO 8583 field 37: twelve letters or digits; shorter ones are seen. Anything else could be read as a switch. */
export const RRN_PATTERN = /^[0-9A-Za-z]{1,12}$/;

export const RESULT_FILE = 'e';
export const DEFAULT_SLIP_FILE = 'p';
/** Put into the folder to make a running operation stop; the program deletes nothing by itself. */
export const ABORT_FILE = 'POLLING.OFF';
export const ABORT_CONTENT = 'abort';
/** Everything of the abort dialogue, which a new run must not find. */
export const POLLING_FILES = /^POLLING\.[A-Z]+$/i;

/** Positions of the values in the result file, one a line, counted from 0. */
export const LINE = {
  result: 0,
  card: 1,
  expiry: 2,
  authCode: 3,
  operationNumber: 4,
  cardType: 5,
  ownCard: 6,
  terminalId: 7,
  dateTime: 8,
  rrn: 9,
  cardHash: 10,
  track3: 11,
  points: 12,
  merchant: 13,
  messageType: 14,
  gpc: 15,
  message: 16,
  loyalty: 17,
  clientContact: 18,
  requestId: 19,
  flags: 20,
  loyaltyData: 21,
  vas: 22,
} as const;
/** Present software writes lines 0 to 22. */
export const RESULT_LINES = 23;
/** Old software, which knows no request ids, writes at least lines 0 to 9 for an approval. */
export const SHORT_RESULT_LINES = 10;

/** Currency of the kopecks on the command line. */
export const CURRENCY = 'RUB';
/** The bank's library takes the amount as an unsigned 32-bit count of kopecks; more would be charged wrongly. */
export const MAX_AMOUNT_MINOR = 4_294_967_295n;

/** An operation ends by itself within this time: PIN pad limits are about 90 s, with a slow host on top. */
export const DEFAULT_TIME_LIMIT_MS = 180_000;
/** A program that was told to stop and still runs after this is killed; then nothing is known. */
export const ABORT_GRACE_MS = 10_000;
/** So often is it tried to note a kill before the kill, with so long in between. */
export const NOTE_TRIES = 5;
export const NOTE_PAUSE_MS = 1_000;
/** A killed program is gone well within this. */
export const KILL_GRACE_MS = 5_000;
/** On Linux the answer is seen to appear shortly after the program has ended. */
export const ANSWER_GRACE_MS = 2_000;
export const ANSWER_POLL_MS = 100;
/** A query that is older than this hangs and may be stopped: it moves no money. */
export const QUERY_TIME_LIMIT_MS = 60_000;
/** One call of the recovery never takes longer than about this; it then says `in_progress`. */
export const RECOVERY_CALL_LIMIT_MS = 18_000;
/** A device answers from its own memory within this; a guest's refusal is not kept waiting for longer. */
export const REFUSAL_CHECK_LIMIT_MS = 18_000;
/** A program that has written its answer ends well within this; an older file is not its answer. Printing may take a while. */
export const ANSWER_AGE_MS = 10_000;
/** File times of FAT volumes are two seconds coarse. */
export const FILE_TIME_TOLERANCE_MS = 2_000;
