import { amountText, formatAmount, moneyText, parseAmount } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import {
  dayText,
  facts,
  momentText,
  nothing,
  section,
  signatures,
  table,
  type Content,
  type PdfDocument,
  type TableColumn,
} from '../../documents/index.ts';
import { batchTable } from './batch-sections.ts';
import type { GroupTotal } from './day-picture.ts';
import type { DayPack } from './day-pack.ts';
import { adjustmentsLeftOut, differenceOf, exceptionsLeftOut, netOf, overchargeOf, summed } from './pack-sums.ts';
import { exceptionReason, RELATION_WORDS, RESULT_WORDS, SIDE_WORDS, STATE_WORDS, WORDS } from './pack-words.ts';

/** An amount as people read it, without its currency: that stands in the head of the table. */
export const readableAmount = (minor: bigint, currency: string, language: Language): string => amountText(formatAmount(minor, currency), language);

/** A value of a field: an amount and a day as the reader writes them, anything else as it came. */
function readableValue(value: string | null, currency: string, language: Language): string {
  if (value === null) return '—';
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayText(value, language);
  const amount = parseAmount(value, currency);
  return amount.ok && value.includes('.') ? readableAmount(amount.value, currency, language) : value;
}

/** The act of reconciliation of a day as a paper to sign; of an open day it is a draft and says so. */
export function actPaper(pack: DayPack, language: Language): PdfDocument {
  const words = WORDS[language];
  const { property, businessDay, closed, undone, madeAt, comparedAt } = pack;
  const day = dayText(businessDay, language);
  const moment = (at: Date): string => momentText(at, property.timeZone, language, 'minutes');
  return {
    language,
    title: closed === null ? `${words.act} · ${words.draft}` : undone !== null ? `${words.act} · ${words.undone}` : words.act,
    about: [
      `${property.name}, ${day}`,
      closed === null ? words.draftMeans(moment(madeAt)) : words.closedBy(closed.by, moment(closed.at)),
      ...(undone === null ? [] : [words.undoneBy(undone.by, moment(undone.at), undone.reason)]),
    ],
    foot: words.foot(property.name, day),
    madeAt,
    landscape: true,
    content: [
      facts([
        [words.legalEntity, property.legalEntity],
        [words.inn, property.inn],
        [words.day, day],
        [words.zone, property.timeZone],
        [words.madeAt, moment(madeAt)],
        [words.comparedAt, closed !== null || comparedAt === null ? null : moment(comparedAt)],
        [words.hash, closed === null ? null : { text: closed.sha256, style: 'mono' }],
      ]),
      section(words.sides),
      sidesTable(pack, language),
      ...(pack.picture.sides.some(({ side }) => side === 'statement') ? [nothing(words.accountMeans)] : []),
      section(words.results),
      resultsTable(pack, language),
      section(words.byTerminal),
      groupTable(pack, 'terminal', language),
      section(words.byBrand),
      groupTable(pack, 'brand', language),
      section(words.batches),
      batchTable(pack, language),
      ...(pack.picture.closedOver === undefined ? [] : [nothing(words.closedOver(pack.picture.closedOver))]),
      section(words.exceptions),
      exceptionsTable(pack, language),
      ...leftOut(exceptionsLeftOut(pack), language),
      ...(closed === null ? [] : [section(words.adjustments), adjustmentsTable(pack, language), ...leftOut(adjustmentsLeftOut(pack), language)]),
      ...(pack.events.length === 0 ? [] : [section(words.history), historyTable(pack, language)]),
      ...(closed === null || undone !== null ? [] : [signatures(words.signatures)]),
    ],
  };
}

/** A paper that shows a part says so. */
const leftOut = (count: number, language: Language): readonly Content[] => (count === 0 ? [] : [nothing(WORDS[language].leftOut(count))]);

const right = (name: string, width: TableColumn['width']): TableColumn => ({ name, width, align: 'right' });
const strong = (text: string): Content => ({ text, bold: true });

function sidesTable({ picture }: DayPack, language: Language): Content {
  const { heads, notSaid } = WORDS[language];
  if (picture.sides.length === 0) return nothing(notSaid);
  return table(
    [
      { name: heads.side, width: '*' },
      right(heads.count, 80),
      right(heads.amount, 120),
      { name: heads.currency, width: 60 },
      right(heads.difference, 140),
    ],
    picture.sides.map((side) => {
      const difference = differenceOf(picture, side);
      return [
        SIDE_WORDS[language][side.side],
        String(side.count),
        readableAmount(side.minor, side.currency, language),
        side.currency,
        difference === null ? '' : readableAmount(difference, side.currency, language),
      ];
    }),
  );
}

