import type { PostingDraft, RegistryDraft } from '@payport/bank-files';
import { BANK_VERDICT, draftOf, NEEDS_TERMINAL, troubled } from './bank-lines.ts';
import type { Chance } from './chance.ts';
import { businessDayOf, HOTELS } from './hotels.ts';
import type { GeneratedHotel, GeneratedLine, GeneratedPayment, MovedTerminal, NumberedPayment, Trouble, TruthRow, Verdict } from './world.ts';

/** A file begins with the names of its columns. */
const HEAD_ROW = 1;
const FIRST_RRN = 600_000_000_000;

export interface PaymentOrder {
  readonly kind: GeneratedPayment['kind'];
  readonly atMs: number;
  readonly amountMinor: bigint;
  readonly status?: GeneratedPayment['status'];
  readonly original?: NumberedPayment;
  /** The gateway has none of it: only the bank tells of it. */
  readonly atBankOnly?: boolean;
  /** The gateway was told neither reference nor code nor card. */
  readonly numberless?: boolean;
}

/** All sides of a world as they grow, each line with its truth. */
export class Books {
  readonly payments: GeneratedPayment[] = [];
  readonly lines: GeneratedLine[] = [];
  readonly postings: (PostingDraft & { hotel: string })[] = [];
  readonly truth: TruthRow[] = [];
  private readonly rows = new Map<string, number>();
  private number = 0;

  constructor(
    readonly chance: Chance,
    private readonly moved: MovedTerminal,
  ) {}

  payment(hotel: GeneratedHotel, { kind, atMs, amountMinor, status = 'approved', original, atBankOnly, numberless }: PaymentOrder): NumberedPayment {
    const id = this.chance.uuid(atMs);
    const tid = original?.tid ?? this.chance.pick(hotel.tids);
    const payment: NumberedPayment = {
      id,
      hotel: hotel.key,
      kind,
      status,
      amountMinor,
      currency: 'RUB',
      tid,
      resultTid: this.isMoved(hotel.key, tid, atMs) && atMs >= this.moved.knownFromMs ? this.moved.replacementTid : null,
      mid: hotel.mid,
      rrn: this.nextRrn(),
      authCode: this.chance.digits(6),
      cardMask: original?.cardMask ?? `220070******${this.chance.digits(4)}`,
      originalId: original?.id ?? null,
      at: new Date(atMs).toISOString(),
      businessDay: businessDayOf(atMs, hotel),
    };
    // Over another terminal only the reference leads to the line.
    const silent = numberless === true && !this.isBlind(payment);
    if (atBankOnly !== true) this.payments.push(silent ? { ...payment, rrn: null, authCode: null, cardMask: null } : payment);
    return payment;
  }

  nextRrn(): string {
    this.number += 1;
    return String(FIRST_RRN + this.number);
  }

  /** What the bank's registry says of it where nothing goes wrong: under the number of the device that stands there now. */
  draftOf(payment: NumberedPayment): RegistryDraft {
    return draftOf(payment, this.bankTid(payment));
  }

  /** Puts one payment on the other sides, with its trouble, and notes what must be found. */
  tell(payment: NumberedPayment, draft: RegistryDraft, trouble: Trouble): void {
    const told = troubled(draft, trouble, HOTELS.find(({ key }) => key === payment.hotel)?.replacementTid ?? payment.tid);
    const dirty = trouble === 'dirty_row';
    const main = told === null ? [] : [this.line(payment.hotel, 'main', told, dirty ? 'см. акт' : null)];
    if (trouble === 'second_layout')
      this.note(payment.hotel, trouble, 'duplicate', { payments: [], bank: [this.line(payment.hotel, 'second_layout', draft)] });
    if (trouble === 'sbp_in_short')
      this.note(payment.hotel, trouble, 'duplicate', { payments: [], bank: [this.line(payment.hotel, 'short_layout', draft)] });
    if (dirty) this.note(payment.hotel, trouble, 'dirty', { payments: [], bank: main });
    const blind = this.isBlind(payment);
    if (blind && NEEDS_TERMINAL.has(trouble)) {
      this.note(payment.hotel, trouble, payment.status === 'approved' ? 'missing_at_bank' : 'none', { payments: [payment.id], bank: [] });
      this.note(payment.hotel, trouble, 'missing_at_gateway', { payments: [], bank: main });
    } else {
      const label = blind && trouble === 'none' ? 'moved_terminal' : trouble;
      this.note(payment.hotel, label, BANK_VERDICT[trouble] ?? 'matched', { payments: [payment.id], bank: dirty ? [] : main });
    }
    this.post(payment, trouble);
  }

