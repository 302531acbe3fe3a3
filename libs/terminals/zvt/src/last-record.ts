import type { Evidence } from '@payport/terminals-core';
import type { Conversation } from './conversation.ts';
import type { StatusInformation } from './messages.ts';

/** What the terminal has stored last. `none`: it answered that there is nothing, or that it does not tell. */
export type LastRecord =
  | { readonly found: 'record'; readonly status: StatusInformation }
  | { readonly found: 'none'; readonly code: number | null }
  | { readonly found: 'no_answer' };

/** Busy; not ready; system error: the terminal may tell later. */
const NOT_NOW: ReadonlySet<number> = new Set([0x9c, 0xa0, 0xff]);
/** A record is told at once; a terminal that prints it all the same takes some seconds, ms. */
const REPEAT_LIMIT_MS = 20_000;

/** Asks for the last status information, with nothing printed. Commits nothing: the record is stored already. */
export async function askLastRecord(conversation: Conversation, password: string): Promise<LastRecord> {
  const ending = await conversation.run({ kind: 'repeat_receipt', password, print: false }, { limitMs: REPEAT_LIMIT_MS });
  // "Not now" is no word about the record.
  if (ending.end === 'refused') return NOT_NOW.has(ending.error) ? { found: 'no_answer' } : { found: 'none', code: ending.error };
  if (ending.end === 'silent' || ending.end === 'broken') return { found: 'no_answer' };
  if (ending.status !== null) return { found: 'record', status: ending.status };
  const code = ending.end === 'aborted' ? ending.resultCode : null;
  return code !== null && NOT_NOW.has(code) ? { found: 'no_answer' } : { found: 'none', code };
}

/** A mark of one record: two records of one terminal never have the same, whatever numbers start anew each day. */
export const markOf = (record: LastRecord): string | null =>
  record.found === 'record' ? markOfStatus(record.status) : record.found === 'none' ? NO_RECORD : null;

export const NO_RECORD = 'none';

export function markOfStatus({ receipt, trace, turnover, date, time, amountMinor }: StatusInformation): string {
  return [receipt, trace, turnover, date, time, amountMinor].map((part) => (part === null ? '-' : String(part))).join('/');
}

/** Kept before the first byte of an order. */
export const factsBefore = (mark: string, unusedMinor: bigint | null = null): Evidence => ({
  before: mark,
  ...(unusedMinor === null ? {} : { unusedMinor: unusedMinor.toString() }),
});

/** Kept before an approval is acknowledged. */
export const factsOfAnswer = (status: StatusInformation): Evidence => ({
  answer: markOfStatus(status),
  receipt: status.receipt,
  authCode: status.authCode,
  resultCode: status.resultCode,
});

export interface KeptFacts {
  /** The terminal's last record before the order; null: not one fact of the order was kept, so that it never left. */
  readonly before: string | null;
  /** The receipt number of the approval that we were about to acknowledge. */
  readonly receipt: string | null;
  readonly answered: boolean;
  /** What the capture was to give back; null: it was none, or nobody knew. */
  readonly unusedMinor: bigint | null;
}

export function readFacts(kept: readonly Evidence[]): KeptFacts {
  const text = (name: string): string | null => {
    const value = kept.map((facts) => facts[name]).findLast((found) => typeof found === 'string');
    return typeof value === 'string' ? value : null;
  };
  const unused = text('unusedMinor');
  const unusedMinor = unused !== null && /^[0-9]{1,12}$/.test(unused) ? BigInt(unused) : null;
  return { before: text('before'), receipt: text('receipt'), answered: text('answer') !== null, unusedMinor };
}
