import type { Bilingual, Decline, Stage } from '@payport/domain';
import { causeOfHostResponse, declineOf, unreachableFor } from '@payport/terminals-core';
import { CAUSE_TEXTS, type Cause } from './cause-texts.ts';
import { RESULT_ROWS, type ResultClass } from './tables/result-codes.ts';

/** What a result code says about the order that it ends. */
export type Verdict =
  | { readonly verdict: 'approved' }
  | { readonly verdict: 'declined' | 'cancelled'; readonly decline: Decline }
  | { readonly verdict: 'unknown'; readonly decline: Decline; readonly unmapped: boolean };

interface CodeEntry {
  readonly resultClass: ResultClass;
  readonly text: Bilingual;
}

const CODES: ReadonlyMap<number, CodeEntry> = new Map(
  RESULT_ROWS.map(([code, resultClass, en, ru]): [number, CodeEntry] => [code, { resultClass, text: { ru, en } }]),
);

/** Codes up to here are the host's own refusals. */
const LAST_HOST_CODE = 99;

const CAUSE_OF_CODE: ReadonlyMap<number, Cause> = new Map<number, Cause>([
  [0x6e, 'card_blocked'],
  [0x6f, 'currency'],
  [0x71, 'insufficient_funds'],
  [0x74, 'setup_keys'],
  [0x78, 'card_expired'],
  [0x79, 'entered_wrong'],
  [0x7b, 'use_chip'],
  [0x7c, 'use_chip'],
  [0x7e, 'use_chip'],
  [0x85, 'setup_keys'],
  [0xb4, 'original_not_found'],
  [0xb5, 'original_not_found'],
  [0xc6, 'currency'],
  [0xcb, 'currency'],
]);

const CAUSE_OF_CLASS: Readonly<Record<ResultClass, Cause>> = {
  card: 'card_read_failed',
  'not-allowed': 'not_allowed',
  eod: 'settle_first',
  setup: 'setup_parameters',
  cancel: 'cancelled_on_device',
  decline: 'card_refused',
  device: 'setup_other',
  comms: 'outcome_unknown',
  protocol: 'setup_protocol',
  busy: 'device_busy',
  reversal: 'original_not_found',
  amount: 'amount_refused',
  preauth: 'original_not_found',
  printer: 'printer',
  goods: 'setup_parameters',
  system: 'outcome_unknown',
};

/** `6C`; a host's refusal is two decimal digits, as the host says it. */
export const codeText = (code: number): string =>
  code >= 1 && code <= LAST_HOST_CODE ? String(code).padStart(2, '0') : code.toString(16).toUpperCase().padStart(2, '0');

/** What happened, what to do, and whether to try again; `code` null where the terminal gave none. */
export const declineFor = (cause: Cause, code: number | null): Decline =>
  declineOf(CAUSE_TEXTS[cause], {
    code: code === null ? null : codeText(code),
    text: (code === null ? undefined : CODES.get(code)?.text) ?? null,
  });

/** Why the terminal cannot be worked with, for whoever looks at it. */
export const unreachableBy = (cause: Cause) => unreachableFor(CAUSE_TEXTS[cause]);

/** The broken line, or the terminal's own "I do not know": what it has stored decides. */
const ASK_FIRST: readonly ResultClass[] = ['comms', 'system'];

/** The outcome of an order by the code that ended it. `stopped`: somebody here asked the terminal to stop. */
export function classify(code: number | null, stopped = false): Verdict {
  if (code === null) return { verdict: 'unknown', decline: declineFor('outcome_unknown', null), unmapped: false };
  if (code === 0) return { verdict: 'approved' };
  if (code <= LAST_HOST_CODE) {
    return { verdict: 'declined', decline: declineFor(causeOfHostResponse(codeText(code)) ?? 'issuer_refused', code) };
  }
  const entry = CODES.get(code);
  if (entry === undefined) return { verdict: 'unknown', decline: declineFor('unmapped', code), unmapped: true };
  if (entry.resultClass === 'cancel') {
    return { verdict: 'cancelled', decline: declineFor(stopped ? 'cancelled_by_cashier' : 'cancelled_on_device', code) };
  }
  if (ASK_FIRST.includes(entry.resultClass)) return { verdict: 'unknown', decline: declineFor('outcome_unknown', code), unmapped: false };
  return { verdict: 'declined', decline: declineFor(CAUSE_OF_CODE.get(code) ?? CAUSE_OF_CLASS[entry.resultClass], code) };
}

/** A code that no table explains, for the alert about it; null: it is known, or there is none. */
export const unmappedText = (code: number | null): string | null =>
  code === null || code <= LAST_HOST_CODE || CODES.has(code) ? null : codeText(code);

/** An answer to a command that was not taken: the terminal never began, so that even a broken line is a plain refusal. */
export function refusalOf(error: number): Decline {
  const entry = CODES.get(error);
  if (entry === undefined) return declineFor('unmapped', error);
  if (entry.resultClass === 'comms') return declineFor('issuer_unavailable', error);
  return declineFor(CAUSE_OF_CODE.get(error) ?? (entry.resultClass === 'system' ? 'setup_other' : CAUSE_OF_CLASS[entry.resultClass]), error);
}

/** Why the terminal did not do something that moves no money, in the table's own words: no guest and no card is concerned. */
export function serviceRefusal(code: number | null): Bilingual {
  if (code === null) return { ru: 'Терминал прервал операцию и не сказал почему', en: 'The terminal gave the operation up and did not say why' };
  const hex = codeText(code);
  if (code >= 1 && code <= LAST_HOST_CODE) {
    return { ru: `Хост банка отказал терминалу: код ${hex}`, en: `The bank’s host refused the terminal: code ${hex}` };
  }
  const text = CODES.get(code)?.text;
  return text === undefined
    ? { ru: `Терминал отказал с неизвестным кодом ${hex}`, en: `The terminal refused with an unknown code ${hex}` }
    : { ru: `Терминал отказал: ${text.ru} (${hex})`, en: `The terminal refused: ${text.en} (${hex})` };
}

const STAGES: Readonly<Partial<Record<Stage, readonly number[]>>> = {
  present_card: [0x0a, 0x2a],
  enter_pin: [0x01, 0x02, 0x15, 0xcc],
  authorizing: [0x04, 0x0e, 0x17, 0xd2, 0xd3],
  other_card: [0x03, 0x07, 0x08, 0x09, 0x0c, 0x10, 0x19],
  remove_card: [0x0b],
};
const STAGE_OF: ReadonlyMap<number, Stage> = new Map(
  Object.entries(STAGES).flatMap(([stage, codes]) => codes.map((code): [number, Stage] => [code, stage as Stage])),
);

/** What the guest sees on the terminal; null where it tells nothing new. 41 to 5D are the same with "remove the card". Never a result. */
export function stageOf(code: number): Stage | null {
  if (code >= 0x41 && code <= 0x5d) return 'remove_card';
  return STAGE_OF.get(code) ?? null;
}
