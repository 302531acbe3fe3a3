import { maskCardNumbers } from '@payport/domain';
import { apduLength } from './apdu.ts';
import { readBitmaps, type Bitmap } from './bitmaps.ts';
import { BMP, COMMAND, TAG } from './constants.ts';
import { findTlv, readTlvLength, readTlvs, type Tlv } from './tlv.ts';

/**
 * Card data leaves the bytes before anything else sees them. The protocol has its own sign for a digit that is not told, E
 * in a nibble: messages keep their length and stay readable.
 */
export interface Cleaned {
  readonly bytes: Uint8Array;
  /** The terminal sent a whole card number, which its set-up should never do. */
  readonly fullCardNumber: boolean;
}

const HIDDEN = 0xe;
const FILL = 0xf;
/** Tracks, chip data, the number on the back: nothing of them is kept. */
const DROPPED: ReadonlySet<number> = new Set([BMP.track1, BMP.track2, BMP.track3, BMP.chipData, BMP.cvv]);
const DROPPED_TAGS: readonly number[] = [TAG.track1, TAG.track2, TAG.track3];

/** First six and last four digits stay; of thirteen and fewer the last four. */
export function cleanPan(value: Uint8Array): Cleaned {
  const nibbles = Array.from(value).flatMap((byte) => [byte >> 4, byte & 0x0f]);
  const length = nibbles.at(-1) === FILL ? nibbles.length - 1 : nibbles.length;
  const kept = length > 13 ? 6 : 0;
  const shown = nibbles.map((nibble, index) => (index < kept || index >= length - 4 || nibble > 9 ? nibble : HIDDEN));
  const bytes = Uint8Array.from(value, (_byte, index) => ((shown[index * 2] ?? 0) << 4) | (shown[index * 2 + 1] ?? 0));
  const hiddenAlready = nibbles.slice(0, length).filter((nibble) => nibble > 9).length;
  return { bytes, fullCardNumber: length >= 13 && hiddenAlready === 0 };
}

/** One byte is one character here, whatever the page: digits are ASCII. */
function cleanText(value: Uint8Array): Uint8Array {
  const text = Array.from(value, (byte) => String.fromCharCode(byte)).join('');
  const masked = maskCardNumbers(text);
  return Uint8Array.from(value, (byte, index) =>
    masked.length === text.length ? masked.charCodeAt(index) : byte >= 0x30 && byte <= 0x39 ? 0x2a : byte,
  );
}

const TEXTS: ReadonlySet<number> = new Set([BMP.additionalText, BMP.cardName, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8]);

function cleanBitmap({ number, value }: Bitmap): Cleaned {
  if (number === BMP.pan) return cleanPan(value);
  if (DROPPED.has(number)) return { bytes: new Uint8Array(value.length).fill(0xee), fullCardNumber: false };
  if (number === BMP.tlv) return { bytes: cleanContainer(value), fullCardNumber: false };
  return { bytes: TEXTS.has(number) ? cleanText(value) : value, fullCardNumber: false };
}

/** Texts in a container are masked in place; one that holds a track, or cannot be read, is blanked as a whole. */
function cleanContainer(value: Uint8Array): Uint8Array {
  const objects = readTlvs(value);
  if (objects === null || holdsTrack(objects)) return blank(value);
  return cleanText(value);
}

const holdsTrack = (objects: readonly Tlv[]): boolean => DROPPED_TAGS.some((tag) => findTlv(objects, tag) !== null);

const blank = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.length).fill(0xee);

/** Where the bitmaps of a message begin behind its fixed part; null: it has none. */
function bitmapsFrom(control: number): number | null {
  if (control === COMMAND.statusInformation || control === COMMAND.completion) return 0;
  if (control === COMMAND.intermediateStatus) return 2;
  if (control === COMMAND.abort) return 1;
  return control === COMMAND.printTextBlock ? 0 : null;
}

/** A whole message with its head. What cannot be read is blanked from there to the end. */
export function cleanApdu(apdu: Uint8Array): Cleaned {
  const bytes = Uint8Array.from(apdu);
  const [first = 0, second = 0, short] = apdu;
  if (apduLength(apdu) !== apdu.length) return { bytes: blank(bytes), fullCardNumber: false };
  const head = short === 0xff ? 5 : 3;
  const control = first * 256 + second;
  const from = bitmapsFrom(control);
  if (from === null) {
    bytes.set(cleanText(bytes.slice(head)), head);
    return { bytes, fullCardNumber: false };
  }
  const data = apdu.slice(head);
  const { list, brokenAt } = readBitmaps(data, from);
  let fullCardNumber = false;
  for (const bitmap of list) {
    const cleaned = cleanBitmap(bitmap);
    fullCardNumber ||= cleaned.fullCardNumber;
    bytes.set(cleaned.bytes, head + bitmap.at);
  }
  if (brokenAt !== null && !isBareStatus(control, data)) bytes.fill(0xee, head + brokenAt);
  return { bytes, fullCardNumber };
}

/** The completion of a status enquiry: a version and a status code instead of bitmaps; no card in it. */
export function isBareStatus(control: number, data: Uint8Array): boolean {
  if (control !== COMMAND.completion || data.length === 0) return false;
  return statusCodeAt(data) !== null;
}

/** `[LLLVAR version] status [06 container]`; null where the data has another form. */
export function statusCodeAt(data: Uint8Array): number | null {
  const first = data[0] ?? 0;
  let at = 0;
  if (first >= 0xf0 && (data[1] ?? 0) >= 0xf0 && (data[2] ?? 0) >= 0xf0) {
    at = 3 + (first & 0x0f) * 100 + ((data[1] ?? 0) & 0x0f) * 10 + ((data[2] ?? 0) & 0x0f);
  }
  if (at >= data.length) return null;
  if (at + 1 === data.length) return at;
  if (data[at + 1] !== BMP.tlv) return null;
  const read = readTlvLength(data, at + 2);
  return read !== null && read.next + read.length === data.length ? at : null;
}
