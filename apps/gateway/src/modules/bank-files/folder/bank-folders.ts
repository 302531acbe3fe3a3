import type { FileProblemCode } from '@payport/bank-files';
import type { PortalFileProblem } from '@payport/contracts';
import { maskCardNumbers, uuidV7, type Bilingual, type Clock, type PropertyId, type Random, type UserId } from '@payport/domain';
import type { Logger } from '@payport/logging';
import path from 'node:path';
import type { Pool } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import { ALARM_TEXTS } from '../../alarms/index.ts';
import type { BankFileUpload } from '../bank-file-upload.ts';
import { BANK_FOLDER_CLOSED, FILE_PROBLEM_TEXTS } from './file-problem-texts.ts';
import { DONE, FAILED, FolderFiles, isDiskFault, type Entry } from './folder-files.ts';

/** How often the folders are looked at, ms. */
const LOOK_MS = 5_000;
/** A file that has not grown for so long is whole, ms: copying over a slow network pauses for less. */
const STILL_MS = 10_000;
const NAME_CHARS = 200;

export interface FolderPorts {
  readonly root: string;
  /** A connection of its own, which holds a hotel's lock while its folder is gone through. */
  readonly locks: Pool;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly random: Random;
  readonly upload: Pick<BankFileUpload, 'read'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const HOTELS = 'select id from property order by id';
const HOLD = `select pg_try_advisory_lock(hashtextextended('payport.bank-folder:' || $1, 0)) as held`;
const LET_GO = `select pg_advisory_unlock(hashtextextended('payport.bank-folder:' || $1, 0))`;
const STATE = 'select state, problem from bank_file where id = $1';
/** The same bytes are here already: a gateway ended before it had put the file away, or somebody has uploaded it. */
const HIDE_COPY = `
  update bank_file f set state = 'thrown_away', problem = null, kept = '[]', replaced_by = g.id, ended_at = $2, ended_by = f.uploaded_by, ended_name = f.uploaded_name
  from bank_file g
  where f.id = $1 and f.state = 'read' and g.property_id = f.property_id and g.id <> f.id and g.sha256 = f.sha256 and g.state in ('read', 'taken')
  returning f.id`;
const RAISE = `
  insert into alarm (id, property_id, kind, severity, since, text) values ($1, $2, 'bank_file_unread', $3, $4, $5)
  on conflict (property_id, kind) where cleared_at is null and kind = 'bank_file_unread' do update set text = excluded.text
  where alarm.text is distinct from excluded.text`;
const CLEAR = `update alarm set cleared_at = $2 where property_id = $1 and kind = 'bank_file_unread' and cleared_at is null`;

interface Seen {
  readonly size: number;
  readonly mtimeMs: number;
  readonly since: number;
}

/** The folder of a hotel. */
export const folderOf = (root: string, propertyId: string): string => path.join(root, propertyId);

/**
 * Takes files of banks out of folders: whole ones only, each once, by one gateway at a time. They are read like uploaded ones and
 * wait for a person. What could not be read is put aside with a paper that says why, and told as an alarm until it is taken away.
 */
export class BankFolders {
  private stopped = false;
  private cancel = (): void => undefined;
  private round: Promise<void> = Promise.resolve();
  private seen = new Map<string, Seen>();

  constructor(private readonly ports: FolderPorts) {}

  start(): void {
    this.next();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.round;
  }

  /** One look at the folders of all hotels. */
  async look(): Promise<void> {
    const still = new Map<string, Seen>();
    for (const { id } of (await this.ports.pool.query<{ id: string }>(HOTELS)).rows) {
      if (this.stopped) return;
      await this.lookAt(id, still).catch((error: unknown) => this.failed(id, error));
    }
    this.seen = still;
  }

  private async lookAt(propertyId: string, still: Map<string, Seen>): Promise<void> {
    const files = new FolderFiles(folderOf(this.ports.root, propertyId));
    await files.prepare();
    const db = await this.ports.locks.connect();
    let broken: Error | undefined;
    try {
      if ((await db.query<{ held: boolean }>(HOLD, [propertyId])).rows[0]?.held !== true) return;
      for (const entry of await files.entries()) if (this.isWhole(files, entry, still) && !this.stopped) await this.take(propertyId, files, entry);
      await this.tell(propertyId, await files.failed());
      await db.query(LET_GO, [propertyId]);
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      // A session that may still hold the lock ends, and the lock with it.
      db.release(broken);
    }
  }

