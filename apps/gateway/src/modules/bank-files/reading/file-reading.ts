import type { FilePart } from '@payport/bank-files';

/** Reads a file of strangers. Never rejects for what the file holds; rejects where its bytes stop coming. */
export type FileReading = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<FilePart>;

/** What passes between the gateway and the thread that reads. */
export type ToThread = { readonly chunk: Uint8Array } | { readonly end: true } | { readonly goOn: true };
export type FromThread = { readonly more: true } | { readonly part: FilePart } | { readonly done: true };
