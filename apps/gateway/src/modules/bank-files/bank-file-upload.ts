import type { NamedMapping } from '@payport/bank-files';
import { createHash } from 'node:crypto';
import { MAX_BANK_FILE_BYTES } from '@payport/contracts';
import { maskCardNumbers, uuidV7, type Clock, type PropertyId, type Random } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { FILE_TOO_LARGE } from '../../http/http-server.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { BankFileRow } from './bank-file-rows.ts';
import { summarize } from './bank-file-summary.ts';
import { keptFrames } from './lines/kept-tables.ts';
import { forget, LINE_TABLES } from './lines/line-sql.ts';
import { StagedLines } from './lines/staged-lines.ts';
import { activeMappings } from './mappings/mapping-repository.ts';
import type { FileReading, ReadOrder } from './reading/file-reading.ts';
import { frameOf } from './reading/kept-frames.ts';

export interface UploadPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly reading: FileReading;
}

/** A gateway that ended while it read leaves a file behind; nobody will ever go on with it. */
const LEFT_BEHIND_MS = 3_600_000;
const NO_HASH = Buffer.alloc(32);

const BEGIN = `
  insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name, origin)
  values ($1, $2, $3, $4, 0, $5, 'reading', $6, $7, $8, $9)`;
const END_READ = `
  update bank_file set state = 'read', size_bytes = $2, sha256 = $3, parts = $4, skipped = $5, kept = $6, summary = $7 where id = $1`;
const END_REFUSED = `
  update bank_file set state = 'refused', size_bytes = $2, sha256 = $3, parts = $4, skipped = $5, kept = $6, problem = $7 where id = $1`;
const LEAVE = `
  update bank_file set state = 'thrown_away', ended_at = $2, ended_by = uploaded_by, ended_name = uploaded_name where id = $1 and state = 'reading'`;
const LEFT_BEHIND = `select id, property_id from bank_file where property_id = $1 and state = 'reading' and uploaded_at < $2`;

const REPLACE = `
  update bank_file set state = 'thrown_away', problem = null, kept = '[]', replaced_by = $2, ended_at = $3, ended_by = $4, ended_name = $5
  where id = $1 and state in ('read', 'refused') and kept <> '[]' returning sha256`;
const HIDE = `update bank_file set replaced_by = $2 where id = $1 and state = 'thrown_away'`;
const KEEP_ON = 'update bank_file_kept set file_id = $2 where file_id = $1';

/** Who brings a file. */
export type Uploader = Pick<PortalUser, 'id' | 'name'> & { readonly origin?: 'folder' };
export type KeptFile = Pick<BankFileRow, 'id' | 'property_id' | 'name' | 'kept' | 'size_bytes'>;

/** Reads a file of the hotel as its bytes come, and puts its lines away; whether they count is decided later. */
export class BankFileUpload {
  constructor(private readonly ports: UploadPorts) {}

  /** @returns the file's id @throws ProblemError `payload-too-large` */
  async read(user: Uploader, propertyId: PropertyId, name: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    const { pool } = this.ports;
    await this.tidy(propertyId);
    // A name may hold a card number as well as any text, and is shown to people.
    const id = await this.begin(user, propertyId, maskCardNumbers(name));
    const measure = new Measure(bytes);
    const order = { fileId: id, propertyId, mappings: await activeMappings(pool, propertyId), from: 'file' } as const;
    await this.put(order, measure.pass(), async (lines) => {
      const values = [id, measure.size, measure.sha256(), ...toldOf(lines)];
      if (lines.refused !== null) await pool.query(END_REFUSED, [...values, JSON.stringify(lines.refused)]);
      else await inTransaction(pool, async (db) => void (await db.query(END_READ, [...values, await summaryOf(db, id, lines)])));
    });
    return id;
  }

