import type { KeptFrame } from '@payport/bank-files';

/** What was kept of a file passes to its reader as bytes like a file does, a frame for each piece: its first byte says what it is. */
const TABLE = 0;
const ROWS = 1;

export const frameOf = (frame: KeptFrame): Uint8Array =>
  'table' in frame ? Buffer.concat([Buffer.of(TABLE), Buffer.from(JSON.stringify(frame))]) : Buffer.concat([Buffer.of(ROWS), frame.bytes]);

export async function* framesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<KeptFrame> {
  for await (const frame of bytes) {
    const body = frame.subarray(1);
    yield frame[0] === TABLE ? (JSON.parse(Buffer.from(body).toString()) as KeptFrame) : { bytes: body };
  }
}
