/** Where a slip can be printed: the roll of a receipt printer, or a sheet of paper. */
export const SLIP_PAPERS = ['roll', 'a4'] as const;
export type SlipPaper = (typeof SLIP_PAPERS)[number];

interface PaperSize {
  readonly widthMm: number;
  /** Left and right, and what is left free above and below. */
  readonly sideMm: number;
  readonly endsMm: number;
  /** The largest letters; a wide slip gets smaller ones rather than lose the ends of its lines. */
  readonly fontPt: number;
}

const SIZES: Readonly<Record<SlipPaper, PaperSize>> = {
  // The head of an 80 mm printer reaches 72 mm.
  roll: { widthMm: 80, sideMm: 4, endsMm: 3, fontPt: 7.6 },
  a4: { widthMm: 210, sideMm: 25, endsMm: 20, fontPt: 10.5 },
};
const MM_PER_PT = 25.4 / 72;
/** Of a letter's height: the widest of the monospaced fonts that a system may put in place of ours. */
const LETTER_WIDTH = 0.61;
const LINE_HEIGHT = 1.3;

/**
 * The rules for one slip on one paper. A roll ends where the slip does, which CSS alone cannot say: a page of a chosen width
 * needs its height too.
 */
export function slipPageRules(text: string, paper: SlipPaper): string {
  const { widthMm, sideMm, endsMm, fontPt } = SIZES[paper];
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const columns = Math.max(1, ...lines.map((line) => line.length));
  const font = Math.min(fontPt, (widthMm - 2 * sideMm) / MM_PER_PT / (columns * LETTER_WIDTH));
  // Half a line more than the slip: rounding must not push its last line to a second page.
  const heightMm = Math.max(50, Math.ceil((lines.length + 0.5) * font * LINE_HEIGHT * MM_PER_PT + 2 * endsMm));
  const size = paper === 'a4' ? 'A4' : `${widthMm}mm ${heightMm}mm`;
  return `@page slip { size: ${size}; margin: ${endsMm}mm ${sideMm}mm; } .print-slip { font-size: ${Math.floor(font * 100) / 100}pt; line-height: ${LINE_HEIGHT}; }`;
}
