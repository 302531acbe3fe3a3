import { createHash } from 'node:crypto';
import { MAX_BANK_FILE_BYTES } from '@payport/contracts';
import { maskCardNumbers, uuidV7, type Clock, type PropertyId, type Random } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool } from 'pg';
import { FILE_TOO_LARGE } from '../../http/http-server.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import { summarize } from './bank-file-summary.ts';
import { StagedLines } from './lines/staged-lines.ts';
import type { FileReading } from './reading/file-reading.ts';

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
  insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name)
  values ($1, $2, $3, $4, 0, $5, 'reading', $6, $7, $8)`;
const END_READ = `
  update bank_file set state = 'read', size_bytes = $2, sha256 = $3, parts = $4, skipped = $5, summary = $6 where id = $1`;
const END_REFUSED = `
  update bank_file set state = 'refused', size_bytes = $2, sha256 = $3, parts = $4, skipped = $5, problem = $6 where id = $1`;
const LEAVE = `
  update bank_file set state = 'thrown_away', ended_at = $2, ended_by = uploaded_by, ended_name = uploaded_name where id = $1 and state = 'reading'`;
const LEFT_BEHIND = `select id, property_id from bank_file where property_id = $1 and state = 'reading' and uploaded_at < $2`;

/** Reads a file of the hotel as its bytes come, and puts its lines away; whether they count is decided later. */
export class BankFileUpload {
  constructor(private readonly ports: UploadPorts) {}

  /** @returns the file's id @throws ProblemError `payload-too-large` */
  async read(user: PortalUser, propertyId: PropertyId, name: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    const { pool, clock, random, reading } = this.ports;
    await this.tidy(propertyId);
    const id = uuidV7(clock, random);
    // A name may hold a card number as well as any text, and is shown to people.
    const shown = maskCardNumbers(name);
    await pool.query(BEGIN, [id, propertyId, shown, `${shown} · ${id.slice(-6)}`, NO_HASH, new Date(clock.now()), user.id, user.name]);
    const lines = new StagedLines(pool, id, propertyId);
    const measure = new Measure(bytes);
    try {
      for await (const part of reading(id, measure.pass())) await lines.add(part);
      await lines.finish();
      const values = [id, measure.size, measure.sha256(), JSON.stringify(lines.parts), JSON.stringify(lines.skipped)];
      if (lines.refused === null) {
        const problems = lines.parts.reduce((sum, part) => sum + part.problems, 0);
        await inTransaction(pool, async (db) => {
          // A million lines are compared with each other: sorted in memory where they fit, else on the disk.
          await db.query(`set local work_mem = '64MB'`);
          await db.query(END_READ, [...values, JSON.stringify(await summarize(db, id, { problems, warnings: lines.warnings }))]);
        });
      } else {
        await lines.forget();
        await pool.query(END_REFUSED, [...values, JSON.stringify(lines.refused)]);
      }
    } catch (error) {
      await this.leave(lines, id);
      throw error;
    }
    return id;
  }

  /** Forgets what gateways left behind that ended while they read. */
  private async tidy(propertyId: PropertyId): Promise<void> {
    const { pool, clock } = this.ports;
    const { rows } = await pool.query<{ id: string; property_id: string }>(LEFT_BEHIND, [propertyId, new Date(clock.now() - LEFT_BEHIND_MS)]);
    for (const row of rows) await this.leave(new StagedLines(pool, row.id, row.property_id), row.id);
  }

  private async leave(lines: StagedLines, id: string): Promise<void> {
    await lines.forget();
    await this.ports.pool.query(LEAVE, [id, new Date(this.ports.clock.now())]);
  }
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
