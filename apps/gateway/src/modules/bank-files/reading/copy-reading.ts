import { readBankFile, type FilePart, type RowsPart } from '@payport/bank-files';
import { copyRow, isShared, LINE_TABLES, postingValues, registryValues, statementValues, type LineTable } from '../lines/line-columns.ts';
import type { FileReading, ReadPart } from './file-reading.ts';

/** Characters of rows that go to the database in one go: long enough that its round trip costs nothing, short for memory. */
const BATCH_CHARS = 2 * 1024 * 1024;
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
      yield* batches.take(BATCH_CHARS);
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
export const plainReading: FileReading = (fileId, bytes) => copyReading(fileId, readBankFile(bytes));

class Batches {
  private part = 0;
  private lineNo = 0;
  private acquirer = '';
  private readonly texts: Record<LineTable, string> = { registry_line: '', statement_entry: '', posting_line: '' };
  private readonly counts: Record<LineTable, { lines: number; shared: boolean }> = {
    registry_line: { lines: 0, shared: false },
    statement_entry: { lines: 0, shared: false },
    posting_line: { lines: 0, shared: false },
  };
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
      if (this.texts[table].length < least) continue;
      yield { type: 'lines', table, bytes: new Uint8Array(Buffer.from(this.texts[table], 'utf8')), ...this.counts[table] };
      this.texts[table] = '';
      this.counts[table] = { lines: 0, shared: false };
    }
  }

  private put(table: LineTable, values: Parameters<typeof copyRow>[0]): void {
    this.texts[table] += copyRow(values);
    const count = this.counts[table];
    count.lines += 1;
    count.shared ||= isShared(values);
  }

  private place(): { fileId: string; part: number; lineNo: number } {
    this.lineNo += 1;
    return { fileId: this.fileId, part: this.part, lineNo: this.lineNo };
  }
}
