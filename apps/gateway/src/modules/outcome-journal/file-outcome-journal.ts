import type { CommandId, PaymentId } from '@payport/domain';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { EngineLog, KeptClose, KeptOutcome, OutcomeJournal } from '../payments/index.ts';
import { decodeLine, encodeLine, idOf, isClose, isPayment } from './journal-line.ts';

export interface JournalPlace {
  /** Made where it is missing, for its owner only. */
  readonly folder: string;
  /** Each gateway has a file of its own; its lease keeps a second one out. */
  readonly instanceId: string;
  readonly log: Pick<EngineLog, 'warn'>;
}

/** Without a journal an outcome could be lost with the process: the gateway does not start. */
export class JournalUnusable extends Error {
  override readonly name = 'JournalUnusable';
}

const LINE_BREAK = 0x0a;

/**
 * The journal as a file of lines. A line is on disk (fsync) before `keep` resolves. The file is emptied as soon as the
 * database has everything of it; what is replayed twice is only noted.
 */
export class FileOutcomeJournal implements OutcomeJournal {
  private file: FileHandle | null = null;
  /** Bytes of whole lines. Written is always behind them, so that a line that failed half-way is written over. */
  private size = 0;
  private readonly entries = new Map<PaymentId | CommandId, KeptOutcome | KeptClose>();
  /** One thing at a time: a line must not fall into the emptying of the file. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly place: JournalPlace) {}

  /** @throws JournalUnusable */
  open(): Promise<void> {
    return this.inTurn(async () => {
      if (this.file) return;
      const { folder } = this.place;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        // Made by `a`, written by position: what is appended by the system cannot be written over.
        await (await open(this.name('journal'), 'a', 0o600)).close();
        this.file = await open(this.name('journal'), 'r+');
        await this.file.chmod(0o600);
        // The file itself must survive a loss of power, not only what is in it.
        await syncFolder(folder);
      } catch (error) {
        throw new JournalUnusable(`PAYPORT_JOURNAL_DIR: this gateway cannot write in ${folder}`, { cause: error });
      }
      await this.read(this.file);
    });
  }

  keep(entry: KeptOutcome | KeptClose): Promise<void> {
    return this.inTurn(async () => {
      const file = this.opened();
      const line = encodeLine(entry);
      try {
        await writeAt(file, line, this.size);
        await file.sync();
      } catch (error) {
        // What got there of it must not stand behind a shorter line that comes next.
        await file.truncate(this.size).catch((second: unknown) => this.place.log.warn('journal_not_cut', {}, second));
        throw error;
      }
      this.size += line.length;
      this.entries.set(idOf(entry), entry);
    });
  }

  waiting(): readonly KeptOutcome[] {
    return [...this.entries.values()].filter(isPayment);
  }

  closes(): readonly KeptClose[] {
    return [...this.entries.values()].filter(isClose);
  }

  settle(id: PaymentId | CommandId): Promise<void> {
    return this.inTurn(async () => {
      if (!this.entries.delete(id) || this.entries.size > 0) return;
      const file = this.opened();
      await file.truncate(0);
      await file.sync();
      this.size = 0;
    });
  }

  async setAside(id: PaymentId | CommandId): Promise<void> {
    const entry = this.entries.get(id);
    if (!entry) return;
    await this.addToRest(encodeLine(entry));
    await this.settle(id);
  }

  async close(): Promise<void> {
    await this.inTurn(async () => {
      await this.file?.close();
      this.file = null;
    });
  }

  private async read(file: FileHandle): Promise<void> {
    const bytes = await file.readFile();
    let from = 0;
    for (let end = bytes.indexOf(LINE_BREAK); end >= 0; end = bytes.indexOf(LINE_BREAK, from)) {
      const line = bytes.subarray(from, end);
      const entry = decodeLine(line);
      if (entry) this.entries.set(idOf(entry), entry);
      else await this.unreadable(bytes.subarray(from, end + 1));
      from = end + 1;
    }
    this.size = from;
    if (from === bytes.length) return;
    // Torn by a crash before its fsync: nobody was told of it, and the payment is asked about.
    this.place.log.warn('journal_line_torn', { bytes: bytes.length - from });
    await file.truncate(from);
    await file.sync();
  }

  /** A whole line that is not ours or has rotted: a person may still read it. */
  private async unreadable(line: Uint8Array): Promise<void> {
    this.place.log.warn('journal_line_unreadable', { bytes: line.length, file: this.name('rest') });
    await this.addToRest(line);
  }

  private async addToRest(line: Uint8Array): Promise<void> {
    const rest = await open(this.name('rest'), 'a', 0o600);
    try {
      await rest.writeFile(line);
      await rest.sync();
    } finally {
      await rest.close();
    }
    await syncFolder(this.place.folder);
  }

  private name(ending: 'journal' | 'rest'): string {
    return path.join(this.place.folder, `outcomes-${this.place.instanceId}.${ending}`);
  }

  private opened(): FileHandle {
    if (!this.file) throw new Error('the outcome journal is not open');
    return this.file;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/** Windows cannot open a folder to sync it; NTFS journals its folders itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
