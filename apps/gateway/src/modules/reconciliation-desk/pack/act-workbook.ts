import { formatAmount } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import { momentText } from '../../documents/index.ts';
import { hotelTime, type Cell, type FilledSheet } from '@payport/table-files';
import { batchSheet } from './batch-sections.ts';
import type { GroupTotal } from './day-picture.ts';
import type { DayPack } from './day-pack.ts';
import { adjustmentsLeftOut, differenceOf, exceptionsLeftOut, netOf, overchargeOf, summed } from './pack-sums.ts';
import { exceptionReason, RELATION_WORDS, RESULT_WORDS, SIDE_WORDS, STATE_WORDS, WORDS } from './pack-words.ts';

const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });
const count = (value: number): Cell => ({ type: 'count', count: value });
const empty = text('');

const amount = (minor: bigint | null, currency: string): Cell =>
  minor === null ? empty : { type: 'number', decimal: formatAmount(minor, currency) };
/** What a side says: an amount that can be added up, else a day or a word. */
const said = (value: string | null): Cell => (value !== null && /^-?\d+\.\d+$/.test(value) ? { type: 'number', decimal: value } : text(value));
const strong = (cell: Cell): Cell => (cell.type === 'day' || cell.type === 'moment' ? cell : { ...cell, strong: true });

/** The act as sheets of numbers that a table program can add up. */
export function actSheets(pack: DayPack, language: Language): readonly FilledSheet[] {
  return [
    totalsSheet(pack, language),
    groupSheet(pack, 'terminal', language),
    groupSheet(pack, 'brand', language),
    batchSheet(pack, language),
    exceptionsSheet(pack, language),
    ...(pack.closed === null ? [] : [adjustmentsSheet(pack, language)]),
  ];
}

const undoneText = ({ at, by, reason }: NonNullable<DayPack['undone']>, { property }: DayPack, language: Language): string =>
  WORDS[language].undoneBy(by, momentText(at, property.timeZone, language, 'minutes'), reason);

function totalsSheet(pack: DayPack, language: Language): FilledSheet {
  const words = WORDS[language];
  const { heads } = words;
  const { picture, property, closed } = pack;
  const moment = (at: Date): Cell => ({ type: 'moment', face: hotelTime(at, property.timeZone).face });
  const fact = (name: string, cell: Cell): readonly Cell[] => [text(name), cell];
  return {
    name: words.sheets.totals,
    head: [words.act, property.name],
    widths: [34, 40, 16, 18, 10, 22],
    rows: [
      fact(words.day, { type: 'day', day: pack.businessDay }),
      fact(words.legalEntity, text(property.legalEntity)),
      fact(words.inn, text(property.inn)),
      fact(words.zone, text(property.timeZone)),
      fact(words.madeAt, moment(pack.madeAt)),
      ...(closed === null
        ? [
            ...(pack.comparedAt === null ? [] : [fact(words.comparedAt, moment(pack.comparedAt))]),
            [strong(text(words.draft)), text(words.draftMeans(momentText(pack.madeAt, property.timeZone, language, 'minutes')))],
          ]
        : [
            fact(words.heads.state, text(words.closedBy(closed.by, momentText(closed.at, property.timeZone, language, 'minutes')))),
            fact(words.hash, text(closed.sha256)),
            ...(pack.undone === null ? [] : [[strong(text(words.undone)), text(undoneText(pack.undone, pack, language))]]),
          ]),
      [],
      [heads.side, '', heads.count, heads.amount, heads.currency, heads.difference].map((head) => strong(text(head))),
      ...picture.sides.map((side) => [
        text(SIDE_WORDS[language][side.side]),
        empty,
        count(side.count),
        amount(side.minor, side.currency),
        text(side.currency),
        amount(differenceOf(picture, side), side.currency),
      ]),
      [],
      [heads.relation, heads.side, heads.count, heads.amount, heads.currency, heads.result].map((head) => strong(text(head))),
      ...picture.results.map((row) => [
        text(RELATION_WORDS[language][row.relation]),
        text(SIDE_WORDS[language][row.side]),
        count(row.count),
        amount(row.minor, row.currency),
        text(row.currency),
        text(RESULT_WORDS[language][row.result]),
      ]),
    ],
  };
}

