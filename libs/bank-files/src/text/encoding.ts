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
const OTHER = /[А-Яа-яЁё№«»– ₽€]/;
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
  const scores = PAGES.map((page) => ({ page, score: russianScore(decoderOf(page, false).decode(head)) }));
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).page;
}

function russianScore(text: string): number {
  let score = 0;
  let lower = false;
  for (const char of text) {
    if (char < '\u0080') {
      lower = false;
      continue;
    }
    if (FREQUENT.includes(char)) score += 2;
    else if (!OTHER.test(char)) score -= 4;
    // Koi8-r read as cp1251, and the other way round, swaps the cases: `тЕРМИНАЛ`.
    const upper = /[А-ЯЁ]/.test(char);
    if (lower && upper) score -= 4;
    lower = /[а-яё]/.test(char);
  }
  return score;
}
