import type { Clock } from '@payport/domain';
import { FILE_LIMIT_BYTES, type FolderFile, type ProgramFolder } from '@payport/terminals-core';

interface StoredFile {
  readonly bytes: Uint8Array;
  readonly modifiedAtMs: number;
}

/** A program folder in memory; a test may look into it, put files there and make one operation fail. */
export class ScriptedFolder implements ProgramFolder {
  readonly path: string;
  readonly #clock: Clock;
  readonly #files = new Map<string, StoredFile>();
  readonly #failures = new Map<string, Error>();

  constructor(path: string, clock: Clock) {
    this.path = path;
    this.#clock = clock;
  }

  async read(name: string): Promise<FolderFile | null> {
    await this.#attempt('read', name);
    const file = this.#files.get(name);
    if (!file) return null;
    const oversize = file.bytes.length > FILE_LIMIT_BYTES;
    return { bytes: file.bytes.slice(0, FILE_LIMIT_BYTES), modifiedAtMs: file.modifiedAtMs, oversize };
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.#attempt('write', name);
    this.put(name, bytes);
  }

  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    await this.#attempt('create', name);
    if (this.#files.has(name)) return false;
    this.put(name, bytes);
    return true;
  }

  async remove(name: string): Promise<void> {
    await this.#attempt('remove', name);
    this.#files.delete(name);
  }

  async list(pattern: RegExp): Promise<readonly string[]> {
    await this.#attempt('list', '');
    return [...this.#files.keys()].filter((name) => pattern.test(name)).sort();
  }

  /** What a program does: writes a file at once, as of now or of `modifiedAtMs`. */
  put(name: string, bytes: Uint8Array, modifiedAtMs: number = this.#clock.now()): void {
    this.#files.set(name, { bytes: bytes.slice(), modifiedAtMs });
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  /** The stored bytes, or null. */
  peek(name: string): Uint8Array | null {
    return this.#files.get(name)?.bytes ?? null;
  }

  get names(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  /** From now on that operation on that file rejects, until `heal`. */
  fail(operation: 'read' | 'write' | 'create' | 'remove' | 'list', name: string, error: Error = new Error('EACCES')): void {
    this.#failures.set(`${operation} ${name}`, error);
  }

  heal(): void {
    this.#failures.clear();
  }

  async #attempt(operation: string, name: string): Promise<void> {
    await Promise.resolve();
    const failure = this.#failures.get(`${operation} ${name}`);
    if (failure) throw failure;
  }
}
