import { randomFillSync } from 'node:crypto';
import type { Random } from '@payport/domain';

/** The operating system's cryptographic random source. */
export const systemRandom: Random = {
  bytes: (count) => randomFillSync(new Uint8Array(count)),
};
