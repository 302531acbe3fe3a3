import type { Bilingual, Decline } from '@payport/domain';
import { declineOf } from '@payport/terminals-core';
import { CAUSE_TEXTS, type Cause } from './cause-texts.ts';
import { CAUSES } from './tables/causes.ts';
import { RESULT_ROWS, type ResultClass } from './tables/result-codes.ts';

export type OrderOperation = 'sale' | 'refund' | 'void';
/** What stopped the operation from outside, if anything did. */
export type Stop = 'none' | 'cashier' | 'time_limit';

/** What a code says about the order that it answers. */
export type OrderVerdict =
  | { readonly verdict: 'approved' }
  | { readonly verdict: 'declined' | 'cancelled'; readonly decline: Decline }
  | { readonly verdict: 'unknown'; readonly decline: Decline; readonly unmapped: boolean };

/**
 * What a code says when an earlier operation was asked about. `recorded` verdicts are the original's own result, and only
 * count with its id echoed. `link`: the question itself did not get through. `unsupported`: this software cannot answer.
 * `no_data`: the device has nothing to answer from. `unclear`: the record exists and says nothing certain.
 */
export type StatusVerdict =
  | { readonly verdict: 'approved' | 'absent' | 'in_progress' | 'link' | 'unsupported' | 'no_data' | 'unclear' | 'unmapped' }
  | { readonly verdict: 'declined' | 'cancelled'; readonly decline: Decline };

interface CodeEntry {
  readonly resultClass: ResultClass;
  readonly text: Bilingual;
}

const HOST_PREFIX = { ru: /^ответ хоста [0-9]+: /, en: /^host response [0-9]+: / };

const CODES: ReadonlyMap<number, CodeEntry> = new Map(
  RESULT_ROWS.map(([code, resultClass, en, ru]) => [
    code,
    { resultClass, text: { ru: ru.replace(HOST_PREFIX.ru, ''), en: en.replace(HOST_PREFIX.en, '') } },
  ]),
);

const CAUSE_OF: ReadonlyMap<number, Cause> = new Map(
  Object.entries(CAUSES).flatMap(([cause, codes]) => codes.map((code): [number, Cause] => [code, cause as Cause])),
);

/** A query decides: the link broke, or the software itself calls the outcome uncertain (4322: it may undo the operation). */
const ASK_FIRST: ReadonlySet<number> = new Set([99, 254, 2004, 4104, 4119, 4304, 4308, 4309, 4322]);
/** Uncertain at first hand, but a plain refusal where the device has it on record. */
const IN_STOP_LIST = 2004;
/** Ended on the device after the bank may have been asked: card pulled out, "auto-cancelled". The stored record decides. */
const ENDED_LATE: ReadonlySet<number> = new Set([4190, 4316]);
/** The stored record of an operation that failed while the card was being read. */
const CARD_READING: ReadonlySet<number> = new Set([34, 230, 361, 362, 363, 364, 4190, 4310, 4326]);
const NOT_FOUND = 4311;
/** Answers to a refund or a void; a sale has no original, so that there they explain nothing. */
const ABOUT_AN_ORIGINAL: ReadonlySet<number> = new Set([4118, 4311, 4315, 4363]);
/** Answers of software that does not know the query. */
const QUERY_UNKNOWN: ReadonlySet<number> = new Set([12, 13, 101, 249, 252, 4300, 4301]);
const NO_DATA: ReadonlySet<number> = new Set([4121, 4126, 4129, 4309]);
/** Class terminal-fault, but it only means "not now": rebooting, library busy, dialog already open. */
const NOT_NOW: ReadonlySet<number> = new Set([5, 115, 4342]);

/** The host's response plus 4400; 4400 itself would be "approved" beside an error, which nothing explains. */
export const isHostResponse = (code: number): boolean => code > 4400 && code <= 4499;

const DEFAULT_CAUSE: Readonly<Record<ResultClass, Cause>> = {
  approved: 'outcome_unknown',
  pending: 'outcome_unknown',
  comms: 'outcome_unknown',
  'terminal-fault': 'outcome_unknown',
  timeout: 'outcome_unknown',
  config: 'setup_other',
  cancelled: 'cancelled_on_device',
  declined: 'card_refused',
};

