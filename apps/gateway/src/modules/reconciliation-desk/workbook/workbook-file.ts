import type { PortalReconException } from '@payport/contracts';
import { workbookEntries, zipStream, type Cell, type FilledSheet } from '@payport/table-files';
import { Readable } from 'node:stream';
import type { Language } from '../../../http/language.ts';
import type { PortalUser } from '../../access/index.ts';
import { toException } from '../exceptions/exception-rows.ts';
import { RELATION_WORDS, RESULT_WORDS } from '../pack/pack-words.ts';
import { keyOf, markOf, type MarkedRow } from './row-key.ts';
import { HEADS, WORKBOOK_WORDS, type Head } from './workbook-words.ts';

const WIDTHS: Readonly<Record<Head, number>> = {
  key: 12,
  mark: 10,
  day: 12,
  relation: 20,
  result: 24,
  severity: 11,
  amount: 14,
  stake: 14,
  currency: 9,
  differences: 34,
  terminal: 12,
  rrn: 15,
  about: 40,
  state: 13,
  owner: 24,
  due: 12,
  comment: 44,
  resolution: 16,
};
const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });
const day = (value: string | null): Cell => (value === null ? text('') : { type: 'day', day: value });

/** Exceptions as a workbook that can be brought back: text stays text, whatever a guest or a bank has written. */
export function exceptionsWorkbook(rows: readonly MarkedRow[], user: Pick<PortalUser, 'id'>, language: Language): Readable {
  const words = WORKBOOK_WORDS[language];
  const sheets: readonly FilledSheet[] = [
    {
      name: words.sheet,
      head: HEADS.map((head) => words.heads[head]),
      widths: HEADS.map((head) => WIDTHS[head]),
      rows: rows.map((row) => {
        const cells = cellsOf(row, toException(row, user), language);
        return HEADS.map((head) => cells[head]);
      }),
    },
    { name: words.how.sheet, head: [words.how.head], widths: [110], rows: words.how.lines.map((line) => [text(line)]) },
  ];
  return Readable.from(zipStream(workbookEntries(sheets)));
}

function cellsOf(row: MarkedRow, item: PortalReconException, language: Language): Readonly<Record<Head, Cell>> {
  const words = WORKBOOK_WORDS[language];
  const differences = item.differences.map(({ field, ours, theirs }) => `${words.fields[field]}: ${ours ?? '—'} / ${theirs ?? '—'}`);
  return {
    key: text(keyOf(row.id)),
    mark: text(markOf(row)),
    day: day(item.businessDay),
    relation: text(RELATION_WORDS[language][item.relation]),
    result: text(RESULT_WORDS[language][item.result]),
    severity: text(words.severity[item.severity]),
    amount: { type: 'number', decimal: item.amount },
    stake: { type: 'number', decimal: item.stake },
    currency: text(item.currency),
    differences: text(differences.join('; ')),
    terminal: text(item.look.tid),
    rrn: text(item.look.rrn),
    about: text(item.look.text),
    state: text(words.states[item.state]),
    owner: text(item.owner?.name ?? null),
    due: day(item.dueOn),
    comment: text(null),
    resolution: text(null),
  };
}
