import { containsCardNumber, maskCardNumbers } from '@payport/domain';
import { apduLength } from './apdu.ts';
import { toHex } from './bcd.ts';
import { readBitmaps, type Bitmap } from './bitmaps.ts';
import { BMP, COMMAND, TAG } from './constants.ts';
import { readTlvLength, readTlvs, type Tlv } from './tlv.ts';

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
/** Thirteen digits in BCD. */
const FEWEST_CARD_BYTES = 7;
const FILL = 0xf;
/** Tracks, chip data, the number on the back: nothing of them is kept. */
const DROPPED: ReadonlySet<number> = new Set([BMP.track1, BMP.track2, BMP.track3, BMP.chipData, BMP.cvv]);
/** What is read of a message, and what can stand in a report of a fault. Anything else a terminal sends is nobody's business. */
const KEPT: ReadonlySet<number> = new Set(Object.values(BMP).filter((number) => !DROPPED.has(number)));
const TEXTS: ReadonlySet<number> = new Set([BMP.additionalText, BMP.cardName, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8]);

/** The same of data objects; tracks and the card's own objects (5A, 57) are none of them. */
const TEXT_TAGS: ReadonlySet<number> = new Set([TAG.text, TAG.errorText]);
const HOLDERS: ReadonlySet<number> = new Set([TAG.displayTexts, TAG.printTexts, TAG.permitted]);
/** Kept where they are too short for the digits of a card. */
const KEPT_TAGS: ReadonlySet<number> = new Set([
  TAG.attribute,
  TAG.command,
  TAG.charset,
  TAG.cardType,
  TAG.receiptType,
  TAG.errorCode,
  TAG.longTrace,
]);

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

const latin1 = (value: Uint8Array): string => Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1');

/** One byte is one character here, whatever the page: digits are ASCII. */
function cleanText(value: Uint8Array): Cleaned {
  const text = latin1(value);
  const masked = maskCardNumbers(text);
  if (masked === text) return { bytes: value, fullCardNumber: false };
  const bytes = Uint8Array.from(value, (byte, index) =>
    masked.length === text.length ? masked.charCodeAt(index) : byte >= 0x30 && byte <= 0x39 ? 0x2a : byte,
  );
  return { bytes, fullCardNumber: true };
}

/** No letter of any page, but for what ends or pads a text: null, tab, line feed and carriage return. */
const isNoLetter = (byte: number): boolean => byte < 0x20 && ![0x00, 0x09, 0x0a, 0x0d].includes(byte);
const NO_LETTER = 0x2a;

/** A field of text. What no text has leaves it: digits in BCD look so, and those of a card could be among them. */
function cleanWords(value: Uint8Array): Cleaned {
  if (!value.some(isNoLetter)) return cleanText(value);
  const { bytes, fullCardNumber } = cleanText(value.map((byte) => (isNoLetter(byte) ? NO_LETTER : byte)));
  return { bytes, fullCardNumber: fullCardNumber || containsCardNumber(toHex(value)) };
}

/** Nothing of it is kept but its length; that a card number stood there, in text or in BCD, people are told. */
const blanked = (value: Uint8Array): Cleaned => ({
  bytes: blank(value),
  // Most fields are too short for one, and there can be thousands.
  fullCardNumber:
    value.length >= FEWEST_CARD_BYTES && (containsCardNumber(latin1(value)) || (!isPrintable(value) && containsCardNumber(toHex(value)))),
});

/** Digits as text look like other digits in BCD. */
const isPrintable = (value: Uint8Array): boolean => value.every((byte) => byte >= 0x20 && byte < 0x7f);

function cleanBitmap({ number, value }: Bitmap): Cleaned {
  if (number === BMP.pan) return cleanPan(value);
  if (number === BMP.tlv) return cleanContainer(value);
  if (TEXTS.has(number)) return cleanWords(value);
  return KEPT.has(number) ? { bytes: value, fullCardNumber: false } : blanked(value);
}

/** Object by object; a container that cannot be read is blanked as a whole. */
function cleanContainer(value: Uint8Array): Cleaned {
  const objects = readTlvs(value);
  if (objects === null) return blanked(value);
  const bytes = Uint8Array.from(value);
  const found = objects.map((object) => cleanObject(object, bytes));
  return { bytes, fullCardNumber: found.includes(true) };
}

/** Cleans one object in its place; true where it held a whole card number. */
function cleanObject({ tag, at, value, children }: Tlv, bytes: Uint8Array): boolean {
  if (HOLDERS.has(tag) && children.length > 0) return children.map((child) => cleanObject(child, bytes)).includes(true);
  if (KEPT_TAGS.has(tag) && value.length < FEWEST_CARD_BYTES) return false;
  const cleaned = TEXT_TAGS.has(tag) ? cleanWords(value) : blanked(value);
  bytes.set(cleaned.bytes, at);
  return cleaned.fullCardNumber;
}

const blank = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.length).fill(0xee);

/** Of messages that are not known, and behind mere answers, nothing is kept but that it came. */
const KNOWN: ReadonlySet<number> = new Set(Object.values(COMMAND));

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
    const rest = bytes.slice(head);
    const cleaned = KNOWN.has(control) ? cleanText(rest) : blanked(rest);
    bytes.set(cleaned.bytes, head);
    return { bytes, fullCardNumber: cleaned.fullCardNumber };
  }
  const data = apdu.slice(head);
  const { list, brokenAt } = readBitmaps(data, from);
  let fullCardNumber = false;
  for (const bitmap of list) {
    const cleaned = cleanBitmap(bitmap);
    fullCardNumber ||= cleaned.fullCardNumber;
    const at = head + bitmap.at;
    bytes.set(cleaned.bytes, at);
    // The length stands in the low nibbles. With other high ones than F it would read as the first digits of the text behind it.
    for (let index = at - bitmap.digits; index < at; index += 1) bytes[index] = 0xf0 | (bytes[index] ?? 0);
  }
  if (brokenAt === null) return { bytes, fullCardNumber };
  const statusAt = isBareStatus(control, data) ? statusCodeAt(data) : null;
  const rest = statusAt === null ? blanked(data.slice(brokenAt)) : cleanBareStatus(data, statusAt);
  bytes.set(rest.bytes, head + (statusAt === null ? brokenAt : 0));
  return { bytes, fullCardNumber: fullCardNumber || rest.fullCardNumber };
}

/** The code stays; what stands before it is a text, and behind it a container like any other. */
function cleanBareStatus(data: Uint8Array, statusAt: number): Cleaned {
  const bytes = Uint8Array.from(data);
  const version = cleanText(data.slice(0, statusAt));
  bytes.set(version.bytes);
  const container = readTlvLength(data, statusAt + 2);
  if (container === null) return { bytes, fullCardNumber: version.fullCardNumber };
  const objects = cleanContainer(data.slice(container.next));
  bytes.set(objects.bytes, container.next);
  return { bytes, fullCardNumber: version.fullCardNumber || objects.fullCardNumber };
}

/** The completion of a status enquiry: a version and a status code instead of bitmaps. */
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
