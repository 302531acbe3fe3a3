import { invariant, type Random } from '@payport/domain';
import { NO_REQUEST_ID } from './constants.ts';

/** How often a source may give only zeros before it is called broken. */
const TRIES = 8;

/** A new `/q` id: eight upper-case hex digits, never the one that means "none". */
export function newRequestId(random: Random): string {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const id = Array.from(random.bytes(4), (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase();
    if (id !== NO_REQUEST_ID) return id;
  }
  invariant(false, 'the random source gives only zeros');
}
