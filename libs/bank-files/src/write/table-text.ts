/** How a text table is written. */
export interface TextTable {
  readonly delimiter: ';' | ',' | '\t';
  readonly decimal: ',' | '.';
}

/** One row of a text table (RFC 4180, the lines end as on Windows). */
export function tableRow(cells: readonly string[], { delimiter }: Pick<TextTable, 'delimiter'>): string {
  const quoted = cells.map((cell) => (cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(delimiter)}\r\n`;
}
