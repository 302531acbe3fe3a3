import type { ReadLimits } from '../limits.ts';
import type { RawRow } from '../table/raw-row.ts';
import { quotedRecord } from './quoted-record.ts';

interface Record {
  readonly cells: string[] | 'too_long' | 'broken_quotes';
  readonly after: number;
}

/**
 * Splits text into rows of cells as it comes: RFC 4180, with what real files do besides. A quote inside an unquoted cell is a
 * letter, spaces around a quoted one are dropped, and a quote that is never closed costs its own line only: common readers
 * stop there, or lose the rows behind.
 */
export class DelimitedReader {
  private rest = '';
  private row = 0;

  constructor(
    private readonly delimiter: string,
    private readonly limits: Pick<ReadLimits, 'maxLineChars' | 'maxColumns'>,
  ) {}

  /** Rows that this piece of the text completes. */
  push(text: string): RawRow[] {
    return this.take(this.rest + text, false);
  }

  /** The last rows. */
  end(): RawRow[] {
    return this.take(this.rest, true);
  }

  /** The first rows of a text that is all there is, and no more work than they cost: thousands may stand behind them. */
  first(text: string, most: number): RawRow[] {
    const rows = this.take(text, false, most);
    return rows.length < most ? [...rows, ...this.take(this.rest, true, most - rows.length)] : rows;
  }

  private take(text: string, atEnd: boolean, most = Number.POSITIVE_INFINITY): RawRow[] {
    const rows: RawRow[] = [];
    let start = 0;
    while (start < text.length && rows.length < most) {
      const record = this.recordAt(text, start, atEnd);
      if (record === null) break;
      rows.push(this.rowOf(record.cells));
      start = record.after;
    }
    this.rest = text.slice(start);
    return rows;
  }

  /** The record that begins at `start`, or null where its end has not come yet. */
  private recordAt(text: string, start: number, atEnd: boolean): Record | null {
    const { maxLineChars } = this.limits;
    const newline = text.indexOf('\n', start);
    const stop = newline < 0 ? text.length : newline;
    const after = newline < 0 ? text.length : newline + 1;
    if (stop - start > maxLineChars) return { cells: 'too_long', after };
    if (newline < 0 && !atEnd) return null;
    const line = text.slice(start, stop > start && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop);
    if (!line.includes('"')) return { cells: line.split(this.delimiter), after };
    const record = quotedRecord({ text, delimiter: this.delimiter, maxChars: maxLineChars, atEnd }, start);
    if (record === 'broken') return { cells: 'broken_quotes', after };
    return record === 'open' ? null : record;
  }

  private rowOf(cells: Record['cells']): RawRow {
    this.row += 1;
    if (typeof cells === 'string') return { number: this.row, cells: [], kinds: null, problem: cells };
    if (cells.length > this.limits.maxColumns) return { number: this.row, cells: [], kinds: null, problem: 'too_long' };
    return { number: this.row, cells, kinds: null, problem: null };
  }
}
