import type { FolderFile } from '@payport/terminals-core';
import { z } from 'zod';

const lockSchema = z.object({
  format: z.literal(1),
  /** Which driver instance wrote it: random, so that two gateways on one folder tell each other apart. */
  holder: z.string(),
  /** Our number of what the run is about. */
  reference: z.string(),
  /** Its answer is worth keeping: it tells what became of money. */
  movesMoney: z.boolean(),
  /** Wall time, ms since the epoch. */
  startedAtMs: z.number(),
  /** After this the run is overdue, ms. */
  limitMs: z.number(),
  /** Known once the program runs. */
  pid: z.number().nullable(),
  startToken: z.string().nullable(),
});

/**
 * The mark of a run in the program's own folder. It survives the gateway, so that whoever comes next knows that a run may
 * still be on the terminal, or that its answer was not read yet.
 */
export type RunLock = z.infer<typeof lockSchema>;

export const serializeLock = (lock: RunLock): Uint8Array => new TextEncoder().encode(`${JSON.stringify(lock)}\n`);

/** A lock that cannot be read still is one: of a run about which nothing is known, since the file's own time. */
export function parseLock(file: FolderFile, limitMs: number): RunLock {
  try {
    return lockSchema.parse(JSON.parse(new TextDecoder().decode(file.bytes)));
  } catch {
    const unknown = { holder: '', reference: '', movesMoney: false, pid: null, startToken: null };
    return { format: 1, ...unknown, startedAtMs: file.modifiedAtMs, limitMs };
  }
}
