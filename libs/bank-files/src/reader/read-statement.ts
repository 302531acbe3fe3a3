import { CamtReader } from '../camt/camt-reader.ts';
import { OneCReader } from '../one-c/one-c-reader.ts';
import { AccountSums } from '../statement/account-sums.ts';
import { decodeText } from '../text/decode.ts';
import type { FileEncoding } from '../text/encoding.ts';
import { XmlFault, scanXml } from '../xml/xml-scan.ts';
import { rowsPart, type FilePart, type FoundPart } from './file-part.ts';
import { refused, totalsDiffer, type ReadContext } from './read-context.ts';

const statement = (context: ReadContext, layout: string, version: string, encoding: FileEncoding | null): FoundPart => ({
  type: 'found',
  member: context.member,
  sheet: null,
  content: 'statement',
  layout,
  version,
  acquirer: null,
  encoding,
  delimiter: null,
  headerRow: null,
  mapping: null,
});

const ONE_C_WORDS = { credit: 'ВсегоПоступило', debit: 'ВсегоСписано', closing: 'КонечныйОстаток' } as const;
const CAMT_WORDS = { credit: 'TtlCdtNtries', debit: 'TtlDbtNtries', closing: 'CLBD' } as const;

/** Reads a 1C exchange file. One that does not end with its last line is cut, and refused whole. */
export async function* readOneC(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<FilePart> {
  const decoded = await decodeText(bytes, context.encoding);
  if (decoded === null) return yield refused(context, 'not_text');
  const reader = new OneCReader();
  const sums = new AccountSums();
  let rest = '';
  let told = false;
  for await (const chunk of decoded.chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > context.limits.maxLineChars) return yield refused(context, 'damaged');
    const batch = reader.read(lines);
    sums.add(batch.entries);
    if (!told && reader.version !== '') {
      told = true;
      yield statement(context, 'one_c', reader.version, decoded.encoding);
    }
    if (told) yield rowsPart(batch);
  }
  const last = reader.read([rest]);
  sums.add(last.entries);
  yield rowsPart(last);
  if (!reader.complete) yield refused(context, 'statement_cut');
  else if (!told) yield refused(context, 'unknown_statement');
  else if (reader.accounts.size === 0) yield refused(context, 'no_account');
  else {
    yield { type: 'totals', totals: reader.totals };
    for (const difference of sums.differences(reader.totals, 'RUB', ONE_C_WORDS)) yield totalsDiffer(context, difference);
  }
}

/** Reads an ISO 20022 statement. */
export async function* readCamt(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<FilePart> {
  // By its letters, as of every text: a document may call itself one thing and be written as another.
  const decoded = await decodeText(bytes, context.encoding);
  if (decoded === null) return yield refused(context, 'not_text');
  const reader = new CamtReader();
  const sums = new AccountSums();
  let told = false;
  try {
    for await (const found of scanXml(decoded.chunks, reader, () => reader.take())) {
      if (!told && reader.seen) yield statement(context, 'camt_053', 'camt.053', decoded.encoding);
      told ||= reader.seen;
      sums.add(found.entries);
      if (told) yield rowsPart(found);
    }
  } catch (error) {
    return yield refused(context, error instanceof XmlFault ? error.code : 'damaged');
  }
  if (!told) return yield refused(context, 'unknown_statement');
  for (const { currency, ...totals } of reader.totals)
    for (const difference of sums.differences([totals], currency, CAMT_WORDS)) yield totalsDiffer(context, difference);
}
