import { layoutOf, readBankFile, readKept, type FilePart, type RowsPart } from '@payport/bank-files';
import { copyRow, isFinal, postingValues, registryValues, statementValues, type LineTable, type Value } from '../lines/line-columns.ts';
import type { FileReading, LinesPart, ReadOrder, ReadPart } from './file-reading.ts';
import { framesOf } from './kept-frames.ts';

/** Bytes of rows that go to the database in one go: enough that its round trip costs nothing, few for memory. */
const BATCH_BYTES = 2 * 1024 * 1024;
/** A small file needs no more. */
const FIRST_BYTES = 64 * 1024;
/** Rows with an error that are told at once. */
const BATCH_PROBLEMS = 500;

/**
 * Makes of what a file holds what the database takes: rows of COPY, some thousand at once. All of it is reckoned where the file is
 * read, so that the gateway only passes bytes on.
 */
export async function* copyReading(of: Pick<ReadOrder, 'fileId' | 'propertyId'>, parts: AsyncIterable<FilePart>): AsyncGenerator<ReadPart> {
  const batches = new Batches(of);
  for await (const part of parts) {
    if (part.type === 'rows') {
      batches.add(part);
      yield* batches.take(BATCH_BYTES);
    } else {
      // Rows stand before what comes behind them in the file.
      yield* batches.take(1);
      if (part.type === 'found') batches.begin(part.acquirer ?? '');
      yield part;
    }
  }
  yield* batches.take(1);
}

/** Reads in this very thread, without any limit: for the thread that has nothing else to do, and for tests. */
export const plainReading: FileReading = (order, bytes) => {
  const { mappings, from } = order;
  const own = mappings.map(({ definition, mark }) => layoutOf(definition, mark));
  return copyReading(order, from === 'kept' ? readKept(framesOf(bytes), own) : readBankFile(bytes, { mappings: own, keep: true }));
};

class Batches {
  private part = 0;
  private lineNo = 0;
  private acquirer = '';
  private readonly batches: Readonly<Record<LineTable, { readonly final: Batch; readonly waiting: Batch }>>;
  private problems: RowsPart['problems'][number][] = [];

  constructor({ fileId, propertyId }: Pick<ReadOrder, 'fileId' | 'propertyId'>) {
    const of = (table: LineTable): { final: Batch; waiting: Batch } => ({
      final: new Batch(table, true, [fileId, propertyId]),
      waiting: new Batch(table, false, [fileId]),
    });
    this.batches = { registry_line: of('registry_line'), statement_entry: of('statement_entry'), posting_line: of('posting_line') };
  }

  begin(acquirer: string): void {
    this.part += 1;
    this.acquirer = acquirer;
  }

  add({ bank, postings, entries, problems }: RowsPart): void {
    for (const line of bank) this.put('registry_line', registryValues(this.place(), line, this.acquirer));
    for (const entry of entries) this.put('statement_entry', statementValues(this.place(), entry));
    for (const line of postings) this.put('posting_line', postingValues(this.place(), line));
    this.problems.push(...problems);
  }

  *take(least: number): Generator<ReadPart> {
    if (this.problems.length >= Math.min(least, BATCH_PROBLEMS)) {
      yield { type: 'problems', problems: this.problems };
      this.problems = [];
    }
    for (const { final, waiting } of Object.values(this.batches)) for (const batch of [final, waiting]) if (batch.size >= least) yield batch.take();
  }

  private put(table: LineTable, values: readonly Value[]): void {
    this.batches[table][isFinal(table, values) ? 'final' : 'waiting'].add(values);
  }

  private place(): { part: number; lineNo: number } {
    this.lineNo += 1;
    return { part: this.part, lineNo: this.lineNo };
  }
}

/** Rows as bytes from the first: a text of some megabytes that is put together of small ones costs more than all the reading. */
class Batch {
  size = 0;
  private lines = 0;
  private buffer: Buffer | null = null;

  constructor(
    readonly table: LineTable,
    readonly final: boolean,
    private readonly whose: readonly string[],
  ) {}

  add(values: readonly Value[]): void {
    const row = copyRow(this.whose, values);
    // A character is at most three bytes of UTF-8 for each unit of its length.
    const buffer = this.roomFor(row.length * 3);
    this.size += buffer.write(row, this.size, 'utf8');
    this.lines += 1;
  }

  /** What there is goes to the database, and the next rows begin anew. */
  take(): LinesPart {
    const { table, final, lines, size } = this;
    const bytes = new Uint8Array(this.roomFor(0).buffer, 0, size);
    this.buffer = null;
    this.size = 0;
    this.lines = 0;
    return { type: 'lines', table, bytes, lines, final };
  }

  private roomFor(more: number): Buffer {
    const room = (this.buffer ??= Buffer.allocUnsafeSlow(FIRST_BYTES));
    if (this.size + more <= room.length) return room;
    const larger = Buffer.allocUnsafeSlow(Math.max(room.length * 4, this.size + more));
    room.copy(larger, 0, 0, this.size);
    return (this.buffer = larger);
  }
}
