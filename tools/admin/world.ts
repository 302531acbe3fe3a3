import type { Clock, Random } from '@payport/domain';
import { randomBytes } from 'node:crypto';

/** Real time and chance for commands that people run. */
export const wallClock: Pick<Clock, 'now'> = { now: () => Date.now() };
export const systemChance: Random = { bytes: (count) => randomBytes(count) };
