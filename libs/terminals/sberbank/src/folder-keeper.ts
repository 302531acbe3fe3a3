import type { FolderFile, ProgramFolder } from '@payport/terminals-core';
import { cardHashOf, cleanResultFile, cleanSlip } from './clean.ts';
import { ABORT_CONTENT, ABORT_FILE, POLLING_FILES, RESULT_FILE } from './constants.ts';
import { isSameRun, LOCK_FILE, parseLock, serializeLock, type FolderLock } from './folder-lock.ts';

/** The two files that a run leaves, already without card data. */
export interface LeftFiles {
  readonly result: FolderFile | null;
  readonly slip: FolderFile | null;
  /** Names of the files in which a full card number stood. */
  readonly fullCardNumberIn: readonly string[];
}

const archiveName = (reference: string, part: 'lock' | 'result' | 'slip'): string => `payport-${reference}.${part}`;

/** The program's folder: who holds it, what lies in it, and what must not be lost. */
export class FolderKeeper {
  readonly #folder: ProgramFolder;
  readonly #slipFile: string;
  readonly #limitMs: number;

  constructor(folder: ProgramFolder, slipFile: string, limitMs: number) {
    this.#folder = folder;
    this.#slipFile = slipFile;
    this.#limitMs = limitMs;
  }

  async lock(): Promise<FolderLock | null> {
    const file = await this.#folder.read(LOCK_FILE);
    return file === null ? null : parseLock(file, this.#limitMs);
  }

  /** Takes the folder; false where another run holds it. */
  claim(lock: FolderLock): Promise<boolean> {
    return this.#folder.create(LOCK_FILE, serializeLock(lock));
  }

  /** False where another run holds the folder by now: a process that stood still must not undo what its heir has noted there. */
  async isFreeFor(own: FolderLock): Promise<boolean> {
    const lock = await this.lock();
    return lock === null || isSameRun(lock, own);
  }

  /** Notes what is known of a run that holds the folder, or of the one that goes on for it; false where another one does. */
  async replace(lock: FolderLock, over: FolderLock = lock): Promise<boolean> {
    if (!(await this.isFreeFor(over))) return false;
    await this.#folder.write(LOCK_FILE, serializeLock(lock));
    return true;
  }

  /** Gives the folder back, where that run still holds it. */
  async release(own: FolderLock): Promise<void> {
    if (await this.isFreeFor(own)) await this.#folder.remove(LOCK_FILE);
  }

  /** The lock's time on the folder's own clock, which may be another machine's. */
  async lockTimeMs(): Promise<number | null> {
    return (await this.#folder.read(LOCK_FILE))?.modifiedAtMs ?? null;
  }

  /** Makes room for a run. Gives the answer that lay there, so that it is not taken for the new one. */
  async clear(): Promise<Uint8Array | null> {
    const previous = await this.#folder.read(RESULT_FILE);
    await this.#folder.remove(RESULT_FILE);
    await this.#folder.remove(this.#slipFile);
    await this.clearStop();
    return previous === null ? null : cleanResultFile(previous.bytes).bytes;
  }

  askToStop(): Promise<void> {
    return this.#folder.write(ABORT_FILE, new TextEncoder().encode(ABORT_CONTENT));
  }

  async clearStop(): Promise<void> {
    for (const name of await this.#folder.list(POLLING_FILES)) await this.#folder.remove(name);
  }

  async read(): Promise<LeftFiles> {
    const result = await this.#folder.read(RESULT_FILE);
    const slip = await this.#folder.read(this.#slipFile);
    const cleanedResult = result === null ? null : cleanResultFile(result.bytes);
    const cleanedSlip = slip === null ? null : cleanSlip(slip.bytes, cardHashOf(result?.bytes ?? null));
    return {
      result: result && cleanedResult ? { ...result, bytes: cleanedResult.bytes } : null,
      slip: slip && cleanedSlip ? { ...slip, bytes: cleanedSlip.bytes } : null,
      fullCardNumberIn: [...(cleanedResult?.fullCardNumber ? [RESULT_FILE] : []), ...(cleanedSlip?.fullCardNumber ? [this.#slipFile] : [])],
    };
  }

  /** Puts the answer of an earlier run aside before the folder is used for another one. Oversize files are no answers. */
  async archive(lock: FolderLock): Promise<void> {
    if (lock.reference === '') return;
    const { result, slip } = await this.read();
    if (result !== null && !result.oversize) await this.#folder.write(archiveName(lock.reference, 'result'), result.bytes);
    if (slip !== null && !slip.oversize) await this.#folder.write(archiveName(lock.reference, 'slip'), slip.bytes);
    await this.#folder.write(archiveName(lock.reference, 'lock'), serializeLock(lock));
  }

  async archived(reference: string): Promise<(LeftFiles & { readonly lock: FolderLock }) | null> {
    const lock = await this.#folder.read(archiveName(reference, 'lock'));
    if (lock === null) return null;
    return {
      lock: parseLock(lock, this.#limitMs),
      result: await this.#folder.read(archiveName(reference, 'result')),
      slip: await this.#folder.read(archiveName(reference, 'slip')),
      fullCardNumberIn: [],
    };
  }

  async forget(reference: string): Promise<void> {
    for (const part of ['lock', 'result', 'slip'] as const) await this.#folder.remove(archiveName(reference, part));
  }
}
