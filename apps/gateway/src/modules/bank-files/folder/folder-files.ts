import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Where files go once they were looked at. */
export const DONE = 'done';
export const FAILED = 'failed';

/** Programs write under such names until they are through; a dot hides what is nobody's business. */
const NOT_YET = /^[.~]|\.(?:tmp|part|partial|crdownload|download|filepart)$/i;
/** Names of one file that stand beside each other. */
const MOST_COPIES = 10_000;
/** Windows has no such flags; there a link is told by its kind before. */
const SAFELY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export interface Entry {
  readonly name: string;
  /** A link leads anywhere: it is never followed. */
  readonly link: boolean;
  readonly size: number;
  readonly mtimeMs: number;
}

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : null);
const isForbidden = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(String(codeOf(error)));

/** The disk has refused: it names the path, and the system's own word for why. */
export const isDiskFault = (error: unknown): boolean => error instanceof Error && 'path' in error && /^E[A-Z0-9]+$/.test(String(codeOf(error)));

/** One hotel's folder. Names are those that the disk gave, and are joined to nothing but the folder. */
export class FolderFiles {
  constructor(readonly folder: string) {}

  async prepare(): Promise<void> {
    for (const name of [DONE, FAILED]) await mkdir(path.join(this.folder, name), { recursive: true });
  }

  /** What was put here: files and links, by name. Folders, pipes and devices are passed over. */
  async entries(): Promise<readonly Entry[]> {
    const found = await readdir(this.folder, { withFileTypes: true });
    const names = found.filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !NOT_YET.test(entry.name)).map(({ name }) => name);
    const entries: Entry[] = [];
    for (const name of names.sort()) {
      // Gone meanwhile: taken by another gateway, or taken away.
      const facts = await lstat(path.join(this.folder, name)).catch(() => null);
      if (facts !== null) entries.push({ name, link: facts.isSymbolicLink(), size: facts.size, mtimeMs: facts.mtimeMs });
    }
    return entries;
  }

  /** Opens a file, and nothing but a file; null where something else stands there now. */
  async open({ name }: Entry): Promise<FileHandle | 'forbidden' | null> {
    const file = await open(path.join(this.folder, name), SAFELY).catch((error: unknown) => (isForbidden(error) ? 'forbidden' : null));
    if (file === null || file === 'forbidden' || (await file.stat()).isFile()) return file;
    await file.close();
    return null;
  }

  /** Puts the file away, beside one of the same name that is there already. @returns its name there */
  async move(name: string, to: typeof DONE | typeof FAILED): Promise<string> {
    const { name: base, ext } = path.parse(name);
    for (let copy = 1; copy <= MOST_COPIES; copy += 1) {
      const free = copy === 1 ? name : `${base} (${copy})${ext}`;
      if ((await lstat(path.join(this.folder, to, free)).catch(() => null)) !== null) continue;
      await rename(path.join(this.folder, name), path.join(this.folder, to, free));
      return free;
    }
    throw new Error(`there are too many files of this name in ${to}`);
  }

  /** Writes beside a failed file why it failed. */
  async explain(name: string, text: string): Promise<void> {
    const paper = path.join(this.folder, FAILED, `${name}.txt`);
    await rm(paper, { force: true });
    await writeFile(paper, `\ufeff${text}`, { flag: 'wx' });
  }

  /** Files that nobody has seen to yet. */
  async failed(): Promise<number> {
    return (await readdir(path.join(this.folder, FAILED))).length;
  }
}
