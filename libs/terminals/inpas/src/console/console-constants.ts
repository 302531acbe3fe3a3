import { FIELD, OPERATION } from '../constants.ts';

/** DC Console, the bank's own program: what each constant rests on is said in the room's README. */

/** The files that a run leaves in the program's folder. */
export const RESULT_FILE = 'result.txt';
export const RECEIPT_FILE = 'receipt.txt';
/** The mark of a run of ours beside them. */
export const LOCK_FILE = 'payport.lock';

/** Switches that were seen: `-o1 -z00123456 -a12345 -c643`. Others are settings. */
export const SWITCH: ReadonlyMap<number, string> = new Map([
  [FIELD.operation, '-o'],
  [FIELD.terminalId, '-z'],
  [FIELD.amount, '-a'],
  [FIELD.currency, '-c'],
]);
/** Their order on the command line, as it was seen. */
export const SWITCH_ORDER: readonly number[] = [...SWITCH.keys()];

/** Operations whose answer must name an amount. */
export const WITH_AMOUNT: ReadonlySet<number> = new Set([OPERATION.sale, OPERATION.void, OPERATION.refund, 3, OPERATION.emergencyReversal]);

/** The exit code of an approval. */
export const EXIT_APPROVED = 0;

/** A killed program is gone well within this, ms. */
export const KILL_GRACE_MS = 5_000;
/** The files of a program that has ended may appear a moment later, ms. */
export const ANSWER_GRACE_MS = 2_000;
export const ANSWER_POLL_MS = 100;
/** File times of FAT volumes are two seconds coarse, ms. */
export const FILE_TIME_TOLERANCE_MS = 2_000;