function groupSheet({ picture }: DayPack, by: GroupTotal['by'], language: Language): FilledSheet {
  const { heads, sheets, notSaid, total } = WORDS[language];
  const { rows, totals } = summed(picture, by);
  const cells = (row: GroupTotal, name: string): readonly Cell[] => [
    text(name),
    count(row.sales),
    amount(row.salesMinor, row.currency),
    count(row.refunds),
    amount(row.refundsMinor, row.currency),
    amount(row.feeMinor, row.currency),
    amount(row.expectedFeeMinor, row.currency),
    amount(overchargeOf(row), row.currency),
    amount(netOf(row), row.currency),
    text(row.currency),
  ];
  return {
    name: by === 'terminal' ? sheets.terminals : sheets.brands,
    head: [
      by === 'terminal' ? heads.terminal : heads.brand,
      heads.sales,
      heads.salesAmount,
      heads.refunds,
      heads.refundsAmount,
      heads.fee,
      heads.expectedFee,
      heads.overcharge,
      heads.net,
      heads.currency,
    ],
    widths: [28, 9, 16, 10, 16, 14, 14, 14, 16, 9],
    rows: [...rows.map((row) => cells(row, row.name === '' ? notSaid : row.name)), ...totals.map((row) => cells(row, total).map(strong))],
  };
}

function exceptionsSheet(pack: DayPack, language: Language): FilledSheet {
  const { picture, property } = pack;
  const { heads, sheets } = WORDS[language];
  return {
    name: sheets.exceptions,
    head: [
      heads.side,
      heads.reference,
      heads.what,
      heads.ours,
      heads.theirs,
      heads.amount,
      heads.currency,
      heads.state,
      heads.owner,
      heads.signed,
      heads.at,
      heads.comment,
    ],
    widths: [16, 20, 30, 18, 18, 14, 9, 14, 22, 28, 20, 50],
    rows: [
      ...picture.exceptions.map((row): readonly Cell[] => [
        text(SIDE_WORDS[language][row.side]),
        text(row.reference),
        text(exceptionReason(row, language)),
        said(row.ours),
        said(row.theirs),
        amount(row.minor, row.currency),
        text(row.currency),
        text(STATE_WORDS[language][row.state]),
        text(row.owner),
        text(row.signedBy.join(', ')),
        row.signedAt === null ? empty : { type: 'moment', face: hotelTime(new Date(row.signedAt), property.timeZone).face },
        text(row.comment),
      ]),
      ...leftOut(exceptionsLeftOut(pack), language),
    ],
  };
}

/** A sheet that shows a part says so. */
const leftOut = (rows: number, language: Language): readonly (readonly Cell[])[] =>
  rows === 0 ? [] : [[strong(text(WORDS[language].leftOut(rows)))]];

function adjustmentsSheet(pack: DayPack, language: Language): FilledSheet {
  const { adjustments, property } = pack;
  const { heads, sheets } = WORDS[language];
  return {
    name: sheets.adjustments,
    head: [heads.at, heads.came, heads.amount, heads.fee, heads.currency],
    widths: [20, 60, 16, 16, 9],
    rows: [
      ...adjustments.map(({ arrivedAt, what, minor, feeMinor, currency }): readonly Cell[] => [
        { type: 'moment', face: hotelTime(arrivedAt, property.timeZone).face },
        text(what),
        amount(minor, currency),
        amount(feeMinor === 0n ? null : feeMinor, currency),
        text(currency),
      ]),
      ...leftOut(adjustmentsLeftOut(pack), language),
    ],
  };
}
