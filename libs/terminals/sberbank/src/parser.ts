import { truncateCardNumber } from '@payport/domain';
import { LINE, NO_REQUEST_ID } from './constants.ts';
import { decodeText, foldLookalikes, type EncodingName } from './encodings.ts';
import type { ResultReading, Slip } from './messages.ts';

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
/** DOS end of file. */
const CTRL_Z = 0x1a;
const BOM = '\ufeff';

/** `code[,message]`; a code with a leading zero or a sign is none. */
const RESULT_LINE = /^(0|[1-9][0-9]{0,4})(?:,(.*))?$/su;
const DATE_TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** Text has no control characters but tab and line ends; a carriage return stands before a line feed or another one. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte, index) => {
    if (byte === CR) return index === bytes.length - 1 || bytes[index + 1] === LF || bytes[index + 1] === CR;
    return (byte >= 0x20 && byte !== 0x7f) || byte === LF || byte === TAB;
  });
}

const orNull = (value: string | undefined): string | null => {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

function hostTimeOf(value: string | undefined): string | null {
  const [, year, month, day, hour, minute, second] = DATE_TIME.exec(value?.trim() ?? '') ?? [];
  if (year === undefined) return null;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${iso}Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== iso ? null : iso;
}

/** A line without the carriage returns at its end, which some programs write several of. */
export function withoutReturns(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(0, end);
}

/** First six, six stars, last four; where the terminal gave only the end, or the number is short, the last four alone. */
export function normaliseCardMask(value: string | undefined): string | null {
  const compact = (value ?? '').replace(/[ .-]/g, '').replace(/[xX#•·]/g, '*');
  if (/^[0-9]{8,19}$/.test(compact)) return truncateCardNumber(compact);
  // One star divides the two runs: a row of thousands of stars is walked through once.
  const [, first = '', last] = /^([0-9]{0,6})[0-9]*\*[0-9*]*([0-9]{4})$/.exec(compact) ?? [];
  if (last === undefined) return null;
  return first.length === 6 && compact.length > 13 ? `${first}******${last}` : `******${last}`;
}

/** Reads the bytes of `e`. Only lines that end with a line end count; what follows the last one may have been cut. */
export function parseResultFile(bytes: Uint8Array, encoding: EncodingName): ResultReading {
  const content = bytes.at(-1) === CTRL_Z ? bytes.subarray(0, -1) : bytes;
  if (content.length === 0) return { ok: false, fault: 'empty' };
  if (!isText(content)) return { ok: false, fault: 'binary' };
  const lines = decodeText(content, encoding).split('\n').map(withoutReturns);
  const rest = lines.pop() ?? '';
  const first = lines[LINE.result];
  if (first === undefined) return { ok: false, fault: 'open_first_line' };
  const [, code, message = ''] = RESULT_LINE.exec(first.replace(BOM, '').trim()) ?? [];
  if (code === undefined) return { ok: false, fault: 'no_code' };
  const requestId = orNull(lines[LINE.requestId])?.toUpperCase() ?? NO_REQUEST_ID;
  return {
    ok: true,
    file: {
      code: Number(code),
      message: message.trim(),
      lineCount: lines.length,
      openEnd: rest !== '',
      cardMask: normaliseCardMask(lines[LINE.card]),
      expiry: /^\d{2}\/\d{2}$/.exec(lines[LINE.expiry]?.trim() ?? '')?.[0] ?? null,
      authCode: orNull(lines[LINE.authCode]),
      operationNumber: orNull(lines[LINE.operationNumber]),
      cardType: orNull(lines[LINE.cardType]),
      terminalId: orNull(lines[LINE.terminalId]),
      hostTime: hostTimeOf(lines[LINE.dateTime]),
      rrn: orNull(lines[LINE.rrn]),
      merchant: orNull(lines[LINE.merchant]),
      requestId: /^0+$/.test(requestId) ? null : requestId,
    },
  };
}

const TITLES = { ОПЛАТА: 'sale', ВОЗВРАТ: 'refund', ОТМЕНА: 'void' } as const;
const TITLE = /(?:^|\s)(ОПЛАТА|ВОЗВРАТ|ОТМЕНА)(?:\s|$)/;

/** Which operation a line names, if it is a title. */
export function titleOf(line: string): 'sale' | 'refund' | 'void' | null {
  const word = TITLE.exec(foldLookalikes(line))?.[1] as keyof typeof TITLES | undefined;
  return word === undefined ? null : TITLES[word];
}

/** How long an amount is at most, and how much of the end of its line is looked at: an amount that does not begin there is none. */
const AMOUNT_CHARACTERS = 20;
const TAIL_CHARACTERS = 2 * AMOUNT_CHARACTERS;

/** An amount at the end of a line: `100.84`, `1 500,00`. */
export function amountAtEnd(line: string): bigint | null {
  const printed = line.trimEnd();
  const tail = printed.slice(-TAIL_CHARACTERS);
  const [, whole, kopecks] = /(?:^|\s)([0-9]{1,10}|[0-9]{1,3}(?:[ \u00a0][0-9]{3})+)[.,]([0-9]{2})$/.exec(tail) ?? [];
  if (whole === undefined || kopecks === undefined || whole.length > AMOUNT_CHARACTERS) return null;
  return BigInt(whole.replace(/[ \u00a0]/g, '') + kopecks);
}

export const terminalIdIn = (text: string): string | null =>
  /(?:^|\s)(?:ТЕРМИНАЛ|Т):\s*([0-9A-ZА-Я]{8})(?:\s|$)/m.exec(foldLookalikes(text))?.[1] ?? null;

/** Whether a printed terminal id is the registered one; what is not printed, or not known, contradicts nothing. */
export const isOfTerminal = (printed: string | null, tid: string | null): boolean =>
  printed === null || tid === null || foldLookalikes(printed.trim()) === foldLookalikes(tid.trim());

function slipAmount(lines: readonly string[], folded: readonly string[]): bigint | null {
  const at = folded.findIndex((line) => /^\s*СУММА/.test(line));
  if (at < 0) return null;
  return amountAtEnd(lines[at] ?? '') ?? amountAtEnd(lines[at + 1] ?? '');
}

function cardholderIn(lines: readonly string[], folded: readonly string[]): string | null {
  const line = lines[folded.findIndex((each) => /^\s*КЛИЕНТ:/.test(each))];
  const name = line?.slice(line.indexOf(':') + 1).trim() ?? '';
  return /\p{Letter}{2}/u.test(name) ? name : null;
}

const ESCAPE = '\u001b';
/** An escape sequence of two characters, and the cut mark that many set-ups use. */
const PRINTER_COMMAND = new RegExp(`${ESCAPE}[@-~]?|~S`, 'g');

/** All control characters but the tab. */
const CONTROL = new RegExp('[\\u0000-\\u0008\\u000a-\\u001f\\u007f]', 'g');

/** Printer codes become line ends: most of them cut the paper. */
const withoutPrinterCodes = (text: string): string => text.replace(PRINTER_COMMAND, '\n').replace(CONTROL, '\n');

/** Reads the bytes of `p`. Null where there is no text in it. */
export function parseSlip(bytes: Uint8Array, encoding: EncodingName): Slip | null {
  const plain = withoutPrinterCodes(
    decodeText(bytes, encoding)
      .replace(BOM, '')
      .replace(/\r+\n?/g, '\n'),
  );
  const text = plain
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .replace(/\n{1,2}$/, '');
  if (text === '') return null;
  const lines = text.split('\n');
  // Once for all: folded again, a text stays as it is.
  const folded = foldLookalikes(text).split('\n');
  return {
    text,
    operation: folded.map(titleOf).find((title) => title !== null) ?? null,
    amountMinor: slipAmount(lines, folded),
    terminalId: terminalIdIn(folded.join('\n')),
    cardholder: cardholderIn(lines, folded),
  };
}
