import { joined } from './bcd.ts';

/** One data object; a constructed one holds others. `at` is the place of its value in the whole container. */
export interface Tlv {
  readonly tag: number;
  readonly at: number;
  readonly value: Uint8Array;
  readonly children: readonly Tlv[];
}

/** Deeper than any message is; a limit against bytes that only look like one. */
const MOST_DEPTH = 8;

/** BER length: 00–7F, 81 LL, 82 HH LL. */
export function tlvLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  return length <= 0xff ? Uint8Array.of(0x81, length) : Uint8Array.of(0x82, length >> 8, length & 0xff);
}

export function readTlvLength(bytes: Uint8Array, at: number): { readonly length: number; readonly next: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { length: first, next: at + 1 };
  const count = first & 0x7f;
  if (count !== 1 && count !== 2) return null;
  const [high, low] = [bytes[at + 1], bytes[at + 2]];
  if (high === undefined || (count === 2 && low === undefined)) return null;
  return count === 1 ? { length: high, next: at + 2 } : { length: high * 256 + (low ?? 0), next: at + 3 };
}

function readTag(bytes: Uint8Array, at: number): { readonly tag: number; readonly constructed: boolean; readonly next: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  const constructed = (first & 0x20) !== 0;
  if ((first & 0x1f) !== 0x1f) return { tag: first, constructed, next: at + 1 };
  let tag = first;
  for (let next = at + 1; next < at + 4; next += 1) {
    const byte = bytes[next];
    if (byte === undefined) return null;
    tag = tag * 256 + byte;
    if ((byte & 0x80) === 0) return { tag, constructed, next: next + 1 };
  }
  return null;
}

/** Every data object of a container; null where the bytes are not a row of whole ones. */
export function readTlvs(bytes: Uint8Array, depth = 0, from = 0): readonly Tlv[] | null {
  if (depth > MOST_DEPTH) return null;
  const found: Tlv[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = readTag(bytes, at);
    const size = tag && readTlvLength(bytes, tag.next);
    if (!tag || !size || size.next + size.length > bytes.length) return null;
    const value = bytes.slice(size.next, size.next + size.length);
    // A private object that only looks constructed keeps its bytes.
    const children = tag.constructed ? (readTlvs(value, depth + 1, from + size.next) ?? []) : [];
    found.push({ tag: tag.tag, at: from + size.next, value, children });
    at = size.next + size.length;
  }
  return found;
}

export const writeTlv = (tag: number, value: Uint8Array): Uint8Array => {
  const bytes = tag > 0xffff ? [tag >> 16, (tag >> 8) & 0xff, tag & 0xff] : tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  return joined(Uint8Array.from(bytes), tlvLength(value.length), value);
};

/** The first object with this tag, at any depth. */
export function findTlv(objects: readonly Tlv[], tag: number): Tlv | null {
  for (const object of objects) {
    const found = object.tag === tag ? object : findTlv(object.children, tag);
    if (found !== null) return found;
  }
  return null;
}
