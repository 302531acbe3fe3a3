import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { MigrationError } from './migration-error.ts';

/** One `NNNN_name/migration.sql` of this program. */
export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
}

/** Prisma's checksum: SHA-256 of the script, hex. With `\n` line ends, so that a Windows checkout gives the same. */
export const checksumOf = (sql: string): string => sha256(withLineFeeds(sql));

/** Whether a recorded checksum is of this script, whichever line ends it had when it was applied (Prisma's own rule). */
export function matchesChecksum(sql: string, checksum: string): boolean {
  const text = withLineFeeds(sql);
  return checksum === sha256(text) || checksum === sha256(text.replaceAll('\n', '\r\n'));
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const withLineFeeds = (text: string): string => text.replaceAll('\r\n', '\n');

/** The folder `prisma/migrations` above this module: the same from the sources and from `dist/gateway`. */
export function ownMigrations(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'prisma', 'migrations');
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) throw new MigrationError('The folder prisma/migrations is missing. Set MIGRATIONS_DIR to where it is.');
  }
}

/** All migrations of a folder in the order of their names. */
export async function readMigrations(directory: string): Promise<readonly MigrationFile[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new MigrationError(`The migrations in ${directory} cannot be read (${error.code ?? error.message}).`);
  });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(directory, name, 'migration.sql');
      const sql = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        throw new MigrationError(`The migration ${file} cannot be read (${error.code ?? error.message}).`);
      });
      return { name, sql };
    }),
  );
}
