import { maskCardNumbers } from '@payport/domain';
import { DelimitedReader } from '../csv/delimited-reader.ts';
import { isMultiCash, multiCashEntry } from '../multicash/multicash-row.ts';
import { HEADER_ROWS, TableSearch } from '../table/header.ts';
import { isBlank, type RawRow } from '../table/raw-row.ts';
import { TableReader } from '../table/table-reader.ts';
import { decodeText } from '../text/decode.ts';
import { TextKeeper } from '../mapping/keep-table.ts';
import { decoderOf, FILE_ENCODINGS, type FileEncoding } from '../text/encoding.ts';
import { peek } from './peek.ts';
import { rowsPart, type FilePart, type RowsPart } from './file-part.ts';
import { refused, totalsDiffer, type ReadContext } from './read-context.ts';

const DELIMITERS = [';', ',', '\t', '|'] as const;
/** Bytes by which a mapping's own encoding is judged. */
const PEEK_BYTES = 64 * 1024;
/** Characters in which the header is looked for before the first row is taken. */
const HEAD_CHARS = 256 * 1024;

interface Chosen {
  readonly delimiter: string;
  readonly rows: (rows: readonly RawRow[]) => RowsPart & { readonly differences?: readonly string[] };
  readonly found: Pick<FilePart & { type: 'found' }, 'content' | 'layout' | 'version' | 'acquirer' | 'headerRow' | 'mapping'>;
}

/** Reads a delimited text: a known table, or a statement in the MultiCash format. */
export async function* readText(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<FilePart> {
  const { head: first, whole } = await peek(bytes, PEEK_BYTES);
  const keeper = context.keep === 'none' ? null : new TextKeeper(context);
  const decoded = await decodeText(
    keeper === null ? whole : kept(whole, keeper),
    context.encoding === 'auto' ? ownEncoding(first, context) : context.encoding,
  );
  if (decoded === null) return yield refused(context, 'not_text');
  const chunks = decoded.chunks[Symbol.asyncIterator]();
  const head = await takeHead(chunks);
  if (head.text.trim() === '' && head.ended) return yield refused(context, 'empty');
  const chosen = choose(head.text, context);
  if (chosen === null) {
    if (keeper !== null && context.keep === 'unknown') yield* keepRest(chunks, keeper);
    return yield refused(context, 'unknown_layout', firstWords(head.text));
  }
  const own = chosen.found.mapping === null ? null : keeper;
  if (own === null) keeper?.release();
  yield foundPart(chosen, decoded.encoding, context);
  const reader = new DelimitedReader(chosen.delimiter, context.limits);
  yield* parts(chosen.rows(reader.push(head.text)), context);
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    yield* parts(chosen.rows(reader.push(next.value)), context);
    yield* own?.take(false) ?? [];
  }
  yield* parts(chosen.rows(reader.end()), context);
  own?.end();
  yield* own?.take(true) ?? [];
}

/** The bytes as they are, while the keeper has its copy. */
async function* kept(bytes: AsyncIterable<Uint8Array>, keeper: TextKeeper): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    keeper.push(piece);
    yield piece;
  }
}

async function* keepRest(chunks: AsyncIterator<string>, keeper: TextKeeper): AsyncGenerator<FilePart> {
  for (let next = await chunks.next(); next.done !== true && !keeper.full; next = await chunks.next()) yield* keeper.take(false);
  keeper.end();
  yield* keeper.take(true);
}

const isDescribed = (head: string, context: ReadContext): boolean => (choose(head, context)?.found.mapping ?? null) !== null;

/** The encoding that a mapping of the hotel names, where the file has that mapping's header in it. */
function ownEncoding(head: Uint8Array, context: ReadContext): FileEncoding | 'auto' {
  for (const encoding of FILE_ENCODINGS) {
    const layouts = context.layouts.filter(({ own }) => own?.encoding === encoding);
    if (layouts.length > 0 && isDescribed(decoderOf(encoding, false).decode(head), { ...context, layouts })) return encoding;
  }
  return 'auto';
}

function* parts({ differences = [], ...rows }: ReturnType<Chosen['rows']>, context: ReadContext): Generator<FilePart> {
  yield rows;
  for (const difference of differences) yield totalsDiffer(context, difference);
}

const foundPart = (chosen: Chosen, encoding: FileEncoding, context: ReadContext): FilePart => ({
  type: 'found',
  member: context.member,
  sheet: null,
  encoding,
  delimiter: chosen.delimiter,
  ...chosen.found,
});

async function takeHead(chunks: AsyncIterator<string>): Promise<{ readonly text: string; readonly ended: boolean }> {
  let text = '';
  let lines = 0;
  while (text.length < HEAD_CHARS && lines <= HEADER_ROWS) {
    const next = await chunks.next();
    if (next.done === true) return { text, ended: true };
    text += next.value;
    lines = text.split('\n', HEADER_ROWS + 2).length - 1;
  }
  return { text, ended: false };
}

/** The delimiter under which the first rows make sense. */
function choose(head: string, context: ReadContext): Chosen | null {
  for (const delimiter of DELIMITERS) {
    const first = new DelimitedReader(delimiter, context.limits).first(head, HEADER_ROWS);
    const layouts = context.layouts.filter(({ own }) => own === undefined || own.delimiter === 'auto' || own.delimiter === delimiter);
    const search = new TableSearch(layouts);
    const known = first.map((row) => search.look(row)).find((table) => table !== null);
    if (known !== undefined) {
      const { layout, version, headerRow } = known;
      const table = new TableReader(layouts, { from1904: false });
      return {
        delimiter,
        rows: (rows) => {
          const { differences, ...read } = table.read(rows);
          return { ...rowsPart(read), differences };
        },
        found: {
          content: layout.target,
          layout: layout.id,
          version,
          acquirer: layout.target === 'bank' ? layout.acquirer : null,
          headerRow,
          mapping: layout.own?.mapping ?? null,
        },
      };
    }
    // A row with an error among them is told as one, and costs itself only.
    const said = first.filter((row) => !isBlank(row));
    if (said.filter(isMultiCash).length * 2 > said.length) {
      return {
        delimiter,
        rows: multiCashRows,
        found: { content: 'statement', layout: 'multicash', version: 'umsatz', acquirer: null, headerRow: null, mapping: null },
      };
    }
  }
  return null;
}

function multiCashRows(rows: readonly RawRow[]): RowsPart {
  const read = rows.filter((row) => !isBlank(row)).map(multiCashEntry);
  return rowsPart({
    entries: read.flatMap((one) => ('entry' in one ? [one.entry] : [])),
    problems: read.flatMap((one) => ('problem' in one ? [one.problem] : [])),
  });
}

/** What a person needs to see why no layout fits: the first line that says something. */
function firstWords(text: string): string {
  const line = text.split('\n', HEADER_ROWS).find((one) => one.trim() !== '') ?? '';
  const told = line.trim().replace(/[0-9]{7,}/g, (digits) => '*'.repeat(digits.length));
  // Groups of four are as long a number.
  return maskCardNumbers(told).slice(0, 200);
}
