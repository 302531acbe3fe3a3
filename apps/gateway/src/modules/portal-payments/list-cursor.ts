import { isUuid, type PaymentId } from '@payport/domain';
import { createHmac, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 16;
const SEAL_BYTES = 12;

/**
 * Where a page of the list ended: the last id, sealed. It says nothing to who reads it, and one that was not made here
 * is refused instead of quietly showing another place.
 */
export class ListCursors {
  private readonly key: Buffer;

  /** `purpose`: a cursor of one list is none of another. */
  constructor(secret: string, purpose = 'payments') {
    this.key = createHmac('sha256', secret).update(`portal ${purpose} cursor`).digest();
  }

  write(id: string): string {
    const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
    return Buffer.concat([bytes, this.seal(bytes)]).toString('base64url');
  }

  /** Null for anything that `write` did not make. */
  read(cursor: string): PaymentId | null {
    const bytes = Buffer.from(cursor, 'base64url');
    // Decoding skips characters that are not of the alphabet; what was written is compared as it came.
    if (bytes.length !== ID_BYTES + SEAL_BYTES || bytes.toString('base64url') !== cursor) return null;
    const id = bytes.subarray(0, ID_BYTES);
    if (!timingSafeEqual(bytes.subarray(ID_BYTES), this.seal(id))) return null;
    const hex = id.toString('hex');
    const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    return isUuid(uuid) ? (uuid as PaymentId) : null;
  }

  private seal(bytes: Uint8Array): Buffer {
    return createHmac('sha256', this.key).update(bytes).digest().subarray(0, SEAL_BYTES);
  }
}
