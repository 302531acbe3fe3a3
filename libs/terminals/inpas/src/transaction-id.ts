import { invariant, type Random } from '@payport/domain';

const TRIES = 64;
const DIGITS = 9;

/** A new number of a dispatch: nine digits, the first one not zero; each equally likely. */
export function newTransactionId(random: Random): string {
  let id = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    for (const byte of random.bytes(DIGITS)) {
      // 250 to 255 would make some digits likelier than others.
      if (byte >= 250 || (id === '' && byte % 10 === 0)) continue;
      id += String(byte % 10);
      if (id.length === DIGITS) return id;
    }
  }
  invariant(false, 'the random source gives no digits');
}
