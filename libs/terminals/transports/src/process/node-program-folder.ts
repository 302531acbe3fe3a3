import { randomUUID } from 'node:crypto';
import { link, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { InvariantError } from '@payport/domain';
import { FILE_LIMIT_BYTES, type FolderFile, type ProgramFolder } from '@payport/terminals-core';
import { orNull, systemCode } from './system-error.ts';

/** Names that stay inside the folder on every system. */
const PLAIN_NAME = /^(?!\.{1,2}$)[^/\\:]{1,255}$/;

/** What FAT volumes and some network shares say to a hard link. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EINVAL']);

/** The folder of a bank's program on this machine's disk. */
export class NodeProgramFolder implements ProgramFolder {
  readonly path: string;

  constructor(folder: string) {
    this.path = path.resolve(folder);
  }

  async read(name: string): Promise<FolderFile | null> {
    const file = await orNull(open(this.#inside(name), 'r'), 'ENOENT');
    if (file === null) return null;
    try {
      const bytes = await readBounded(file, FILE_LIMIT_BYTES + 1);
      const { mtimeMs } = await file.stat();
      return { bytes: bytes.subarray(0, FILE_LIMIT_BYTES), modifiedAtMs: mtimeMs, oversize: bytes.length > FILE_LIMIT_BYTES };
    } finally {
      await file.close();
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const target = this.#inside(name);
    await this.#prepared(bytes, async (prepared) => rename(prepared, target));
  }

  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    const target = this.#inside(name);
    return this.#prepared(bytes, async (prepared) => {
      try {
        // A hard link fails where the name exists and shows whole content or nothing: create and lock in one step.
        await link(prepared, target);
        return true;
      } catch (error) {
        if (systemCode(error) === 'EEXIST') return false;
        if (!NO_LINKS.has(systemCode(error) ?? '')) throw error;
        return await createPlainly(target, bytes);
      } finally {
        await rm(prepared, { force: true });
      }
    });
  }

  async remove(name: string): Promise<void> {
    await orNull(rm(this.#inside(name)), 'ENOENT');
    await syncFolder(this.path);
  }

  async list(pattern: RegExp): Promise<readonly string[]> {
    return (await readdir(this.path)).filter((name) => pattern.test(name)).sort();
  }

  #inside(name: string): string {
    if (!PLAIN_NAME.test(name) || name.includes('\0')) throw new InvariantError('a file name in a program folder must be plain');
    return path.join(this.path, name);
  }

  /** Writes the bytes durably under a temporary name, then lets `place` put them where they belong. */
  async #prepared<T>(bytes: Uint8Array, place: (prepared: string) => Promise<T>): Promise<T> {
    const prepared = path.join(this.path, `.payport-${randomUUID()}.tmp`);
    try {
      await writeDurably(prepared, bytes);
      const placed = await place(prepared);
      await syncFolder(this.path);
      return placed;
    } catch (error) {
      await rm(prepared, { force: true });
      throw error;
    }
  }
}

/** Fails with EEXIST where the file exists. */
async function writeDurably(target: string, bytes: Uint8Array): Promise<void> {
  const file = await open(target, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function createPlainly(target: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await writeDurably(target, bytes);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readBounded(file: FileHandle, limit: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(limit);
  let length = 0;
  while (length < limit) {
    const { bytesRead } = await file.read(buffer, length, limit - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

/** Makes renames and removals durable. Windows cannot open a folder for this, and journals them itself. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await orNull(open(folder, 'r'), 'EISDIR', 'EPERM', 'EACCES');
  if (handle === null) return;
  try {
    await orNull(handle.sync(), 'EPERM', 'EINVAL', 'EBADF');
  } finally {
    await handle.close();
  }
}
