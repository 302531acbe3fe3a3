import { TextDecoder } from 'node:util';

/** What Russian banks, 1C and Excel are seen to write. */
export const FILE_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'cp1251', 'cp866', 'koi8-r'] as const;
export type FileEncoding = (typeof FILE_ENCODINGS)[number];

const LABELS: Readonly<Record<FileEncoding, string>> = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  cp1251: 'windows-1251',
  cp866: 'ibm866',
  'koi8-r': 'koi8-r',
};
const PAGES = ['cp1251', 'cp866', 'koi8-r'] as const;
/** The ten most frequent Russian letters: nearly two thirds of any text. */
const FREQUENT = 'оеаинтсрвлОЕАИНТСРВЛ';
/** With the space that stands between thousands: in cp866 its byte is a letter. */
const OTHER = /[А-Яа-яЁё№«»–\u00a0₽€]/;
/** More of a head says nothing new. */
const SCORED_BYTES = 64 * 1024;

export const decoderOf = (encoding: FileEncoding, fatal: boolean): TextDecoder => new TextDecoder(LABELS[encoding], { fatal, ignoreBOM: false });

/**
 * The encoding of a text by its first bytes, or null where they are no text. ASCII alone counts as UTF-8: whoever reads on may
 * have to think again at the first byte above.
 */
export function encodingOf(head: Uint8Array): FileEncoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.includes(0)) return null;
  return isUtf8(head) ? 'utf-8' : codePageOf(head);
}

/** Of the characters above ASCII, this part may be damaged in a text that is UTF-8 all the same. */
const MAX_DAMAGED = 0.1;

/** Text in a single-byte page is hardly ever UTF-8 by chance; one bad byte does not make a text another one. */
export function isUtf8(bytes: Uint8Array): boolean {
  let above = 0;
  let damaged = 0;
  for (const char of decoderOf('utf-8', false).decode(bytes.subarray(0, SCORED_BYTES), { stream: true })) {
    if (char === '\ufffd') damaged += 1;
    else if (char > '\u007f') above += 1;
  }
  return damaged <= (above + damaged) * MAX_DAMAGED;
}

/** The single-byte page in which these bytes look most like Russian. */
export function codePageOf(bytes: Uint8Array): (typeof PAGES)[number] {
  const head = bytes.subarray(0, SCORED_BYTES);
  const scores = PAGES.map((page) => ({ page, score: russianScore(head, meaningsOf(page)) }));
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).page;
}

/** What each byte of a page says for or against Russian, and the case of its letter: a file has as many bytes as characters. */
interface Meanings {
  readonly points: Int8Array;
  readonly upper: Uint8Array;
  readonly lower: Uint8Array;
}

const BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const known = new Map<(typeof PAGES)[number], Meanings>();

function meaningsOf(page: (typeof PAGES)[number]): Meanings {
  const kept = known.get(page);
  if (kept !== undefined) return kept;
  const chars = [...decoderOf(page, false).decode(BYTES)];
  const pointsOf = (char: string): number => {
    if (char < '\u0080') return 0;
    if (FREQUENT.includes(char)) return 2;
    return OTHER.test(char) ? 0 : -4;
  };
  const made = {
    points: Int8Array.from(chars, pointsOf),
    upper: Uint8Array.from(chars, (char) => Number(/[А-ЯЁ]/.test(char))),
    lower: Uint8Array.from(chars, (char) => Number(/[а-яё]/.test(char))),
  };
  known.set(page, made);
  return made;
}

function russianScore(bytes: Uint8Array, { points, upper, lower }: Meanings): number {
  let score = 0;
  let afterLower = 0;
  for (const byte of bytes) {
    score += points[byte] ?? 0;
    // Koi8-r read as cp1251, and the other way round, swaps the cases: `тЕРМИНАЛ`.
    if (afterLower === 1 && upper[byte] === 1) score -= 4;
    afterLower = lower[byte] ?? 0;
  }
  return score;
}
