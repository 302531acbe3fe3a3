import type { FilePart, NamedMapping, RowProblem, RowsPart } from '@payport/bank-files';
import type { LineTable } from '../lines/line-columns.ts';

/** Rows of one table as COPY takes them (text format). */
export interface LinesPart {
  readonly type: 'lines';
  readonly table: LineTable;
  readonly bytes: Uint8Array;
  readonly lines: number;
  /** They come to where they stay; else they wait for the others of their file (`isFinal`). */
  readonly final: boolean;
}

/** Rows with an error. */
export interface ProblemsPart {
  readonly type: 'problems';
  readonly problems: readonly RowProblem[];
}

/** What reading a file gives the gateway. */
export type ReadPart = Exclude<FilePart, RowsPart> | LinesPart | ProblemsPart;

/** What is to be read, and what the hotel has said of such files. */
export interface ReadOrder {
  readonly fileId: string;
  readonly propertyId: string;
  readonly mappings: readonly NamedMapping[];
  /** `kept`: the bytes are frames of tables that were kept (`kept-frames.ts`). */
  readonly from: 'file' | 'kept';
}

/** Reads a file of strangers. Never rejects for what the file holds; rejects where its bytes stop coming. */
export type FileReading = (order: ReadOrder, bytes: AsyncIterable<Uint8Array>) => AsyncIterable<ReadPart>;

/** What passes between the gateway and the thread that reads. */
export type ToThread = { readonly read: ReadOrder } | { readonly chunk: Uint8Array } | { readonly end: true } | { readonly goOn: true };
export type FromThread = { readonly ready: true } | { readonly more: true } | { readonly part: ReadPart } | { readonly done: true };
