/** What a line does to the bytes of one direction; offsets count from the connection's first byte. */
export interface ByteFaults {
  /** Every nth byte is lost; 1 is the first. */
  readonly dropNth?: number;
  /** The lowest bit of this byte arrives turned over. */
  readonly flipAt?: number;
  /** The piece that holds this byte arrives twice. */
  readonly duplicateAt?: number;
  /** At most so many bytes at a time. */
  readonly sliceTo?: number;
}

/** The pieces in which a chunk arrives whose first byte is byte `offset` of its connection. */
export function mangle(chunk: Buffer, offset: number, { dropNth, flipAt, duplicateAt, sliceTo }: ByteFaults): readonly Buffer[] {
  const holds = (at: number | undefined): at is number => at !== undefined && at >= offset && at < offset + chunk.length;
  let bytes = Buffer.from(chunk);
  if (holds(flipAt)) bytes[flipAt - offset] = (bytes[flipAt - offset] ?? 0) ^ 1;
  if (dropNth !== undefined) bytes = Buffer.from(bytes.filter((_, i) => (offset + i + 1) % dropNth !== 0));
  const size = sliceTo ?? Math.max(bytes.length, 1);
  const pieces: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += size) {
    const piece = bytes.subarray(from, from + size);
    pieces.push(piece);
    if (holds(duplicateAt) && duplicateAt - offset >= from && duplicateAt - offset < from + piece.length) pieces.push(piece);
  }
  return pieces;
}
