/** What a line does to the bytes of one direction; offsets count from the connection's first byte, which is 0. */
export interface LineFaults {
  /** At most so many bytes arrive at a time. */
  readonly sliceTo?: number;
  /** What arrives is parted before this byte, also where it was sent in one go. */
  readonly splitAt?: number;
  /** Pause between two pieces, ms. */
  readonly gapMs?: number;
  /** How late everything arrives, ms. */
  readonly delayMs?: number;
  /** These bytes never arrive. */
  readonly dropAt?: readonly number[];
  /** From this byte on nothing arrives any more, and nobody is told. */
  readonly lostFrom?: number;
  /** The lowest bit of this byte arrives turned over. */
  readonly flipAt?: number;
  /** The piece that holds this byte arrives twice. */
  readonly duplicateAt?: number;
  /** Every piece arrives twice. */
  readonly twice?: boolean;
  /** Bytes that nobody sent, before the byte at that offset. */
  readonly garbage?: { readonly at: number; readonly bytes: Uint8Array };
  /** The connection breaks before this byte arrives. */
  readonly cutAt?: number;
  /** From this byte on nothing arrives, and nobody is told: a half-open connection. */
  readonly deadFrom?: number;
}

export interface Passage {
  readonly pieces: readonly Buffer[];
  /** The connection breaks after these pieces. */
  readonly cut: boolean;
}

/** The pieces in which a chunk arrives whose first byte is byte `offset` of its direction. */
export function passLine(chunk: Uint8Array, offset: number, faults: LineFaults): Passage {
  const bytes: number[] = [];
  const marks: boolean[] = [];
  const cuts: number[] = [];
  for (const [index, byte] of chunk.entries()) {
    const at = offset + index;
    if (at === faults.cutAt) return { pieces: sliced(bytes, marks, cuts, faults.sliceTo), cut: true };
    if (faults.lostFrom !== undefined && at >= faults.lostFrom) break;
    if (at === faults.splitAt) cuts.push(bytes.length);
    if (at === faults.garbage?.at) {
      bytes.push(...faults.garbage.bytes);
      marks.push(...Array.from(faults.garbage.bytes, () => false));
    }
    if (faults.dropAt?.includes(at) || at >= (faults.deadFrom ?? Infinity)) continue;
    bytes.push(at === faults.flipAt ? byte ^ 1 : byte);
    marks.push(faults.twice === true || at === faults.duplicateAt);
  }
  return { pieces: sliced(bytes, marks, cuts, faults.sliceTo), cut: false };
}

/**
 * @param twice marks the byte whose piece arrives twice
 * @param cuts places at which a new piece begins
 */
function sliced(bytes: readonly number[], twice: readonly boolean[], cuts: readonly number[], sliceTo: number | undefined): Buffer[] {
  const size = sliceTo ?? Math.max(bytes.length, 1);
  const pieces: Buffer[] = [];
  for (let from = 0, end = 0; from < bytes.length; from = end) {
    end = Math.min(from + size, bytes.length, ...cuts.filter((cut) => cut > from));
    const piece = Buffer.from(bytes.slice(from, end));
    pieces.push(piece);
    if (twice.slice(from, end).includes(true)) pieces.push(piece);
  }
  return pieces;
}
