import type { RegistryDraft } from '@payport/bank-files';
import { nextDay } from './bank-lines.ts';
import type { Books } from './books.ts';
import { localFace, MOSCOW } from './hotels.ts';
import type { GeneratedHotel, NumberedPayment } from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Moscow is so far east of UTC. */
const MOSCOW_MS = 3 * 3_600_000;

/** Some days later half of it goes back. */
export function refund(books: Books, hotel: GeneratedHotel, sale: NumberedPayment): void {
  const atMs = Date.parse(sale.at) + 60 * MINUTE_MS + books.chance.below(5 * DAY_MS);
  const back = books.payment(hotel, { kind: 'refund', atMs, amountMinor: half(sale.amountMinor), original: sale });
  books.tell(back, books.draftOf(back), 'none');
}

/** Two refunds of one sale on one day, which the bank tells as one line: the reference number of the later one, the sum of both. */
export function nettedRefunds(books: Books, hotel: GeneratedHotel, sale: NumberedPayment): void {
  const part = sale.amountMinor / 4n;
  const [first, second] = [1, 2].map((minutes) =>
    books.payment(hotel, { kind: 'refund', atMs: Date.parse(sale.at) + minutes * MINUTE_MS, amountMinor: part, original: sale }),
  );
  if (first === undefined || second === undefined) return;
  const netted = { ...books.draftOf(second), grossMinor: part * 2n, netMinor: -part * 2n };
  books.note(hotel.key, 'netted_refunds', 'matched', { payments: [first.id, second.id], bank: [books.line(hotel.key, 'main', netted)] });
  books.post(first, 'none');
  books.post(second, 'none');
}

/** A sale that was taken back before the bank's day ended, which the bank lists neither of; the hotel's day may end in between. */
export function nettedDay(books: Books, hotel: GeneratedHotel, sale: NumberedPayment): void {
  const atMs = Date.parse(sale.at);
  const left = DAY_MS - ((atMs + MOSCOW_MS) % DAY_MS);
  const back = books.payment(hotel, { kind: 'refund', atMs: atMs + 1 + books.chance.below(left - 1), amountMinor: sale.amountMinor, original: sale });
  books.note(hotel.key, 'netted_day', 'matched', { payments: [sale.id, back.id], bank: [] });
  books.post(sale, 'none');
  books.post(back, 'none');
}

/** Voided at the terminal; the bank lists both, and calls the second by its own number or by that of the sale. */
export function voided(books: Books, hotel: GeneratedHotel, sale: NumberedPayment): void {
  books.tell(sale, books.draftOf(sale), 'voided');
  const atMs = Date.parse(sale.at) + MINUTE_MS + books.chance.below(60 * MINUTE_MS);
  const undo = books.payment(hotel, { kind: 'void', atMs, amountMinor: sale.amountMinor, original: sale });
  const draft = books.draftOf(undo);
  books.tell(undo, books.chance.below(2) === 0 ? draft : { ...draft, rrn: sale.rrn, authCode: sale.authCode }, 'voided');
}

/** The bank undid an operation by itself, some minutes later, perhaps after midnight, and gave its fee back. */
function undoingOf(books: Books, draft: RegistryDraft, sale: NumberedPayment): RegistryDraft {
  const [day = '', time = ''] = localFace(Date.parse(sale.at) + books.chance.below(10 * MINUTE_MS), MOSCOW).split('T');
  const fee = draft.feeMinor ?? 0n;
  return {
    ...draft,
    kind: books.chance.below(3) === 0 ? 'void' : 'reversal',
    operatedAt: { day, time, offsetMinutes: null },
    postedOn: nextDay(day, 1),
    feeMinor: -fee,
    netMinor: fee - draft.grossMinor,
  };
}

/** An operation and its reversal at the bank; here it has ended without money, or is not known at all: nothing moved. */
export function bankReversal(books: Books, sale: NumberedPayment, known: boolean): void {
  const draft = books.draftOf(sale);
  const both = [draft, undoingOf(books, draft, sale)].map((line) => books.line(sale.hotel, 'main', line));
  books.note(sale.hotel, 'bank_reversal', 'matched', { payments: [], bank: both });
  if (known) books.note(sale.hotel, 'bank_reversal', 'none', { payments: [sale.id], bank: [] });
}

/** The bank undid what is approved here: the sale is the same on both sides, and its reversal says that no money moved. */
export function bankUndone(books: Books, sale: NumberedPayment): void {
  const draft = books.draftOf(sale);
  books.tell(sale, draft, 'bank_undone');
  const undoing = books.line(sale.hotel, 'main', undoingOf(books, draft, sale));
  books.note(sale.hotel, 'bank_undone', 'status_conflict', { payments: [], bank: [undoing] });
}

/** A line of nobody at the price, the terminal and the day of a payment that the bank has lost; it has no time and no numbers. */
export function timelessTwin(books: Books, hotel: string, draft: RegistryDraft): void {
  const line = { ...draft, operatedAt: { ...draft.operatedAt, time: null }, rrn: null, authCode: null, cardMask: null };
  books.note(hotel, 'timeless_twin', 'missing_at_gateway', { payments: [], bank: [books.line(hotel, 'main', line)] });
}

/** The guest's bank takes the money back; of every other one it comes again, as the hotel has proved that it is owed. */
export function chargeback(books: Books, sale: NumberedPayment, draft: RegistryDraft): void {
  const disputed = (kind: 'chargeback' | 'representment', afterDays: number): void => {
    const [day = '', time = ''] = localFace(Date.parse(sale.at) + afterDays * DAY_MS, MOSCOW).split('T');
    const netMinor = kind === 'chargeback' ? -sale.amountMinor : sale.amountMinor;
    const line: RegistryDraft = { ...draft, kind, operatedAt: { day, time, offsetMinutes: null }, postedOn: nextDay(day, 1), feeMinor: 0n, netMinor };
    books.note(sale.hotel, kind, 'chargeback', { payments: [], bank: [books.line(sale.hotel, 'main', line)] });
  };
  disputed('chargeback', 10);
  if (books.chance.below(2) === 0) disputed('representment', 15 + books.chance.below(15));
}

/** A line that nobody here has a payment for. */
export function invented(books: Books, hotel: string, draft: RegistryDraft): void {
  const line = {
    ...draft,
    rrn: books.nextRrn(),
    authCode: books.chance.digits(6),
    grossMinor: draft.grossMinor + 12_345n,
    netMinor: null,
    feeMinor: null,
    cardMask: `427644******${books.chance.digits(4)}`,
  };
  const [hours = '00'] = (draft.operatedAt.time ?? '').split(':');
  const put = { ...line, operatedAt: { ...draft.operatedAt, time: `${hours === '00' ? '05' : '00'}:30:00` } };
  books.note(hotel, 'invented', 'missing_at_gateway', { payments: [], bank: [books.line(hotel, 'main', put)] });
}

const half = (minor: bigint): bigint => (minor < 2n ? minor : minor / 2n);