  /**
   * Reads what was kept of a file once more, by what the hotel has said of it since. Another file takes its place, so that one
   * that breaks off leaves everything as it was.
   * @returns its id @throws ProblemError `bank-mapping-unfit`, `bank-file-decided`
   */
  async readKept(user: Uploader, file: KeptFile, mapping: NamedMapping): Promise<string> {
    const { pool, clock } = this.ports;
    const id = await this.begin(user, file.property_id as PropertyId, file.name);
    const order = { fileId: id, propertyId: file.property_id, mappings: [mapping], from: 'kept' } as const;
    const end = async (lines: StagedLines): Promise<void> => {
      if (lines.refused !== null) throw new ProblemError('bank-mapping-unfit');
      await inTransaction(pool, async (db) => {
        const ended = await db.query<{ sha256: Buffer }>(REPLACE, [file.id, id, new Date(clock.now()), user.id, user.name]);
        const sha256 = ended.rows[0]?.sha256;
        if (sha256 === undefined) throw new ProblemError('bank-file-decided');
        await db.query(KEEP_ON, [file.id, id]);
        for (const table of [...LINE_TABLES, 'bank_file_problem'] as const) await db.query(forget(table), [file.id]);
        lines.kept.tables.push(...file.kept);
        await db.query(END_READ, [id, file.size_bytes, sha256, ...toldOf(lines), await summaryOf(db, id, lines)]);
      });
    };
    try {
      await this.put(order, keptBytes(pool, file), end);
    } catch (error) {
      // Nobody has brought this one: it is shown to nobody.
      await pool.query(HIDE, [id, file.id]);
      throw error;
    }
    return id;
  }

  private async begin(user: Uploader, propertyId: PropertyId, shown: string): Promise<string> {
    const { pool, clock, random } = this.ports;
    const id = uuidV7(clock, random);
    await pool.query(BEGIN, [
      id,
      propertyId,
      shown,
      `${shown} · ${id.slice(-6)}`,
      NO_HASH,
      new Date(clock.now()),
      user.id,
      user.name,
      user.origin ?? 'person',
    ]);
    return id;
  }

  /** Reads and puts away; `end` says what became of it. Whatever breaks leaves nothing behind. */
  private async put(order: ReadOrder, bytes: AsyncIterable<Uint8Array>, end: (lines: StagedLines) => Promise<void>): Promise<void> {
    const lines = new StagedLines(this.ports.pool, order.fileId, order.propertyId);
    try {
      for await (const part of this.ports.reading(order, bytes)) await lines.add(part);
      await lines.finish();
      if (lines.refused !== null) await lines.forget(this.ports.pool);
      // Only what people can describe is kept: a table that breaks off midway is none.
      if (lines.refused !== null && lines.refused.code !== 'unknown_layout') await lines.forgetKept(this.ports.pool);
      await end(lines);
    } catch (error) {
      await this.leave(lines, order.fileId);
      throw error;
    }
  }

  /** Forgets what gateways left behind that ended while they read. */
  private async tidy(propertyId: PropertyId): Promise<void> {
    const { pool, clock } = this.ports;
    const { rows } = await pool.query<{ id: string; property_id: string }>(LEFT_BEHIND, [propertyId, new Date(clock.now() - LEFT_BEHIND_MS)]);
    for (const row of rows) await this.leave(new StagedLines(pool, row.id, row.property_id), row.id);
  }

  /** All of it or nothing: one that was read after all, and of which only the answer was lost, keeps its lines. */
  private async leave(lines: StagedLines, id: string): Promise<void> {
    await lines.settled();
    await inTransaction(this.ports.pool, async (db) => {
      const left = await db.query(LEAVE, [id, new Date(this.ports.clock.now())]);
      if (left.rowCount === 0) return;
      await lines.forget(db);
      await lines.forgetKept(db);
    });
  }
}

const toldOf = ({ parts, skipped, kept }: StagedLines): readonly string[] => [parts, skipped, kept.tables].map((told) => JSON.stringify(told));

async function summaryOf(db: PoolClient, id: string, lines: StagedLines): Promise<string> {
  // A million lines are compared with each other: sorted in memory where they fit, else on the disk.
  await db.query(`set local work_mem = '64MB'`);
  const problems = lines.parts.reduce((sum, part) => sum + part.problems, 0);
  const summary = await summarize(db, id, { problems, warnings: lines.warnings });
  const told = lines.parts.reduce((sum, part) => sum + part.lines, 0);
  if (summary.lines !== told) throw new Error(`of ${told} lines ${summary.lines} are there: the file has to be read again`);
  return JSON.stringify(summary);
}

async function* keptBytes(pool: Pool, file: KeptFile): AsyncGenerator<Uint8Array> {
  for await (const frame of keptFrames(pool, file.id, file.kept)) yield frameOf(frame);
}

/** Counts and hashes the bytes that pass. */
class Measure {
  size = 0;
  private readonly hash = createHash('sha256');

  constructor(private readonly bytes: AsyncIterable<Uint8Array>) {}

  async *pass(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.bytes) {
      this.size += piece.length;
      if (this.size > MAX_BANK_FILE_BYTES) throw new ProblemError('payload-too-large', { detail: FILE_TOO_LARGE });
      this.hash.update(piece);
      yield piece;
    }
  }

  sha256(): Buffer {
    return this.hash.digest();
  }
}
