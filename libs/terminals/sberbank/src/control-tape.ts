import { decodeText, foldLookalikes, type EncodingName } from './encodings.ts';
import type { ControlTape, TapeLine } from './messages.ts';
import { amountAtEnd, normaliseCardMask, terminalIdIn, titleOf, withoutReturns } from './parser.ts';

const DATE = /^\s*(\d{2})\.(\d{2})\.(\d{2})\s+(\d{2}):(\d{2})(?:\s+(\d{4}))?\s*$/;

/** `dd.mm.yy hh:mm`, alone or before an operation's number. Terminals print no zone: only differences mean something. */
export function stampOf(line: string): { minute: number; number: string | null } | null {
  const [, day, month, year, hour, minute, number] = DATE.exec(line) ?? [];
  if (day === undefined) return null;
  const ms = Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return { minute: ms / 60_000, number: number ?? null };
}

/** When a report was printed: the first stamp that stands alone. */
export function printTime(lines: readonly string[]): number | null {
  for (const line of lines) {
    const stamp = line === '' ? null : stampOf(line);
    if (stamp !== null && stamp.number === null) return stamp.minute;
  }
  return null;
}

type Draft = { -readonly [K in keyof TapeLine]: K extends 'amountMinor' ? bigint | null : TapeLine[K] };

const valueAfterColon = (line: string): string | null => line.slice(line.indexOf(':') + 1).trim() || null;

function addDetail(draft: Draft, line: string): void {
  const folded = foldLookalikes(line).trim();
  if (folded.startsWith('КАРТА')) draft.cardMask = normaliseCardMask(/[0-9*]{8,}/.exec(line)?.[0]);
  else if (folded.startsWith('ТИП КАРТЫ')) draft.cardType = valueAfterColon(line);
  else if (folded.startsWith('КОД АВТОРИЗАЦИИ')) draft.authCode = valueAfterColon(line);
  else if (folded.startsWith('СУММА')) draft.amountMinor = amountAtEnd(line);
}

const isWhole = (draft: Draft): draft is Draft & TapeLine => draft.amountMinor !== null;

/**
 * Reads a full control tape. Null unless it has its title, its print time and its end: of a tape that broke off, nothing
 * can be said about what is missing.
 */
export function parseControlTape(bytes: Uint8Array, encoding: EncodingName): ControlTape | null {
  const text = decodeText(bytes, encoding);
  const folded = foldLookalikes(text);
  if (!folded.includes('ОТЧЕТ ЗАКОНЧЕН') || !folded.includes('КОНТРОЛЬНАЯ ЛЕНТА')) return null;
  const lines = text.split('\n').map(withoutReturns);
  const printedAt = printTime(lines);
  if (printedAt === null) return null;

  const drafts: Draft[] = [];
  let operation: TapeLine['operation'] | null = null;
  let current: Draft | null = null;
  for (const line of lines) {
    if (line.trim() === '') {
      current = null;
      continue;
    }
    const stamp = stampOf(line);
    const title = titleOf(line);
    if (title !== null) {
      operation = title;
      current = null;
    } else if (stamp?.number && operation) {
      current = { operation, atMinute: stamp.minute, number: stamp.number, amountMinor: null, authCode: null, cardMask: null, cardType: null };
      drafts.push(current);
    } else if (current) {
      addDetail(current, line);
    }
  }
  if (!drafts.every(isWhole)) return null;
  return { terminalId: terminalIdIn(lines.join('\n')), printedAtMinute: printedAt, lines: drafts.filter(isWhole) };
}