  /** A file is whole when it has stood as it is since an earlier look; a link has nothing to wait for. */
  private isWhole({ folder }: FolderFiles, { name, link, size, mtimeMs }: Entry, still: Map<string, Seen>): boolean {
    const now = this.ports.clock.monotonic();
    const place = path.join(folder, name);
    const before = this.seen.get(place);
    const same = before?.size === size && before.mtimeMs === mtimeMs;
    still.set(place, same ? before : { size, mtimeMs, since: now });
    return link || (same && now - before.since >= STILL_MS);
  }

  private async take(propertyId: string, files: FolderFiles, entry: Entry): Promise<void> {
    const problem = entry.link ? { code: 'unsafe_name', member: null, detail: null } : await this.read(propertyId, files, entry);
    if (problem === 'gone') return;
    const name = await files.move(entry.name, problem === null ? DONE : FAILED);
    if (problem !== null) await files.explain(name, paper(entry.name, problem, new Date(this.ports.clock.now())));
    this.ports.log.info({ propertyId, code: problem?.code ?? null }, 'bank_folder_file');
  }

  /** @returns why it could not be read; null: it was */
  private async read(propertyId: string, files: FolderFiles, entry: Entry): Promise<PortalFileProblem | 'gone' | null> {
    const { pool, clock, upload } = this.ports;
    const file = await files.open(entry);
    if (file === null) return 'gone';
    if (file === 'forbidden') return { code: 'no_permission', member: null, detail: null };
    try {
      const who = { id: propertyId as UserId, name: '', origin: 'folder' } as const;
      const id = await upload.read(who, propertyId as PropertyId, shownName(entry.name), file.createReadStream({ autoClose: false }));
      await pool.query(HIDE_COPY, [id, new Date(clock.now())]);
      const { rows } = await pool.query<{ state: string; problem: PortalFileProblem | null }>(STATE, [id]);
      return rows[0]?.problem ?? null;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'payload-too-large') return { code: 'too_large', member: null, detail: null };
      throw error;
    } finally {
      await file.close();
    }
  }

  /** A folder that cannot be gone through is as silent as an empty one: people are told. */
  private async failed(propertyId: string, error: unknown): Promise<void> {
    this.ports.log.warn({ err: error, propertyId }, 'bank_folder_failed');
    if (isDiskFault(error)) await this.raise(propertyId, BANK_FOLDER_CLOSED);
  }

  private async raise(propertyId: string, text: Bilingual): Promise<void> {
    const { pool, clock, random } = this.ports;
    await pool.query(RAISE, [uuidV7(clock, random), propertyId, ALARM_TEXTS.bank_file_unread.severity, new Date(clock.now()), text]);
  }

  private async tell(propertyId: string, failed: number): Promise<void> {
    const { pool, clock } = this.ports;
    if (failed === 0) await pool.query(CLEAR, [propertyId, new Date(clock.now())]);
    else await this.raise(propertyId, ALARM_TEXTS.bank_file_unread.text);
  }

  private next(): void {
    if (this.stopped) return;
    this.cancel = this.ports.clock.after(LOOK_MS, () => {
      this.round = this.look()
        .catch((error: unknown) => this.ports.log.warn({ err: error }, 'bank_folders_failed'))
        .finally(() => this.next());
    });
  }
}

/** A name is shown to people and never used as a path. */
const shownName = (name: string): string => name.replace(/[\u0000-\u001f\u007f]/g, '?').slice(0, NAME_CHARS);

function paper(name: string, { code, member, detail }: PortalFileProblem, at: Date): string {
  const words = FILE_PROBLEM_TEXTS[code as FileProblemCode];
  const where = [member, detail].filter((part) => part !== null && part !== '').join(' · ');
  const lines = [maskCardNumbers(shownName(name)), at.toISOString(), '', words.ru, words.en, ...(where === '' ? [] : [where])];
  return `${lines.join('\r\n')}\r\n`;
}
