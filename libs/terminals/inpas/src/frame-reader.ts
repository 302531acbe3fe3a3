import { ReceiveBuffer } from '@payport/terminals-core';
import { checksum } from './checksum.ts';
import { blankDigits } from './clean.ts';
import { ACK, CHECKSUM_BYTES, EOT, HEAD_BYTES, NAK, PACKET_DATA_LIMIT, SOH, STX } from './constants.ts';
import type { Packet, Received } from './messages.ts';
import { readPart } from './parts.ts';

const ALONE: Readonly<Record<number, 'ack' | 'nak' | 'eot'>> = { [ACK]: 'ack', [NAK]: 'nak', [EOT]: 'eot' };
/** So much is taken in at once that one packet and it always fit the buffer, bytes. */
const PIECE = 16_384;
/** Of a field: its number and two bytes of length. Of a part: the length of its header. */
const FIELD_HEAD_BYTES = 3;
const PART_LENGTH_BYTES = 2;
/** As much of noise or of a damaged packet is shown as a person can look at, bytes. */
const SHOWN = 256;

/**
 * Tells packets and single bytes apart in what arrives. Pure: it has no timer. Whoever has one calls `giveUp` when the rest
 * of a packet does not come. Never holds more than one packet and one piece.
 */
export class FrameReader {
  readonly #buffer = new ReceiveBuffer();
  /** Bytes in front that lay inside a damaged packet: of them only another whole packet means anything. */
  #suspect = 0;

  /** The beginning of a packet is here, its end is not. */
  get waiting(): boolean {
    return this.#buffer.length > 0;
  }

  push(bytes: Uint8Array): readonly Received[] {
    const found: Received[] = [];
    for (let at = 0; at < bytes.length; at += PIECE) {
      this.#buffer.push(bytes.subarray(at, at + PIECE));
      this.#drain(found);
    }
    return found;
  }

  /** The rest does not come: what looked like the head of a packet was none, and what follows it is looked at anew. */
  giveUp(): readonly Received[] {
    const found: Received[] = [];
    this.#suspect = this.#buffer.length;
    if (this.#suspect > 0) found.push(shown('damaged', this.#buffer.peek()));
    while (this.#buffer.length > 0) {
      this.#drop();
      this.#drain(found);
    }
    return found;
  }

  #drain(found: Received[]): void {
    for (let first = this.#buffer.peek()[0]; first !== undefined; first = this.#buffer.peek()[0]) {
      const alone = ALONE[first];
      if (first === STX || first === SOH) {
        if (!this.#readPacket(found)) return;
      } else if (this.#suspect > 0) {
        this.#drop();
      } else if (alone !== undefined) {
        this.#drop();
        found.push({ what: alone });
      } else {
        this.#skipNoise(found);
      }
    }
  }

  /** False while more bytes are needed. */
  #readPacket(found: Received[]): boolean {
    const bytes = this.#buffer.peek();
    if (bytes.length < HEAD_BYTES) return false;
    const dataBytes = (bytes[1] ?? 0) | ((bytes[2] ?? 0) << 8);
    if (dataBytes === 0 || dataBytes > PACKET_DATA_LIMIT) {
      if (this.#suspect === 0) found.push(shown('noise', bytes.subarray(0, 1)));
      this.#drop();
      return true;
    }
    const total = HEAD_BYTES + dataBytes + CHECKSUM_BYTES;
    if (bytes.length < total) return false;
    // In noise that is full of heads a checksum for each of them would take for ever.
    const unlikely = this.#suspect > 0 && !comesOutEven(bytes.subarray(HEAD_BYTES, total - CHECKSUM_BYTES), bytes[0] === SOH);
    const packet = unlikely ? null : openPacket(bytes.subarray(0, total));
    if (packet === null) {
      if (this.#suspect === 0) found.push(shown('damaged', bytes.subarray(0, total)));
      this.#suspect = Math.max(this.#suspect, total);
      this.#drop();
      return true;
    }
    this.#buffer.take(total);
    this.#suspect = Math.max(0, this.#suspect - total);
    found.push({ what: 'packet', packet });
    return true;
  }

  #skipNoise(found: Received[]): void {
    const bytes = this.#buffer.peek();
    const next = bytes.findIndex((byte) => byte === STX || byte === SOH || byte in ALONE);
    const noise = this.#buffer.take(next < 0 ? bytes.length : next);
    if (noise !== null) found.push(shown('noise', noise));
  }

  #drop(): void {
    this.#buffer.take(1);
    this.#suspect = Math.max(0, this.#suspect - 1);
  }
}

const shown = (what: 'damaged' | 'noise', bytes: Uint8Array): Received => ({
  what,
  bytes: blankDigits(bytes.subarray(0, SHOWN)),
  size: bytes.length,
});

/** Whether the data is a row of whole fields; of a part, whether its header is one. Every packet of a terminal is. */
function comesOutEven(data: Uint8Array, isPart: boolean): boolean {
  const from = isPart ? PART_LENGTH_BYTES : 0;
  const end = isPart ? from + ((data[0] ?? 0) | ((data[1] ?? 0) << 8)) : data.length;
  if (end > data.length) return false;
  let at = from;
  while (at < end) at += FIELD_HEAD_BYTES + ((data[at + 1] ?? 0) | ((data[at + 2] ?? 0) << 8));
  return at === end;
}

/** Null where checksum or header do not fit. */
function openPacket(bytes: Uint8Array): Packet | null {
  const body = bytes.subarray(0, bytes.length - CHECKSUM_BYTES);
  const told = ((bytes[body.length] ?? 0) << 8) | (bytes[body.length + 1] ?? 0);
  if (checksum(body) !== told) return null;
  const data = new Uint8Array(body.subarray(HEAD_BYTES));
  return body[0] === STX ? { partsLeft: null, data } : readPart(data);
}
