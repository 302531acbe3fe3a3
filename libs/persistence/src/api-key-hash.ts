import { createHash } from 'node:crypto';

/** What is stored of an API key. A plain hash is enough: a key holds 256 random bits, so there is nothing to guess. */
export const apiKeySha256 = (key: string): Buffer => createHash('sha256').update(key, 'utf8').digest();
