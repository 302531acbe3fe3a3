import { isUuid, type PaymentId } from '@payport/domain';
import { createHmac, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 16;
const SEQ_BYTES = 4;
const SEAL_BYTES = 12;

/** An event of a payment's history. */
export interface EventPlace {
  readonly id: PaymentId;
  readonly seq: number;
}

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
    return this.sealed(bytesOf(id));
  }

  /** Null for anything that `write` did not make. */
  read(cursor: string): PaymentId | null {
    const bytes = this.opened(cursor, ID_BYTES);
    return bytes && idIn(bytes);
  }

  /** Of a list of single events: the payment, and which of its events. */
  writeEvent({ id, seq }: EventPlace): string {
    const number = Buffer.alloc(SEQ_BYTES);
    number.writeUInt32BE(seq);
    return this.sealed(Buffer.concat([bytesOf(id), number]));
  }

  /** Null for anything that `writeEvent` did not make. */
  readEvent(cursor: string): EventPlace | null {
    const bytes = this.opened(cursor, ID_BYTES + SEQ_BYTES);
    const id = bytes && idIn(bytes);
    return bytes && id && { id, seq: bytes.readUInt32BE(ID_BYTES) };
  }

  private sealed(bytes: Buffer): string {
    return Buffer.concat([bytes, this.seal(bytes)]).toString('base64url');
  }

  private opened(cursor: string, length: number): Buffer | null {
    const bytes = Buffer.from(cursor, 'base64url');
    // Decoding skips characters that are not of the alphabet; what was written is compared as it came.
    if (bytes.length !== length + SEAL_BYTES || bytes.toString('base64url') !== cursor) return null;
    const said = bytes.subarray(0, length);
    return timingSafeEqual(bytes.subarray(length), this.seal(said)) ? said : null;
  }

  private seal(bytes: Uint8Array): Buffer {
    return createHmac('sha256', this.key).update(bytes).digest().subarray(0, SEAL_BYTES);
  }
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

function idIn(bytes: Buffer): PaymentId | null {
  const hex = bytes.subarray(0, ID_BYTES).toString('hex');
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return isUuid(uuid) ? (uuid as PaymentId) : null;
}
