import { inflateSync } from 'node:zlib';

interface Piece {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** What stands on the pages of a paper of ours, line by line from the top: it knows what its writer writes, and no more. */
export function pdfLines(bytes: Buffer): readonly string[] {
  const objects = objectsOf(bytes);
  const letters = lettersOf(objects);
  return pagesOf(objects).flatMap((page) => linesOf(piecesOf(page, letters)));
}

/** Where each straight line begins, across all pages. */
export const pdfStrokes = (bytes: Buffer): readonly string[] =>
  pagesOf(objectsOf(bytes)).flatMap((page) => [...page.matchAll(/^(\S+ \S+) m$/gm)].map(([, at = '']) => at));

function objectsOf(bytes: Buffer): ReadonlyMap<string, string> {
  const text = bytes.toString('latin1');
  return new Map([...text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]));
}

function streamOf(body: string): string {
  const found = /stream\n([\s\S]*?)\nendstream/.exec(body)?.[1] ?? '';
  return body.includes('/FlateDecode') ? inflateSync(Buffer.from(found, 'latin1')).toString('latin1') : found;
}

/** Name of each font → glyph → letters, by the map that every font carries for whoever copies text. */
function lettersOf(objects: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const body of objects.values())
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1];
      if (map !== undefined) fonts.set(name, glyphsOf(streamOf(objects.get(map) ?? '')));
    }
  return fonts;
}

function glyphsOf(map: string): ReadonlyMap<string, string> {
  const glyphs = new Map<string, string>();
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi))
    for (const [at, [, units = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      glyphs.set(
        (Number.parseInt(from, 16) + at).toString(16).padStart(4, '0'),
        (units.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join(''),
      );
  return glyphs;
}

const pagesOf = (objects: ReadonlyMap<string, string>): readonly string[] =>
  [...objects.values()]
    .filter((body) => /\/Type \/Page\b(?!s)/.test(body))
    .map((body) => streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(body)?.[1] ?? '') ?? ''));

function piecesOf(page: string, letters: ReadonlyMap<string, ReadonlyMap<string, string>>): readonly Piece[] {
  return [...page.matchAll(/BT\n([\s\S]*?)\nET/g)].map(([, block = '']) => {
    const [, x = '0', y = '0'] = /1 0 0 1 (\S+) (\S+) Tm/.exec(block) ?? [];
    const glyphs = letters.get(/\/(F\d+) /.exec(block)?.[1] ?? '') ?? new Map<string, string>();
    const hex = [...block.matchAll(/<([0-9a-f]+)>/gi)].map(([, run = '']) => run).join('');
    return {
      x: Number(x),
      y: Math.round(Number(y)),
      text: (hex.match(/.{4}/g) ?? []).map((glyph) => glyphs.get(glyph.toLowerCase()) ?? '?').join(''),
    };
  });
}

function linesOf(pieces: readonly Piece[]): readonly string[] {
  const rows = new Map<number, Piece[]>();
  for (const piece of pieces) rows.set(piece.y, [...(rows.get(piece.y) ?? []), piece]);
  return [...rows]
    .sort(([a], [b]) => b - a)
    .map(([, row]) =>
      row
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text.trim())
        .filter((text) => text !== '')
        .join(' '),
    );
}
