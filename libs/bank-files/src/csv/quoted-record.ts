/** Lines that one quoted cell may have. A quote that is never closed would else swallow the rest of the file. */
const MAX_QUOTED_LINES = 20;
/** Lines that all cells of one record may have: with loose quotes the cells of a broken file would else go on to its end, from each of its lines. */
const MAX_RECORD_LINES = 30;

export interface QuotedRecord {
  readonly cells: string[];
  /** Where the next record begins. */
  readonly after: number;
}

interface Cell {
  readonly value: string;
  /** Where the delimiter, the end of the line or of the text stands. */
  readonly end: number;
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
  const cells: string[] = [];
  let lines = 0;
  for (let at = start; ;) {
    const opening = skipSpaces(text, at);
    const cell = text[opening] === '"' ? quotedCell(scan, opening + 1) : plainCell(scan, at);
    if (typeof cell === 'string') return cell;
    cells.push(cell.value);
    lines += linesOf(cell.value);
    if (lines > MAX_RECORD_LINES) return 'broken';
    if (text[cell.end] === delimiter) {
      at = cell.end + 1;
    } else {
      const newline = text.indexOf('\n', cell.end);
      if (newline < 0 && !scan.atEnd) return 'open';
      return { cells, after: newline < 0 ? text.length : newline + 1 };
    }
  }
}

function plainCell({ text, delimiter, atEnd }: Scan, start: number): Cell | 'open' {
  const newline = text.indexOf('\n', start);
  if (newline < 0 && !atEnd) return 'open';
  const stop = newline < 0 ? text.length : newline > start && text[newline - 1] === '\r' ? newline - 1 : newline;
  const next = text.indexOf(delimiter, start);
  const end = next < 0 || next > stop ? stop : next;
  return { value: text.slice(start, end), end };
}

/**
 * A cell behind its opening quote. A quote that is neither doubled nor at the end of the cell is a letter, as 1C and people write
 * names: `"ООО "Ромашка""`.
 */
function quotedCell(scan: Scan, start: number): Cell | 'open' | 'broken' {
  const { text, maxChars, atEnd } = scan;
  let value = '';
  let lines = 0;
  let loose = false;
  for (let from = start; ;) {
    const quote = text.indexOf('"', from);
    const piece = text.slice(from, quote < 0 ? text.length : quote);
    value += piece;
    // Counted piece by piece: a cell of nothing but quotes would else be walked through once for each of them.
    lines += linesOf(piece);
    if (value.length > maxChars || lines > MAX_QUOTED_LINES) return 'broken';
    if (quote < 0) return atEnd ? 'broken' : 'open';
    const doubled = text[quote + 1] === '"';
    const end = endBehind(scan, doubled ? quote + 2 : quote + 1);
    if (end === 'open') return 'open';
    if (end !== null && (!doubled || loose)) return { value: doubled ? `${value}"` : value, end };
    value += '"';
    loose ||= !doubled;
    from = doubled ? quote + 2 : quote + 1;
  }
}

/** Where the cell ends if it does right here, spaces apart; null where something else follows. */
function endBehind({ text, delimiter, atEnd }: Scan, from: number): number | null | 'open' {
  const at = skipSpaces(text, from);
  if (at >= text.length) return atEnd ? at : 'open';
  return text[at] === delimiter || text[at] === '\n' || text[at] === '\r' ? at : null;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

function linesOf(piece: string): number {
  let lines = 0;
  for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
