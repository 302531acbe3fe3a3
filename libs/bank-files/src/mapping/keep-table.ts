import { maskCardNumbers } from '@payport/domain';
import { READ_LIMITS } from '../limits.ts';
import { decoderOf, encodingOf } from '../text/encoding.ts';
import type { RawRow } from '../table/raw-row.ts';
import type { FilePart, KeptTable } from '../reader/file-part.ts';
import type { ReadContext } from '../reader/read-context.ts';

/** Bytes that are handed on at once. */
const PIECE_BYTES = 256 * 1024;
/** Bytes of a line beyond which it is of no use: it has more characters than the reader takes, whatever its encoding. */
const LONG_LINE = 4 * READ_LIMITS.maxLineChars;
/** Stands for such a line: the reader will say that it is too long. */
const TOO_LONG = '-'.repeat(READ_LIMITS.maxLineChars + 1);

/** Collects what is kept of a table, masked, and hands it on in pieces while the file's budget lasts. */
abstract class TableKeeper {
  private pieces: Uint8Array[] = [];
  private size = 0;
  private begun = false;
  private cut = false;
  private released = false;

  constructor(
    private readonly context: ReadContext,
    private readonly table: Omit<KeptTable, 'member'>,
  ) {}

  /** True once nothing more of the table is kept. */
  get full(): boolean {
    return this.cut || this.released;
  }

  /** What was collected: all of it at the table's end, else as soon as it is worth a piece. */
  *take(atEnd: boolean): Generator<FilePart> {
    if (!this.begun) {
      this.begun = true;
      yield { type: 'keeping', table: { member: this.context.member, ...this.table } };
    }
    if (this.size === 0 || (!atEnd && !this.cut && this.size < PIECE_BYTES)) return;
    const bytes = Buffer.concat(this.pieces);
    this.pieces = [];
    this.size = 0;
    yield { type: 'kept', bytes, cut: this.cut };
  }

  /** Nothing of it is wanted: the budget is as before. */
  release(): void {
    this.context.budget.left += this.size;
    this.released = true;
    this.pieces = [];
    this.size = 0;
  }

  protected put(bytes: Uint8Array): void {
    if (this.full || bytes.length === 0) return;
    this.cut = bytes.length > this.context.budget.left;
    const taken = this.cut ? bytes.subarray(0, this.context.budget.left) : bytes;
    this.context.budget.left -= taken.length;
    this.pieces.push(taken);
    this.size += taken.length;
  }
}

/**
 * Keeps a text as it came, in its own encoding, since a person may say that it is another one than it seems. Digits are the
 * same bytes in all of them; only texts of two bytes a letter are kept as UTF-8.
 */
export class TextKeeper extends TableKeeper {
  private rest = '';
  /** The line that goes on is too long: its bytes are passed over. */
  private skipping = false;
  private decoder: ReturnType<typeof decoderOf> | null | undefined;

  constructor(context: ReadContext) {
    super(context, { sheet: null, form: 'text', from1904: false });
  }

  push(bytes: Uint8Array): void {
    if (this.full) return;
    if (this.decoder === undefined) {
      const encoding = encodingOf(bytes);
      this.decoder = encoding === 'utf-16le' || encoding === 'utf-16be' ? decoderOf(encoding, false) : null;
    }
    const plain = this.decoder === null ? Buffer.from(bytes) : Buffer.from(this.decoder.decode(bytes, { stream: true }));
    const text = this.rest + plain.toString('latin1');
    const end = text.lastIndexOf('\n') + 1;
    this.put(masked(this.whole(text.slice(0, end))));
    this.rest = text.slice(end);
    if (this.rest.length > LONG_LINE) this.skip();
  }

  end(): void {
    if (this.rest !== '' || this.skipping) this.put(masked(this.whole(this.rest === '' ? ' ' : this.rest)));
    this.rest = '';
  }

  private skip(): void {
    this.skipping = true;
    this.rest = '';
  }

  /** Whole lines; of one that was begun too long before, only its end is here. */
  private whole(lines: string): string {
    if (!this.skipping || lines === '') return lines;
    this.skipping = false;
    const newline = lines.indexOf('\n');
    return newline < 0 ? TOO_LONG : TOO_LONG + lines.slice(newline);
  }
}

/** No-break and thin spaces and long dashes as UTF-8 has them, seen as single bytes: between digits they may part a card number. */
const WIDE_SEPARATORS = /(?<=[0-9])(?:\u00c2\u00a0|\u00e2\u0080[\u0089\u0091\u0093])(?=[0-9])/g;

const masked = (latin: string): Uint8Array => Buffer.from(maskCardNumbers(latin.replace(WIDE_SEPARATORS, ' ')), 'latin1');

/** Keeps rows of a sheet, each as a line of JSON: number, cells, kinds. */
export class SheetKeeper extends TableKeeper {
  constructor(context: ReadContext, sheet: string, from1904: boolean) {
    super(context, { sheet, form: 'sheet', from1904 });
  }

  push(rows: readonly RawRow[]): void {
    for (const { number, cells, kinds } of rows) {
      if (this.full) return;
      this.put(Buffer.from(`${JSON.stringify([number, cells.map(maskCardNumbers), kinds])}\n`));
    }
  }
}