/** What happened, what to do, and whether to try again; `code` null where the terminal gave none. */
export const declineFor = (cause: Cause, code: number | null): Decline =>
  declineOf(CAUSE_TEXTS[cause], { code: code === null ? null : String(code), text: (code === null ? undefined : CODES.get(code)?.text) ?? null });

function causeOf(code: number): Cause {
  const listed = CAUSE_OF.get(code);
  if (listed !== undefined) return listed;
  const entry = CODES.get(code);
  // "Terminal unknown", "MAC wrong" are the host's words too, and mean the set-up, not the card.
  if (isHostResponse(code) && entry?.resultClass !== 'config') return 'issuer_refused';
  return entry === undefined ? 'unmapped' : DEFAULT_CAUSE[entry.resultClass];
}

/** A stop that someone ordered is that someone's, whatever word the terminal has for it. */
const cancelCause = (code: number, stop: Stop): Cause =>
  stop === 'cashier' ? 'cancelled_by_cashier' : stop === 'time_limit' ? 'device_timeout' : causeOf(code);

function isCancel(code: number, resultClass: ResultClass | undefined): boolean {
  return code === 2002 || (resultClass === 'cancelled' && !ENDED_LATE.has(code));
}

/** The outcome of an order by the code that its own run left. */
export function classifyOrder(code: number, operation: OrderOperation, stop: Stop = 'none'): OrderVerdict {
  if (code === 0) return { verdict: 'approved' };
  const resultClass = CODES.get(code)?.resultClass;
  const misplaced = operation === 'sale' && ABOUT_AN_ORIGINAL.has(code);
  if (ASK_FIRST.has(code) || misplaced) return { verdict: 'unknown', decline: declineFor('outcome_unknown', code), unmapped: false };
  if (isCancel(code, resultClass)) return { verdict: 'cancelled', decline: declineFor(cancelCause(code, stop), code) };
  if (isHostResponse(code) || resultClass === 'declined' || resultClass === 'config') {
    return { verdict: 'declined', decline: declineFor(causeOf(code), code) };
  }
  const unmapped = resultClass === undefined;
  return { verdict: 'unknown', decline: declineFor(unmapped ? 'unmapped' : 'outcome_unknown', code), unmapped };
}

/** What the device's answer to "what became of it?" means. */
export function classifyStatus(code: number): StatusVerdict {
  if (code === 0) return { verdict: 'approved' };
  if (code === NOT_FOUND) return { verdict: 'absent' };
  if (QUERY_UNKNOWN.has(code)) return { verdict: 'unsupported' };
  if (NO_DATA.has(code)) return { verdict: 'no_data' };
  if (CARD_READING.has(code)) return { verdict: 'declined', decline: declineFor('card_read_failed', code) };
  const resultClass = CODES.get(code)?.resultClass;
  if (isHostResponse(code)) return { verdict: 'declined', decline: declineFor(causeOf(code), code) };
  if (NOT_NOW.has(code) || code === 254 || resultClass === 'comms') return { verdict: 'link' };
  if (resultClass === 'pending') return { verdict: 'in_progress' };
  if (ASK_FIRST.has(code) && code !== IN_STOP_LIST) return { verdict: 'unclear' };
  if (code === 2002 || resultClass === 'cancelled') return { verdict: 'cancelled', decline: declineFor(causeOf(code), code) };
  if (resultClass === 'declined' || resultClass === 'config') return { verdict: 'declined', decline: declineFor(causeOf(code), code) };
  return { verdict: resultClass === undefined ? 'unmapped' : 'unclear' };
}

/** What a code says about a run that carries no amount: a close of the day, an undo of the last operation. */
export function classifyService(
  code: number,
): { readonly verdict: 'done' } | { readonly verdict: 'refused' | 'unknown'; readonly decline: Decline; readonly unmapped: boolean } {
  const verdict = classifyOrder(code, 'refund');
  if (verdict.verdict === 'approved') return { verdict: 'done' };
  // The link broke, or the bank was not reached: whether it took the close or the undo all the same is not known.
  const linkBroke = CODES.get(code)?.resultClass === 'comms';
  if (verdict.verdict === 'unknown' || linkBroke) {
    return { verdict: 'unknown', decline: verdict.decline, unmapped: verdict.verdict === 'unknown' && verdict.unmapped };
  }
  return { verdict: 'refused', decline: verdict.decline, unmapped: false };
}

/** Does the table know this code, or is it one of the host's? */
export const isMapped = (code: number): boolean => CODES.has(code) || isHostResponse(code);
