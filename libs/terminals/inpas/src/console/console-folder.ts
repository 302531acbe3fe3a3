import type { FolderFile, ProgramFolder } from '@payport/terminals-core';
import { blankDigits, cleanField } from '../clean.ts';
import { FIELD } from '../constants.ts';
import type { RawField, ReadMessage } from '../messages.ts';
import { messageOf } from '../parser.ts';
import { LOCK_FILE, RECEIPT_FILE, RESULT_FILE } from './console-constants.ts';
import { readResultFile, writeResultFile, type ResultFault } from './result-file.ts';
import { parseLock, serializeLock, type RunLock } from './run-lock.ts';

/** As much of an unreadable file is shown as a person can look at, bytes. */
const SHOWN = 256;

/** What a run left, without card data. */
export type LeftAnswer =
  | { readonly found: 'missing' | 'oversize' }
  | { readonly found: 'unreadable'; readonly fault: ResultFault; readonly bytes: Uint8Array }
  | { readonly found: 'answer'; readonly read: ReadMessage; readonly bytes: Uint8Array; readonly modifiedAtMs: number };

const archiveName = (reference: string): string => `payport-${reference}.result`;

/** The program's folder: who holds it, what lies in it, and what must not be lost. */
export class ConsoleFolder {
  constructor(
    private readonly folder: ProgramFolder,
    private readonly limitMs: number,
  ) {}

  async lock(): Promise<RunLock | null> {
    const file = await this.folder.read(LOCK_FILE);
    return file === null ? null : parseLock(file, this.limitMs);
  }

  /** Takes the folder; false where another run holds it. */
  claim(lock: RunLock): Promise<boolean> {
    return this.folder.create(LOCK_FILE, serializeLock(lock));
  }

  replace(lock: RunLock): Promise<void> {
    return this.folder.write(LOCK_FILE, serializeLock(lock));
  }

  release(): Promise<void> {
    return this.folder.remove(LOCK_FILE);
  }

  /** The lock's time on the folder's own clock, which may be another machine's. */
  async lockTimeMs(): Promise<number | null> {
    return (await this.folder.read(LOCK_FILE))?.modifiedAtMs ?? null;
  }

  /** Makes room for a run. Gives the answer that lay there, so that it is not taken for the new one. */
  async clear(): Promise<LeftAnswer> {
    const previous = await this.left();
    await this.folder.remove(RESULT_FILE);
    await this.folder.remove(RECEIPT_FILE);
    return previous;
  }

  /** Reads what lies there. The slip is in a file of its own, or in the result. */
  async left(): Promise<LeftAnswer> {
    const file = await this.folder.read(RESULT_FILE);
    return file === null ? { found: 'missing' } : readLeft(file, await this.folder.read(RECEIPT_FILE));
  }

  /** Puts the answer of an earlier run aside before the folder is used for another one. */
  async archive({ reference }: RunLock): Promise<void> {
    const left = await this.left();
    if (left.found === 'answer' && reference !== '') await this.folder.write(archiveName(reference), left.bytes);
  }

  async archived(reference: string): Promise<LeftAnswer> {
    const file = await this.folder.read(archiveName(reference));
    return file === null ? { found: 'missing' } : readLeft(file, null);
  }

  async forget(reference: string): Promise<void> {
    await this.folder.remove(archiveName(reference));
  }
}

function readLeft(file: FolderFile, receipt: FolderFile | null): LeftAnswer {
  if (file.oversize) return { found: 'oversize' };
  const reading = readResultFile(file.bytes);
  if (!reading.ok) return { found: 'unreadable', fault: reading.fault, bytes: blankDigits(file.bytes.subarray(0, SHOWN)) };
  const read = messageOf(withReceipt(reading.fields, receipt));
  return { found: 'answer', read, bytes: writeResultFile(read.kept), modifiedAtMs: file.modifiedAtMs };
}

/** Bytes of a receipt that is too long for a slip are left out, as a slip that is not there. */
function withReceipt(fields: readonly RawField[], receipt: FolderFile | null): readonly RawField[] {
  if (receipt === null || receipt.oversize || fields.some(({ number }) => number === FIELD.receipt)) return fields;
  return [...fields, cleanField({ number: FIELD.receipt, value: receipt.bytes }).field];
}