  /** The hotel's own books: what was approved stands there, and now and then what nobody knows yet. */
  post(payment: NumberedPayment, trouble: Trouble): void {
    const open = payment.status === 'unknown' || payment.status === 'manual_review';
    if (!open && payment.status !== 'approved') return;
    if (open && this.chance.below(4) > 0) return this.notePosting(payment, trouble, 'expected', []);
    if (trouble === 'not_posted') return this.notePosting(payment, trouble, 'missing_in_pms', []);
    const wrong = trouble === 'posted_wrong';
    const posting: PostingDraft = {
      postingRef: `P-${payment.rrn}`,
      businessDay: payment.businessDay,
      postedAt: null,
      kind: payment.kind === 'sale' ? 'payment' : 'refund',
      amountMinor: wrong ? payment.amountMinor + 100n : payment.amountMinor,
      currency: payment.currency,
      folio: `F${payment.rrn.slice(-5)}`,
      room: String(100 + this.chance.below(700)),
      guest: null,
      rrn: payment.rrn,
      authCode: payment.authCode,
      cardMask: payment.cardMask,
      tid: payment.tid,
      paymentRef: payment.id,
      cashier: null,
    };
    this.postings.push({ ...posting, hotel: payment.hotel });
    this.notePosting(payment, trouble, open ? 'expected' : wrong ? 'amount_mismatch' : 'matched', [posting.postingRef]);
  }

  /** Puts a line at the end of a hotel's file, and tells how the truth names it. */
  line(hotel: string, file: GeneratedLine['file'], draft: RegistryDraft, dirtyAmount: string | null = null): string {
    const row = (this.rows.get(`${hotel}|${file}`) ?? HEAD_ROW) + 1;
    this.rows.set(`${hotel}|${file}`, row);
    this.lines.push({ hotel, file, row, draft, dirtyAmount });
    return `${file}:${row}`;
  }

  note(hotel: string, trouble: TruthRow['trouble'], verdict: Verdict, members: Pick<TruthRow, 'payments' | 'bank'>): void {
    this.add({ hotel, trouble, relation: 'gateway_bank', verdict, postings: [], statement: [], ...members });
  }

  add(row: Omit<TruthRow, 'group'>): void {
    this.truth.push({ group: this.truth.length + 1, ...row });
  }

  private notePosting({ id, hotel }: GeneratedPayment, trouble: Trouble, verdict: Verdict, postings: readonly string[]): void {
    this.add({ hotel, trouble, relation: 'gateway_pms', verdict, payments: [id], bank: [], postings, statement: [] });
  }

  private isMoved(hotel: string, tid: string, atMs: number): boolean {
    return hotel === this.moved.hotel && tid === this.moved.tid && atMs >= this.moved.fromMs;
  }

  private bankTid({ hotel, tid, at }: GeneratedPayment): string {
    return this.isMoved(hotel, tid, Date.parse(at)) ? this.moved.replacementTid : tid;
  }

  /** Bank and gateway name different terminals. */
  private isBlind(payment: GeneratedPayment): boolean {
    return this.bankTid(payment) !== (payment.resultTid ?? payment.tid);
  }
}
