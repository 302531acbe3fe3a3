import type { Result } from '@payport/domain';

/**
 * The process transport as a port: bank programs such as `sb_pilot` are driven by spawning them in their folder and
 * reading the files they leave. The only implementation with `child_process` lives in the transports.
 */
export interface ProgramHost {
  folder(path: string): ProgramFolder;
  /** Starts a run in its own process group, so that a signal to the gateway never stops a payment on the device. */
  spawn(spec: ProgramSpec): Promise<Result<ProgramRun, SpawnRefusal>>;
  /**
   * Looks for a run of `spec.program` in `spec.folder` whose arguments contain `argument`, started by anyone.
   * `cannot_tell` where the system has no way to look; then only the device-step limit proves an end.
   */
  findRun(spec: RunQuery): Promise<RunSearch>;
}

export interface RunQuery {
  readonly program: string;
  readonly folder: string;
  /** Null: any run of this program in this folder. */
  readonly argument: string | null;
  /** A process noted earlier; helps where the system shows process ids but no arguments. */
  readonly noted?: { readonly pid: number; readonly startToken: string | null } | null;
}

export interface ProgramSpec {
  readonly program: string;
  readonly folder: string;
  readonly args: readonly string[];
}

export type RunSearch = { readonly found: 'running'; readonly run: ProgramRun } | { readonly found: 'none' } | { readonly found: 'cannot_tell' };

/** The operating system refused before the program ran: proof that nothing was sent. */
export interface SpawnRefusal {
  readonly reason: 'program_missing' | 'not_executable' | 'folder_missing' | 'system_refused';
  /** The system's own code, e.g. `ENOENT`. */
  readonly systemCode: string;
}

export interface ProgramExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export interface ProgramRun {
  readonly pid: number;
  /** The system's own mark of when that process began; with the pid it names one process. Null: the system has none. */
  readonly startToken: string | null;
  /** Resolves once the process has ended; never rejects. */
  readonly ended: Promise<ProgramExit>;
  /** Kills the run and what it started. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Files directly inside the program's folder; names with a path separator are refused. */
export interface ProgramFolder {
  readonly path: string;
  /** Null when the file is absent. At most 64 KiB are read; a longer file is reported as `oversize`. */
  read(name: string): Promise<FolderFile | null>;
  /** Durable (fsync) before it resolves, by atomic rename. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The same, but only where the file does not exist yet; false where it does. Two callers never both get true. */
  create(name: string, bytes: Uint8Array): Promise<boolean>;
  /** Absent already is fine. */
  remove(name: string): Promise<void>;
  list(pattern: RegExp): Promise<readonly string[]>;
}

export interface FolderFile {
  readonly bytes: Uint8Array;
  readonly modifiedAtMs: number;
  readonly oversize: boolean;
}

/** Files of a bank program are small; anything above is not an answer. */
export const FILE_LIMIT_BYTES = 65_536;
