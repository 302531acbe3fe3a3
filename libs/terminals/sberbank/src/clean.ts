import { isCardNumber, maskCardNumbers, truncateCardNumber } from '@payport/domain';
import { LINE } from './constants.ts';

/**
 * Card data is taken out of the bytes before anything else sees them: no log, event or exception can hold what is not
 * there. One byte is one character here, whatever the file's encoding: digits are ASCII in all of them.
 */
export interface Cleaned {
  readonly bytes: Uint8Array;
  /** A full card number was found, which the terminal's set-up should never print. */
  readonly fullCardNumber: boolean;
}

const DROPPED = '<dropped>';
/** Beside a truncated number the SHA-1 gives the card away: six unknown digits are tried in a second. */
const CARD_HASH = /^[0-9A-Fa-f]{40}$/;
/** The slip's own check line is hexadecimal too, and stays. */
const CHECK_LINE = /^\s*([0-9A-Fa-f]{32}|[0-9A-Fa-f]{40})\s*$/;
const DROPPED_LINES: ReadonlySet<number> = new Set([LINE.cardHash, LINE.track3, LINE.clientContact]);

const toText = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
const toBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** Line ends stay exactly as they were, so that a cut file still looks cut. */
const mapLines = (text: string, change: (line: string, index: number) => string): string =>
  text
    .split('\n')
    .map((line, index) => {
      let end = line.length;
      while (line[end - 1] === '\r') end -= 1;
      return change(line.slice(0, end), index) + line.slice(end);
    })
    .join('\n');

/** The card's own line: any run of 13 digits and more is a number, whoever issued it. */
const maskCardLine = (line: string): string => line.replace(/[0-9]{13,19}/g, (digits) => truncateCardNumber(digits));

export function cleanResultFile(bytes: Uint8Array): Cleaned {
  let fullCardNumber = false;
  const text = mapLines(toText(bytes), (line, index) => {
    if (line !== '' && (DROPPED_LINES.has(index) || CARD_HASH.test(line.trim()))) return DROPPED;
    const masked = maskCardNumbers(index === LINE.card ? maskCardLine(line) : line);
    fullCardNumber ||= masked !== line;
    return masked;
  });
  return { bytes: toBytes(text), fullCardNumber };
}

/** The card's SHA-1 as `e` gave it, so that the slip can be cleaned of it as well. */
export function cardHashOf(resultBytes: Uint8Array | null): string | null {
  const line = resultBytes === null ? undefined : toText(resultBytes).split('\n')[LINE.cardHash]?.trim();
  return line !== undefined && CARD_HASH.test(line) ? line : null;
}

export function cleanSlip(bytes: Uint8Array, cardHash: string | null): Cleaned {
  let fullCardNumber = false;
  const text = mapLines(toText(bytes), (line) => {
    if (cardHash !== null && line.toUpperCase().includes(cardHash.toUpperCase())) return DROPPED;
    if (CHECK_LINE.test(line)) return line;
    const masked = maskCardNumbers(line);
    fullCardNumber ||= masked !== line;
    return masked;
  });
  return { bytes: toBytes(text), fullCardNumber };
}

const TRACK_2 = /^;?[0-9]{13,19}[=D^]/i;

/** Arguments as they may be kept: nothing of a card, whatever a set-up adds to the command line. */
export const cleanArguments = (args: readonly string[]): string[] =>
  args.map((argument) => {
    if (TRACK_2.test(argument) || /^\/t/i.test(argument) || CARD_HASH.test(argument)) return DROPPED;
    return isCardNumber(argument) ? truncateCardNumber(argument) : maskCardNumbers(argument);
  });
