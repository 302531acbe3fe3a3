import { ONE_C_MARK } from '../one-c/one-c-reader.ts';
import { decoderOf, encodingOf } from '../text/encoding.ts';

/** What a file is by its first bytes, whatever its name says. */
export type FileKind = 'empty' | 'archive' | 'compound' | 'one_c' | 'xml' | 'text' | 'binary';

/** Bytes that tell the kind. */
export const KIND_BYTES = 4096;
/** Old binary workbooks, and new ones behind a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export function fileKindOf(head: Uint8Array): FileKind {
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return 'archive';
  if (COMPOUND.every((byte, index) => head[index] === byte)) return 'compound';
  const encoding = encodingOf(head);
  if (encoding === null) return 'binary';
  const text = decoderOf(encoding, false).decode(head).trimStart();
  if (text === '') return 'empty';
  if (text.startsWith(ONE_C_MARK)) return 'one_c';
  return text.startsWith('<') ? 'xml' : 'text';
}
