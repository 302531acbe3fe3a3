import type { PostingLine } from '../file-lines.ts';
import { readCardMask } from '../fields/card-mask.ts';
import { operationKindOf } from '../fields/operation-kind.ts';
import { normalWords } from '../fields/words.ts';
import type { PostingLayout } from '../layouts/table-layout.ts';
import type { CellReader } from './cell-reader.ts';

/** One posting of the hotel's system from the row that the reader stands at; null where the reader has a problem then. */
export function postingLineOf(row: number, cells: CellReader, layout: PostingLayout): PostingLine | null {
  const currency = cells.currency('currency');
  const amount = cells.amount('amount', currency);
  if (amount === null) cells.fail('missing', 'amount');
  const businessDay = cells.moment('businessDay', null);
  if (businessDay === null) cells.fail('missing', 'businessDay');
  const postingRef = cells.textOrNull('postingRef');
  if (postingRef === null) cells.fail('missing', 'postingRef');
  const postedAt = cells.moment('postedAt', null);
  const kind = postingKindOf(cells, amount, layout);
  if (amount === null || businessDay === null || postingRef === null || kind === null || cells.problem !== null) return null;
  const card = cells.text('card');
  return {
    row,
    postingRef,
    businessDay: businessDay.day,
    postedAt,
    kind,
    amountMinor: amount < 0n ? -amount : amount,
    currency,
    folio: cells.textOrNull('folio'),
    room: cells.textOrNull('room'),
    guest: cells.textOrNull('guest'),
    rrn: cells.code('rrn', 12),
    authCode: cells.code('authCode', 6),
    cardMask: card === '' ? null : readCardMask(card),
    tid: cells.code('tid', 8),
    paymentRef: cells.textOrNull('paymentRef'),
    cashier: cells.textOrNull('cashier'),
  };
}

/** A journal has payments and what goes back; a negative amount goes back, whatever the word. */
function postingKindOf(cells: CellReader, amount: bigint | null, { onlyKind, own }: PostingLayout): PostingLine['kind'] | null {
  if (onlyKind !== null) return onlyKind;
  if (amount !== null && amount < 0n) return 'refund';
  const text = cells.text('kind');
  if (text === '') return 'payment';
  const kind = own?.kindWords[normalWords(text)] ?? operationKindOf(text);
  if (kind === 'purchase' || kind === 'sbp_purchase' || kind === 'completion') return 'payment';
  if (kind === 'refund' || kind === 'sbp_refund' || kind === 'void' || kind === 'reversal') return 'refund';
  cells.fail('unknown_kind', 'kind', text);
  return null;
}
