import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { MigrationError } from './migration-error.ts';
import { checksumOf, matchesChecksum, type MigrationFile } from './migration-files.ts';

/** Columns and types of Prisma 7's schema engine, so that `prisma migrate status` and `deploy` agree with this runner. */
const CREATE = `create table if not exists _prisma_migrations (
  id                   varchar(36) primary key not null,
  checksum             varchar(64) not null,
  finished_at          timestamptz,
  migration_name       varchar(255) not null,
  logs                 text,
  rolled_back_at       timestamptz,
  started_at           timestamptz not null default now(),
  applied_steps_count  integer not null default 0
)`;

const FINISHED = `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
  values ($1, $2, $3, $4, clock_timestamp(), 1)`;
/** Marked as rolled back, since the transaction left nothing behind: a later start may try again. */
const ROLLED_BACK = `insert into _prisma_migrations (id, checksum, migration_name, started_at, rolled_back_at, logs)
  values ($1, $2, $3, $4, clock_timestamp(), $5)`;

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** The database's memory of what was applied. */
export class MigrationTable {
  constructor(private readonly client: Client) {}

  async create(): Promise<void> {
    await this.client.query(CREATE);
  }

  /**
   * The migrations that are still to be applied.
   * @throws MigrationError when the database and this program do not fit together
   */
  async pending(files: readonly MigrationFile[]): Promise<readonly MigrationFile[]> {
    const { rows } = await this.client.query<AppliedRow>(`select migration_name, checksum, finished_at is not null as finished
      from _prisma_migrations where rolled_back_at is null order by migration_name`);
    const byName = new Map(files.map((file) => [file.name, file]));
    for (const row of rows) {
      if (!row.finished) {
        throw new MigrationError(
          `The migration ${row.migration_name} was begun by another tool and failed. Mend the database, then mark it with \`prisma migrate resolve\`.`,
        );
      }
      const file = byName.get(row.migration_name);
      if (!file) {
        throw new MigrationError(
          `The database is newer than this program: it has the migration ${row.migration_name}, which this version does not know. Start the newer version.`,
        );
      }
      if (!matchesChecksum(file.sql, row.checksum)) {
        throw new MigrationError(
          `The migration ${row.migration_name} was changed after it had been applied. Restore the file as it was, and put the change into a new migration.`,
        );
      }
    }
    const applied = new Set(rows.map((row) => row.migration_name));
    return files.filter((file) => !applied.has(file.name));
  }

  async finished(file: MigrationFile, startedAt: Date): Promise<void> {
    await this.client.query(FINISHED, [randomUUID(), checksumOf(file.sql), file.name, startedAt]);
  }

  async rolledBack(file: MigrationFile, startedAt: Date, logs: string): Promise<void> {
    await this.client.query(ROLLED_BACK, [randomUUID(), checksumOf(file.sql), file.name, startedAt, logs]);
  }
}
