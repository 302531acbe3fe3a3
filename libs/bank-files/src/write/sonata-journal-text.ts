import { formatAmount } from '@payport/domain';
import { russianDay, type PostingDraft } from './drafts.ts';
import { tableRow } from './table-text.ts';

const HEAD = [
  'Номер проводки',
  'Дата гостиничных суток',
  'Дата и время',
  'Тип операции',
  'Сумма',
  'Валюта',
  'Счёт гостя',
  'Комната',
  'Гость',
  'RRN',
  'Код авторизации',
  'Карта',
  'Терминал',
  'ID платежа',
  'Кассир',
];
const STYLE = { delimiter: ';' } as const;

/** The payments journal of the hotel's own system, as HRS Sonata exports it; row by row. */
export function* sonataJournalText(lines: Iterable<PostingDraft>): Generator<string> {
  yield tableRow(HEAD, STYLE);
  for (const line of lines) yield tableRow(cellsOf(line), STYLE);
}

function cellsOf(line: PostingDraft): string[] {
  const { postedAt } = line;
  return [
    line.postingRef,
    russianDay(line.businessDay),
    postedAt === null ? '' : postedAt.time === null ? russianDay(postedAt.day) : `${russianDay(postedAt.day)} ${postedAt.time}`,
    line.kind === 'payment' ? 'Оплата' : 'Возврат',
    formatAmount(line.amountMinor, line.currency).replace('.', ','),
    line.currency,
    line.folio ?? '',
    line.room ?? '',
    line.guest ?? '',
    line.rrn ?? '',
    line.authCode ?? '',
    line.cardMask ?? '',
    line.tid ?? '',
    line.paymentRef ?? '',
    line.cashier ?? '',
  ];
}
