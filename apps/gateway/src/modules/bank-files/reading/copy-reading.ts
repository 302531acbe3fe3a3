import { layoutOf, readBankFile, readKept, type FilePart, type RowsPart } from '@payport/bank-files';
import { copyRow, isShared, LINE_TABLES, postingValues, registryValues, statementValues, type LineTable } from '../lines/line-columns.ts';
import type { FileReading, ReadPart } from './file-reading.ts';
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
export async function* copyReading(fileId: string, parts: AsyncIterable<FilePart>): AsyncGenerator<ReadPart> {
  const batches = new Batches(fileId);
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

/** Reads in this very process: for tests, and where a program has nothing else to do. */
export const plainReading: FileReading = ({ fileId, mappings, from }, bytes) => {
  const own = mappings.map(({ definition, mark }) => layoutOf(definition, mark));
  return copyReading(fileId, from === 'kept' ? readKept(framesOf(bytes), own) : readBankFile(bytes, { mappings: own, keep: true }));
};

class Batches {
  private part = 0;
  private lineNo = 0;
  private acquirer = '';
  private readonly batches = new Map<LineTable, Batch>();
  private problems: RowsPart['problems'][number][] = [];

  constructor(private readonly fileId: string) {}

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
    for (const table of LINE_TABLES) {
      const batch = this.batches.get(table);
      if (batch === undefined || batch.size < least) continue;
      this.batches.delete(table);
      yield { type: 'lines', table, bytes: batch.bytes(), lines: batch.lines, shared: batch.shared };
    }
  }

  private put(table: LineTable, values: Parameters<typeof copyRow>[0]): void {
    let batch = this.batches.get(table);
    if (batch === undefined) this.batches.set(table, (batch = new Batch()));
    batch.add(copyRow(values));
    batch.shared ||= isShared(values);
  }

  private place(): { fileId: string; part: number; lineNo: number } {
    this.lineNo += 1;
    return { fileId: this.fileId, part: this.part, lineNo: this.lineNo };
  }
}

/** Rows as bytes from the first: a text of some megabytes that is put together of small ones costs more than all the reading. */
class Batch {
  lines = 0;
  size = 0;
  shared = false;
  private buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);

  add(row: string): void {
    // A character is at most three bytes of UTF-8 for each unit of its length.
    if (this.size + row.length * 3 > this.buffer.length) this.grow(row.length * 3);
    this.size += this.buffer.write(row, this.size, 'utf8');
    this.lines += 1;
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.buffer.buffer, 0, this.size);
  }

  private grow(by: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 4, this.size + by));
    this.buffer.copy(larger, 0, 0, this.size);
    this.buffer = larger;
  }
}