function resultsTable({ picture }: DayPack, language: Language): Content {
  const { heads, notSaid } = WORDS[language];
  if (picture.results.length === 0) return nothing(notSaid);
  return table(
    [
      { name: heads.relation, width: 130 },
      { name: heads.side, width: 110 },
      { name: heads.result, width: '*' },
      right(heads.count, 80),
      right(heads.amount, 120),
      { name: heads.currency, width: 60 },
    ],
    picture.results.map(({ relation, side, result, count, minor, currency }) => [
      RELATION_WORDS[language][relation],
      SIDE_WORDS[language][side],
      RESULT_WORDS[language][result],
      String(count),
      readableAmount(minor, currency, language),
      currency,
    ]),
  );
}

function groupTable({ picture }: DayPack, by: GroupTotal['by'], language: Language): Content {
  const { heads, notSaid, total } = WORDS[language];
  const { rows, totals } = summed(picture, by);
  if (rows.length === 0) return nothing(notSaid);
  const amount = (minor: bigint | null, currency: string): string => (minor === null ? '—' : readableAmount(minor, currency, language));
  const cells = (row: GroupTotal, name: string): readonly string[] => [
    name,
    String(row.sales),
    amount(row.salesMinor, row.currency),
    String(row.refunds),
    amount(row.refundsMinor, row.currency),
    amount(row.feeMinor, row.currency),
    amount(row.expectedFeeMinor, row.currency),
    amount(overchargeOf(row), row.currency),
    amount(netOf(row), row.currency),
    row.currency,
  ];
  return table(
    [
      { name: by === 'terminal' ? heads.terminal : heads.brand, width: '*' },
      right(heads.sales, 42),
      right(heads.salesAmount, 84),
      right(heads.refunds, 42),
      right(heads.refundsAmount, 76),
      right(heads.fee, 72),
      right(heads.expectedFee, 72),
      right(heads.overcharge, 66),
      right(heads.net, 84),
      { name: heads.currency, width: 40 },
    ],
    [...rows.map((row) => cells(row, row.name === '' ? notSaid : row.name)), ...totals.map((row) => cells(row, total).map(strong))],
  );
}

function exceptionsTable({ picture, property }: DayPack, language: Language): Content {
  const { heads, noExceptions } = WORDS[language];
  if (picture.exceptions.length === 0) return nothing(noExceptions);
  return table(
    [
      { name: heads.reference, width: 92 },
      { name: heads.what, width: 110 },
      { name: heads.ours, width: 70 },
      { name: heads.theirs, width: 70 },
      right(heads.amount, 80),
      { name: heads.state, width: 62 },
      { name: heads.signed, width: 110 },
      { name: heads.comment, width: '*' },
    ],
    picture.exceptions.map((row) => [
      `${SIDE_WORDS[language][row.side]}\n${row.reference}`,
      exceptionReason(row, language),
      readableValue(row.ours, row.currency, language),
      readableValue(row.theirs, row.currency, language),
      moneyText(formatAmount(row.minor, row.currency), row.currency, language),
      STATE_WORDS[language][row.state],
      [row.signedBy.join(', '), row.signedAt === null ? '' : momentText(row.signedAt, property.timeZone, language, 'minutes')]
        .filter(Boolean)
        .join('\n'),
      row.comment ?? '',
    ]),
  );
}

function adjustmentsTable({ adjustments, property }: DayPack, language: Language): Content {
  const { heads, noAdjustments } = WORDS[language];
  if (adjustments.length === 0) return nothing(noAdjustments);
  return table(
    [
      { name: heads.at, width: 130 },
      { name: heads.came, width: '*' },
      right(heads.amount, 100),
      right(heads.fee, 90),
      { name: heads.currency, width: 60 },
    ],
    adjustments.map(({ arrivedAt, what, minor, feeMinor, currency }) => [
      momentText(arrivedAt, property.timeZone, language, 'minutes'),
      what,
      minor === null ? '' : readableAmount(minor, currency, language),
      feeMinor === 0n ? '' : readableAmount(feeMinor, currency, language),
      currency,
    ]),
  );
}

function historyTable({ events, property }: DayPack, language: Language): Content {
  const { heads, closedEvent, reopenedEvent } = WORDS[language];
  return table(
    [
      { name: heads.at, width: 130 },
      { name: heads.event, width: 110 },
      { name: heads.who, width: 160 },
      { name: heads.reason, width: '*' },
    ],
    events.map(({ at, what, by, reason }) => [
      momentText(at, property.timeZone, language, 'minutes'),
      what === 'closed' ? closedEvent : reopenedEvent,
      by,
      reason ?? '',
    ]),
  );
}
