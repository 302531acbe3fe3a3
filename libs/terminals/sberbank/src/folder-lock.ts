import type { FolderFile } from '@payport/terminals-core';
import { z } from 'zod';

/**
 * The mark of a run in the program's own folder. It survives the gateway, so that whoever comes next knows that a run may
 * still be on the device, or that its answer was not read yet.
 */
export const LOCK_FILE = 'payport.lock';

const lockSchema = z.object({
  format: z.literal(1),
  /** Which driver instance wrote it: random, so that two gateways on one folder tell each other apart. */
  holder: z.string(),
  /** Device reference of the order that this run performs or asks about; empty for a run about none. */
  reference: z.string(),
  operation: z.enum(['sale', 'refund', 'void', 'preauthorization', 'capture', 'release', 'undo', 'settlement', 'status', 'control_tape', 'other']),
  /** The run's own `/q=` id. */
  requestId: z.string().nullable(),
  /** Wall time, ms since the epoch. */
  startedAtMs: z.number(),
  /** After this the run is overdue and may be stopped. */
  limitMs: z.number(),
  /** Known once the program runs. */
  pid: z.number().nullable(),
  startToken: z.string().nullable(),
  /** The order's own run was killed by us: the device may have gone on without it for a while. */
  orderKilled: z.boolean(),
});

export type FolderLock = z.infer<typeof lockSchema>;

/** The same run, whatever became known of it since. */
export const isSameRun = (one: FolderLock, other: FolderLock): boolean =>
  one.holder === other.holder && one.startedAtMs === other.startedAtMs && one.operation === other.operation;

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

export const serializeLock = (lock: FolderLock): Uint8Array => ENCODER.encode(`${JSON.stringify(lock)}\n`);

/** A lock that cannot be read still is one: of a run about which nothing is known, since the file's own time. */
export function parseLock(file: FolderFile, limitMs: number): FolderLock {
  const unreadable: FolderLock = {
    format: 1,
    holder: '',
    reference: '',
    operation: 'other',
    requestId: null,
    startedAtMs: file.modifiedAtMs,
    limitMs,
    pid: null,
    startToken: null,
    orderKilled: false,
  };
  try {
    return lockSchema.parse(JSON.parse(DECODER.decode(file.bytes)));
  } catch {
    return unreadable; // A half-written or foreign file: the cautious reading above.
  }
}
