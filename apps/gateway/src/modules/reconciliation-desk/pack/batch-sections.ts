import { amountText, formatAmount } from '@payport/domain';
import { hotelTime, type Cell, type FilledSheet } from '@payport/table-files';
import type { Language } from '../../../http/language.ts';
import { momentText, nothing, table, type Content } from '../../documents/index.ts';
import type { DayPack } from './day-pack.ts';
import type { BatchTotal } from './day-picture.ts';
import { WORDS } from './pack-words.ts';

const verdict = ({ matches }: BatchTotal, language: Language): string => {
  const { agrees, disagrees, notSaid } = WORDS[language];
  return matches === null ? notSaid : matches ? agrees : disagrees;
};

/** What the terminals themselves said of their batches, beside ours: part of the act. */
export function batchTable({ picture: { batches = [] }, property }: DayPack, language: Language): Content {
  const { heads, noBatches } = WORDS[language];
  if (batches.length === 0) return nothing(noBatches);
  const said = (count: number | null, minor: bigint | null, currency: string): readonly string[] => [
    count === null ? '—' : String(count),
    minor === null ? '—' : amountText(formatAmount(minor, currency), language),
  ];
  const right = (name: string, width: number) => ({ name, width, align: 'right' as const });
  return table(
    [
      { name: heads.terminal, width: '*' },
      { name: heads.batchClosed, width: 110 },
      right(heads.count, 66),
      right(heads.byTerminalItself, 100),
      right(heads.count, 66),
      right(heads.byGateway, 100),
      { name: heads.currency, width: 46 },
      { name: heads.verdict, width: 80 },
    ],
    batches.map((batch) => [
      batch.terminal,
      momentText(batch.closedAt, property.timeZone, language, 'minutes'),
      ...said(batch.count, batch.minor, batch.currency),
      ...said(batch.ourCount, batch.ourMinor, batch.currency),
      batch.currency,
      verdict(batch, language),
    ]),
  );
}

/** The same as a sheet. */
export function batchSheet({ picture: { batches = [], closedOver }, property }: DayPack, language: Language): FilledSheet {
  const { heads, sheets, closedOver: overWords } = WORDS[language];
  const text = (value: string): Cell => ({ type: 'text', text: value });
  const said = (count: number | null, minor: bigint | null, currency: string): readonly Cell[] => [
    count === null ? text('') : { type: 'count', count },
    minor === null ? text('') : { type: 'number', decimal: formatAmount(minor, currency) },
  ];
  return {
    name: sheets.batches,
    head: [heads.terminal, heads.batchClosed, heads.count, heads.byTerminalItself, heads.count, heads.byGateway, heads.currency, heads.verdict],
    widths: [30, 20, 12, 18, 12, 18, 10, 16],
    rows: [
      ...batches.map((batch): readonly Cell[] => [
        text(batch.terminal),
        { type: 'moment', face: hotelTime(new Date(batch.closedAt), property.timeZone).face },
        ...said(batch.count, batch.minor, batch.currency),
        ...said(batch.ourCount, batch.ourMinor, batch.currency),
        text(batch.currency),
        text(verdict(batch, language)),
      ]),
      ...(closedOver === undefined ? [] : [[text(overWords(closedOver))]]),
    ],
  };
}
