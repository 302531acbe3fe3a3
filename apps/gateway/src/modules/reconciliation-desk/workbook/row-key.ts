import { createHash } from 'node:crypto';
import type { ExceptionRow } from '../exceptions/exception-rows.ts';

/**
 * Which exception a row is, and how it stood, in letters: a table program leaves them alone, and no part of them looks like a number or
 * like a card's.
 */
const LETTERS = 'abcdefghijklmnop';
const lettersOf = (hex: string): string => hex.replace(/[0-9a-f]/g, (digit) => LETTERS[Number.parseInt(digit, 16)] ?? '');
const hexOf = (letters: string): string => letters.replace(/[a-p]/g, (letter) => LETTERS.indexOf(letter).toString(16));

export const keyOf = (id: string): string => lettersOf(id.replaceAll('-', ''));

/** Null: no key of ours. */
export function idOfKey(key: string): string | null {
  if (!/^[a-p]{32}$/.test(key)) return null;
  return hexOf(key).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A row with the last line of its history. */
export interface MarkedRow extends ExceptionRow {
  readonly last_event: string | null;
}

/** What a person who worked on the row has seen: its history, and the difference itself. Age alone changes nothing of that. */
export function markOf(row: MarkedRow): string {
  const seen = [row.id, row.state, row.owner_id, row.due_on, row.code, row.amount_minor, row.last_event, row.proposal_id];
  return lettersOf(createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 16));
}
