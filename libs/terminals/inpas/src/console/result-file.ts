import type { RawField } from '../messages.ts';
import { encodeText } from '../code-page.ts';

/** Why the bytes of a result file are no answer. */
export type ResultFault = 'empty' | 'binary' | 'cut' | 'twice';
export type ResultReading = { readonly ok: true; readonly fields: readonly RawField[] } | { readonly ok: false; readonly fault: ResultFault };

const HEAD = /^\[([0-9]{1,3})\] = '(.*)$/s;
const HIGHEST_FIELD = 255;

const toBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
/** Most lines of a long value begin with no bracket, and need no closer look. */
const headOf = (line: string): RegExpExecArray | null => (line.startsWith('[') ? HEAD.exec(line) : null);
/** One byte is one character here, whatever the page. */
const toText = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/**
 * Reads `[27] = '00123456'`, one field after the other; a value may have several lines, its quote closes it. What stands outside
 * of the fields means nothing. Whoever cut the file cut a quote, or fields that an approval must have.
 */
export function readResultFile(bytes: Uint8Array): ResultReading {
  if (bytes.includes(0)) return { ok: false, fault: 'binary' };
  const fields: RawField[] = [];
  let open: { readonly number: number; readonly lines: string[] } | null = null;
  const lines = toText(bytes).split('\n');
  for (const [index, line] of lines.entries()) {
    const head = headOf(line);
    // The next field begins before this one was closed.
    if (head !== null && open !== null) return { ok: false, fault: 'cut' };
    if (head !== null && Number(head[1]) <= HIGHEST_FIELD) open = { number: Number(head[1]), lines: [head[2] ?? ''] };
    else if (open !== null) open.lines.push(line);
    if (open === null || !closes(open.lines.at(-1) ?? '', lines[index + 1])) continue;
    const value = open.lines.join('\n').replace(/\r$/, '').slice(0, -1);
    fields.push({ number: open.number, value: toBytes(value) });
    open = null;
  }
  if (open !== null) return { ok: false, fault: 'cut' };
  if (fields.length === 0) return { ok: false, fault: 'empty' };
  if (new Set(fields.map(({ number }) => number)).size !== fields.length) return { ok: false, fault: 'twice' };
  return { ok: true, fields };
}

/** A quote at the end of a line closes a value where the next field or nothing follows. */
function closes(line: string, next: string | undefined): boolean {
  if (!line.endsWith("'") && !line.endsWith("'\r")) return false;
  return next === undefined || next.trim() === '' || headOf(next) !== null;
}

/** The same file again: what is kept of it, and what a simulated program writes. */
export const writeResultFile = (fields: readonly RawField[]): Uint8Array =>
  Uint8Array.from(fields.flatMap(({ number, value }) => [...encodeText(`[${number}] = '`), ...value, ...encodeText("'\r\n")]));
