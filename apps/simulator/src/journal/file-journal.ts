import { open, type FileHandle } from 'node:fs/promises';
import type { JournalPort, JournalRecord } from './journal-record.ts';
import { readRecord, writeRecord } from './record-schema.ts';

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Where the readable part of a journal ends, and what it says. */
interface Recovered {
  readonly records: readonly JournalRecord[];
  readonly goodBytes: number;
}

/** A journal that is damaged before its last line was changed by someone, and is not repaired by guessing. */
export class JournalDamagedError extends Error {
  override readonly name = 'JournalDamagedError';
}

/**
 * Append-only file of records, one JSON a line. A record counts once it is synced to the disk; records that arrive while
 * a sync runs share the next one. A last line without its end was never answered for, and is cut off at the next start.
 */
export class FileJournal implements JournalPort {
  readonly #file: FileHandle;
  readonly #onFailure: (error: Error) => void;
  #waiting: Waiting[] = [];
  #writing: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  private constructor(file: FileHandle, onFailure: (error: Error) => void) {
    this.#file = file;
    this.#onFailure = onFailure;
  }

  /**
   * Opens or creates the journal; gives back what it holds. `onFailure`: a record could not be written, so that nothing
   * this process says from now on can be trusted.
   */
  static async open(
    path: string,
    onFailure: (error: Error) => void,
  ): Promise<{ readonly journal: FileJournal; readonly records: readonly JournalRecord[] }> {
    const file = await open(path, 'a+', 0o600);
    try {
      const content = await file.readFile();
      const { records, goodBytes } = recover(content, path);
      if (goodBytes < content.length) {
        await file.truncate(goodBytes);
        await file.sync();
      }
      return { journal: new FileJournal(file, onFailure), records };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  append(record: JournalRecord): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: `${writeRecord(record)}\n`, resolve, reject });
      if (this.#waiting.length === 1) this.#writing = this.#writing.then(() => this.#writeWaiting());
    });
  }

  /** Resolves once everything appended so far is on the disk. */
  async durable(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  async #writeWaiting(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      await this.#file.appendFile(batch.map(({ line }) => line).join(''));
      await this.#file.datasync();
      batch.forEach(({ resolve }) => resolve());
    } catch (error) {
      // After a failed write nobody knows what the disk holds, so this journal takes nothing more.
      const failure = new Error('the journal could not be written', { cause: error });
      this.#failure = failure;
      batch.forEach(({ reject }) => reject(failure));
      this.#onFailure(failure);
    }
  }
}

function recover(content: Buffer, path: string): Recovered {
  const records: JournalRecord[] = [];
  let start = 0;
  for (let end = content.indexOf(0x0a, start); end !== -1; end = content.indexOf(0x0a, start)) {
    try {
      records.push(readRecord(content.toString('utf8', start, end)));
    } catch (error) {
      throw new JournalDamagedError(`${path}: record ${records.length + 1} cannot be read`, { cause: error });
    }
    start = end + 1;
  }
  return { records, goodBytes: start };
}
