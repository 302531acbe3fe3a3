import { sberbankText, sberbankWorkbook, type RegistryDraft } from '@payport/bank-files';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { generate } from '../../recon-generator/generate.ts';

const PLACE = { legalEntity: 'ООО «Гранд Отель»', address: 'г. Москва; ул. "Лесная"', account: '40702810684444440001' };
/** A thousandth of real rows is dirty. */
const DIRTY_EVERY = 1000;

/** Lines of the generator, over and over, each time with other reference numbers. */
function* lines(count: number): Generator<RegistryDraft> {
  const base = generate({ seed: 1, sales: 20_000, from: '2026-03-02', days: 28 }).lines.map(({ draft }) => draft);
  for (let at = 0; at < count; at += 1) {
    const draft = base[at % base.length];
    if (draft !== undefined) yield { ...draft, rrn: String(600_000_000_000 + at) };
  }
}

function* text(count: number): Generator<string> {
  let at = -1;
  let piece = '';
  for (const row of sberbankText(lines(count), 'full', PLACE, { delimiter: ';', decimal: ',' })) {
    piece += at >= 0 && at % DIRTY_EVERY === DIRTY_EVERY - 1 ? row.replace(/;[0-9]+,[0-9]{2};/, ';см. акт;') : row;
    at += 1;
    if (piece.length < 256 * 1024) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** A registry as text: `;`, quoted, UTF-8, one row in a thousand without an amount. */
export const writeText = (file: string, count: number): Promise<void> => pipeline(Readable.from(text(count)), createWriteStream(file));

export const writeWorkbook = (file: string, count: number): Promise<void> =>
  pipeline(Readable.from(sberbankWorkbook(lines(count), 'full', PLACE)), createWriteStream(file));
