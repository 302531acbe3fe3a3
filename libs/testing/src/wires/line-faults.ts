/** What a line does to the bytes of one direction; offsets count from the connection's first byte, which is 0. */
export interface LineFaults {
  /** At most so many bytes arrive at a time. */
  readonly sliceTo?: number;
  /** Pause between two pieces, ms. */
  readonly gapMs?: number;
  /** How late everything arrives, ms. */
  readonly delayMs?: number;
  /** These bytes never arrive. */
  readonly dropAt?: readonly number[];
  /** The lowest bit of this byte arrives turned over. */
  readonly flipAt?: number;
  /** The piece that holds this byte arrives twice. */
  readonly duplicateAt?: number;
  /** Bytes that nobody sent, before the byte at that offset. */
  readonly garbage?: { readonly at: number; readonly bytes: Uint8Array };
  /** The connection breaks before this byte arrives. */
  readonly cutAt?: number;
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
  for (const [index, byte] of chunk.entries()) {
    const at = offset + index;
    if (at === faults.cutAt) return { pieces: sliced(bytes, marks, faults.sliceTo), cut: true };
    if (at === faults.garbage?.at) {
      bytes.push(...faults.garbage.bytes);
      marks.push(...Array.from(faults.garbage.bytes, () => false));
    }
    if (faults.dropAt?.includes(at)) continue;
    bytes.push(at === faults.flipAt ? byte ^ 1 : byte);
    marks.push(at === faults.duplicateAt);
  }
  return { pieces: sliced(bytes, marks, faults.sliceTo), cut: false };
}

/** @param twice marks the byte whose piece arrives twice */
function sliced(bytes: readonly number[], twice: readonly boolean[], sliceTo: number | undefined): Buffer[] {
  const size = sliceTo ?? Math.max(bytes.length, 1);
  const pieces: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += size) {
    const piece = Buffer.from(bytes.slice(from, from + size));
    pieces.push(piece);
    if (twice.slice(from, from + size).includes(true)) pieces.push(piece);
  }
  return pieces;
}
