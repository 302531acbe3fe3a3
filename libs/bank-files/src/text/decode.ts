import { isAscii } from 'node:buffer';
import { codePageOf, decoderOf, encodingOf, isUtf8, type FileEncoding } from './encoding.ts';

/** Bytes that are waited for before the encoding is judged. */
const HEAD_BYTES = 64 * 1024;

export interface DecodedText {
  /** What the first bytes look like; a file of ASCII that is none later is told by the next ones. */
  readonly encoding: FileEncoding;
  readonly chunks: AsyncIterable<string>;
}

/**
 * Decodes a text as it streams. One bad byte in a file that is UTF-8 otherwise becomes U+FFFD in its row; a file whose first
 * byte above ASCII is not UTF-8 is of a single-byte page.
 * @param asked the encoding that a person or a file's own header names
 * @returns null where the bytes are no text
 */
export async function decodeText(bytes: AsyncIterable<Uint8Array>, asked: FileEncoding | 'auto'): Promise<DecodedText | null> {
  const source = bytes[Symbol.asyncIterator]();
  const head = await readHead(source);
  const encoding = asked === 'auto' ? encodingOf(head) : asked;
  if (encoding === null) return null;
  return { encoding, chunks: asked === 'auto' && encoding === 'utf-8' ? decodeDoubtful(head, source) : decodeAs(encoding, head, source) };
}

async function readHead(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next = await source.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

async function* decodeAs(encoding: FileEncoding, head: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<string> {
  const decoder = decoderOf(encoding, false);
  yield decoder.decode(head, { stream: true });
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield decoder.decode(next.value, { stream: true });
  yield decoder.decode();
}

/** ASCII until a byte says otherwise; that piece decides. */
async function* decodeDoubtful(head: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<string> {
  let bytes = head;
  while (isAscii(bytes)) {
    yield decoderOf('utf-8', false).decode(bytes);
    const next = await source.next();
    if (next.done === true) return;
    bytes = next.value;
  }
  yield* decodeAs(isUtf8(bytes) ? 'utf-8' : codePageOf(bytes), bytes, source);
}
