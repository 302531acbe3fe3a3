import { uuidV7 } from '@payport/domain';
import { createHash } from 'node:crypto';

/** Older than every payment of the history, and the same in every run. */
const EPOCH_MS = Date.UTC(2026, 0, 1);

/** A UUIDv7 that depends on the name alone, so that a second seeding finds the rows of the first. */
export function stableId(kind: string, name: string): string {
  const bytes = createHash('sha256').update(`payport-demo:${kind}:${name}`).digest();
  return uuidV7({ now: () => EPOCH_MS }, { bytes: (count) => Uint8Array.from(bytes.subarray(0, count)) });
}
