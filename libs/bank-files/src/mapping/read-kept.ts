import { textRow, type RawRow } from '../table/raw-row.ts';
import { DelimitedReader } from '../csv/delimited-reader.ts';
import type { TableLayout } from '../layouts/table-layout.ts';
import { READ_LIMITS } from '../limits.ts';
import type { FilePart, KeptTable } from '../reader/file-part.ts';
import { refused, type ReadContext } from '../reader/read-context.ts';
import { readText } from '../reader/read-text.ts';
import { readRows } from '../reader/read-workbook.ts';
import { decoderOf, encodingOf, type FileEncoding } from '../text/encoding.ts';

/** What was kept of a file, table after table. */
export type KeptFrame = { readonly table: KeptTable } | { readonly bytes: Uint8Array };

const contextOf = (layouts: readonly TableLayout[], member: string | null): ReadContext => ({
  limits: READ_LIMITS,
  layouts,
  encoding: 'auto',
  member,
  keep: 'none',
  budget: { left: 0 },
});

/** Reads kept tables by what people have said of them since. Tables that the layouts do not fit are passed over and named. */
export async function* readKept(frames: AsyncIterable<KeptFrame>, layouts: readonly TableLayout[]): AsyncGenerator<FilePart> {
  const source = frames[Symbol.asyncIterator]();
  let known = 0;
  let next = await source.next();
  while (next.done !== true) {
    if (!('table' in next.value)) {
      next = await source.next();
      continue;
    }
    const { table } = next.value;
    const rest = new Rest(source);
    const context = contextOf(layouts, table.member);
    const parts =
      table.form === 'text'
        ? readText(rest.bytes(), context)
        : readRows(rowsOf(rest.bytes()), { sheet: table.sheet ?? '', from1904: table.from1904 }, context);
    for await (const part of parts) {
      if (part.type === 'found') known += 1;
      yield part.type === 'refused' ? { type: 'skipped', problem: part.problem } : part;
    }
    next = await rest.after();
  }
  if (known === 0) yield refused(contextOf(layouts, null), 'unknown_layout');
}

/** The pieces of one table, up to where the next one begins. */
class Rest {
  private next: IteratorResult<KeptFrame> | null = null;

  constructor(private readonly source: AsyncIterator<KeptFrame>) {}

  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let frame = await this.source.next(); ; frame = await this.source.next()) {
      if (frame.done === true || 'table' in frame.value) {
        this.next = frame;
        return;
      }
      yield frame.value.bytes;
    }
  }

  /** What follows the table; pieces that nobody wanted are passed over. */
  async after(): Promise<IteratorResult<KeptFrame>> {
    while (this.next === null) {
      const frame = await this.source.next();
      if (frame.done === true || 'table' in frame.value) this.next = frame;
    }
    return this.next;
  }
}

async function* rowsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow[]> {
  const decoder = decoderOf('utf-8', false);
  let rest = '';
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map(rowOf);
  }
}

function rowOf(line: string): RawRow {
  const [number, cells, kinds] = JSON.parse(line) as [number, readonly string[], readonly number[] | null];
  return { number, cells, kinds, problem: null };
}

/** The first bytes of a kept table. */
export interface KeptHead {
  readonly table: Pick<KeptTable, 'form'>;
  readonly bytes: Uint8Array;
  /** It is all of the table. */
  readonly ended: boolean;
}

/** Rows for a look: those that are whole in the first bytes of a kept table. */
export function sampleRows({ table, bytes, ended }: KeptHead, encoding: FileEncoding | 'auto', delimiter: string): readonly RawRow[] {
  const whole = ended ? bytes : wholeLines(bytes);
  if (table.form === 'sheet') return decoderOf('utf-8', false).decode(whole).split('\n').filter((line) => line !== '').map(rowOf); // prettier-ignore
  const text = textOf(whole, encoding);
  const reader = new DelimitedReader(delimiter, READ_LIMITS);
  return [...reader.push(text), ...reader.end()].map((row) => (row.problem === null ? row : textRow(row.number, [])));
}

const textOf = (head: Uint8Array, encoding: FileEncoding | 'auto'): string =>
  decoderOf(encoding === 'auto' ? seemingEncoding(head) : encoding, false).decode(head);

/** The encoding that the first bytes seem to have. */
export const seemingEncoding = (head: Uint8Array): FileEncoding => encodingOf(head) ?? 'utf-8';

function wholeLines(head: Uint8Array): Uint8Array {
  const newline = head.lastIndexOf(10);
  return newline < 0 ? head : head.subarray(0, newline + 1);
}
