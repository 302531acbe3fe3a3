import { LINE, NO_REQUEST_ID, RESULT_LINES } from './constants.ts';
import { encodeText, type EncodingName } from './encodings.ts';
import { RESULT_ROWS } from './tables/result-codes.ts';

/** What the bank's program writes into `e`; everything but the code may be absent. */
export interface ResultFields {
  readonly code: number;
  readonly message?: string;
  /** As printed: `546999******4617`. */
  readonly cardMask?: string;
  /** `MM/YY` */
  readonly expiry?: string;
  readonly authCode?: string;
  /** Number within the day, four digits. */
  readonly operationNumber?: string;
  readonly cardType?: string;
  /** Card of the bank itself. */
  readonly ownCard?: boolean;
  readonly terminalId?: string;
  /** `YYYYMMDDhhmmss`, the terminal's own clock. */
  readonly dateTime?: string;
  readonly rrn?: string;
  /** 40 hex digits. */
  readonly cardHash?: string;
  readonly merchant?: string;
  /** Echo of `/q=`; absent is written as `00000000`. */
  readonly requestId?: string;
  readonly flags?: string;
}

export interface ResultFileShape {
  readonly encoding: EncodingName;
  /** 23 by default; 10 or 11 is old software; 1 is what an error often is. */
  readonly lines?: number;
  readonly lineEnd?: '\r\n' | '\n';
}

const LATIN_H = 'H';
/** The approval as terminals print it: its fourth vowel hides a Latin letter. */
export const APPROVED_MESSAGE = `ОДОБРЕ${LATIN_H}О`;

/** The short text that a terminal shows for a code. */
export function terminalMessage(code: number): string {
  if (code === 0) return APPROVED_MESSAGE;
  if (code === 2000) return 'ОПЕРАЦИЯ ПРЕРВАНА';
  const text = RESULT_ROWS.find((row) => row[0] === code)?.[3] ?? `ОШИБКА ${code}`;
  // A display is short: what stands in brackets explains the code to people who read tables.
  return text
    .replace(/^ответ хоста [0-9]+: /, '')
    .replace(/ \(.*\)$/, '')
    .toUpperCase();
}

function linesOf(fields: ResultFields): string[] {
  const lines: string[] = Array.from({ length: RESULT_LINES }, () => '');
  lines[LINE.result] = `${fields.code},${fields.message ?? terminalMessage(fields.code)}`;
  lines[LINE.card] = fields.cardMask ?? '';
  lines[LINE.expiry] = fields.expiry ?? '';
  lines[LINE.authCode] = fields.authCode ?? '';
  lines[LINE.operationNumber] = fields.operationNumber ?? '';
  lines[LINE.cardType] = fields.cardType ?? '';
  lines[LINE.ownCard] = fields.ownCard ? '1' : '0';
  lines[LINE.terminalId] = fields.terminalId ?? '';
  lines[LINE.dateTime] = fields.dateTime ?? '';
  lines[LINE.rrn] = fields.rrn ?? '';
  lines[LINE.cardHash] = fields.cardHash ?? '';
  lines[LINE.points] = '0';
  lines[LINE.merchant] = fields.merchant ?? '';
  lines[LINE.messageType] = '00';
  lines[LINE.gpc] = '00';
  lines[LINE.loyalty] = '0';
  lines[LINE.requestId] = fields.requestId ?? NO_REQUEST_ID;
  lines[LINE.flags] = fields.flags ?? '00040005';
  return lines;
}

/** The bytes of `e`. Every line is terminated, the last one too. */
export function serializeResultFile(fields: ResultFields, shape: ResultFileShape): Uint8Array {
  const lineEnd = shape.lineEnd ?? '\r\n';
  const lines = linesOf(fields).slice(0, shape.lines ?? RESULT_LINES);
  return encodeText(lines.map((line) => line + lineEnd).join(''), shape.encoding);
}
