import { encodeText } from '@payport/bank-files';

/** Of a hotel's file the rows that a test wants, as a file of its own; the first one is kept in each, so that all begin on one day. */
export type Keep = (row: number) => boolean;

const always =
  (keep: Keep) =>
  (row: number): boolean =>
    row === 0 || keep(row);

/** A table with its header. */
export function pieceOfTable(bytes: Buffer, keep: Keep): Buffer {
  const [header = '', ...rows] = bytes.toString().split('\n');
  const kept = rows.filter((row) => row !== '').filter((_, row) => always(keep)(row));
  return Buffer.from([header, ...kept, ''].join('\n'));
}

const DOCUMENT = 'СекцияДокумент';

/** A statement of 1C: some of its documents. */
export function pieceOfStatement(bytes: Buffer, keep: Keep): Buffer {
  const [head = '', ...rest] = new TextDecoder('windows-1251').decode(bytes).split(DOCUMENT);
  const [end = ''] = /КонецФайла[^]*$/.exec(rest.at(-1) ?? '') ?? [];
  const documents = rest.map((text) => text.replace(end, '')).filter((_, row) => always(keep)(row));
  return Buffer.from(encodeText([head, ...documents.map((text) => `${DOCUMENT}${text}`), end].join(''), 'cp1251'));
}
