/** Lines that one quoted cell may have. A quote that is never closed would else swallow the rest of the file. */
const MAX_QUOTED_LINES = 20;
/** Lines that all cells of one record may have: with loose quotes the cells of a broken file would else go on to its end, from each of its lines. */
const MAX_RECORD_LINES = 30;

const NEWLINE = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;

export interface QuotedRecord {
  readonly cells: string[];
  /** Where the next record begins. */
  readonly after: number;
}

/** A cell that has been found, and not yet cut out: a record may still turn out to be broken. */
interface Cell {
  readonly from: number;
  readonly to: number;
  /** Doubled quotes in it, each of which stands for one. */
  readonly doubles: number;
  /** Where the delimiter, the end of the line or of the text stands. */
  readonly end: number;
  /** Ends of lines in it. */
  readonly lines: number;
}

interface Scan {
  readonly text: string;
  readonly delimiter: string;
  readonly maxChars: number;
  /** Nothing comes behind the text. */
  readonly atEnd: boolean;
}

/**
 * Cuts the record that begins at `start`, which has quotes and may go over several lines.
 * @returns `open`: its end has not come yet; `broken`: a quote is not closed within what a cell may hold
 */
export function quotedRecord(scan: Scan, start: number): QuotedRecord | 'open' | 'broken' {
  const { text, delimiter } = scan;
  const cells: Cell[] = [];
  let lines = 0;
  for (let at = start; ;) {
    const opening = skipSpaces(text, at);
    const cell = text[opening] === '"' ? quotedCell(scan, opening + 1) : plainCell(scan, at);
    if (typeof cell === 'string') return cell;
    cells.push(cell);
    lines += cell.lines;
    if (lines > MAX_RECORD_LINES) return 'broken';
    if (text[cell.end] === delimiter) {
      at = cell.end + 1;
    } else {
      const newline = text.indexOf('\n', cell.end);
      if (newline < 0 && !scan.atEnd) return 'open';
      return { cells: cells.map((found) => valueOf(text, found)), after: newline < 0 ? text.length : newline + 1 };
    }
  }
}

function plainCell({ text, delimiter, atEnd }: Scan, start: number): Cell | 'open' {
  const newline = text.indexOf('\n', start);
  if (newline < 0 && !atEnd) return 'open';
  const stop = newline < 0 ? text.length : newline > start && text[newline - 1] === '\r' ? newline - 1 : newline;
  const next = text.indexOf(delimiter, start);
  const end = next < 0 || next > stop ? stop : next;
  return { from: start, to: end, doubles: 0, end, lines: 0 };
}

/**
 * A cell behind its opening quote. A quote that is neither doubled nor at the end of the cell is a letter, as 1C and people write
 * names: `"ООО "Ромашка""`. Looked through letter by letter, and cut out when its record is whole: of a file with loose quotes the same lines are
 * looked at from each of the lines before them.
 */
function quotedCell(scan: Scan, start: number): Cell | 'open' | 'broken' {
  const { text, maxChars, atEnd } = scan;
  let lines = 0;
  let doubles = 0;
  let loose = false;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE && (lines += 1) > MAX_QUOTED_LINES) return 'broken';
    if (at - start - doubles > maxChars) return 'broken';
    if (code !== QUOTE) continue;
    const doubled = text.charCodeAt(at + 1) === QUOTE;
    const end = endBehind(scan, doubled ? at + 2 : at + 1);
    if (end === 'open') return 'open';
    if (end !== null && (!doubled || loose)) return { from: start, to: doubled ? at + 1 : at, doubles, end, lines };
    if (doubled) {
      doubles += 1;
      at += 1;
    } else {
      loose = true;
    }
  }
  return atEnd || text.length - start - doubles > maxChars ? 'broken' : 'open';
}

function valueOf(text: string, { from, to, doubles }: Cell): string {
  const value = text.slice(from, to);
  return doubles === 0 ? value : value.replaceAll('""', '"');
}

/** Where the cell ends if it does right here, spaces apart; null where something else follows. */
function endBehind({ text, delimiter, atEnd }: Scan, from: number): number | null | 'open' {
  const at = skipSpaces(text, from);
  if (at >= text.length) return atEnd ? at : 'open';
  return text[at] === delimiter || text[at] === '\n' || text[at] === '\r' ? at : null;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}
