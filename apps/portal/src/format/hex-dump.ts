export interface HexRow {
  /** "0010" */
  readonly offset: string;
  /** "9F 35 01 22 …", padded to the full width of a row */
  readonly hex: string;
  /** Printable ASCII; everything else is a dot. */
  readonly ascii: string;
}

/** Classic dump of bytes given as hex digits: offset, bytes, ASCII. */
export function hexRows(hexDigits: string, bytesPerRow = 16): HexRow[] {
  const bytes = hexDigits.match(/[0-9a-fA-F]{2}/g) ?? [];
  const rows: HexRow[] = [];
  for (let start = 0; start < bytes.length; start += bytesPerRow) {
    const row = bytes.slice(start, start + bytesPerRow);
    rows.push({
      offset: start.toString(16).toUpperCase().padStart(4, '0'),
      hex: row
        .map((byte) => byte.toUpperCase())
        .join(' ')
        .padEnd(bytesPerRow * 3 - 1),
      ascii: row.map(printable).join(''),
    });
  }
  return rows;
}

function printable(byte: string): string {
  const code = Number.parseInt(byte, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
}

export const byteCount = (hexDigits: string): number => Math.floor(hexDigits.length / 2);
