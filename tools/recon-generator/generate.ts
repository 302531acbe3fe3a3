import type { PostingDraft, RegistryDraft } from '@payport/bank-files';
import { accountOf, type AccountShares } from './account.ts';
import { Chance } from './chance.ts';
import { businessDayOf, HOTELS, feeOf, localFace, MOSCOW } from './hotels.ts';
import type { GeneratedEntry, GeneratedHotel, GeneratedLine, GeneratedPayment, GeneratedWorld, Trouble, TruthRow, Verdict } from './world.ts';

export interface GenerateOptions {
  readonly seed: number;
  /** Sales; refunds, chargebacks and inventions come on top. */
  readonly sales: number;
  /** First day, `YYYY-MM-DD`, and how many. */
  readonly from: string;
  readonly days: number;
  /** How many of a thousand sales have each trouble. */
  readonly perMille?: Partial<Record<Exclude<Trouble, 'none'>, number>>;
  /** How many of a thousand of the bank's days. */
  readonly accountPerMille?: AccountShares;
}

const PER_MILLE: Readonly<Record<Exclude<Trouble, 'none'>, number>> = {
  no_rrn: 5,
  fee_error: 5,
  amount_error: 3,
  lost_at_bank: 4,
  status_conflict: 3,
  second_layout: 20,
  sbp_in_short: 10,
  timeless_twin: 2,
  netted_day: 4,
  moved_terminal: 5,
  late: 4,
  dirty_row: 1,
  not_posted: 5,
  posted_wrong: 3,
};
const ACCOUNTS_SEED = 7_919;
const DAY_MS = 86_400_000;
/** Moscow is so far east of UTC. */
const MOSCOW_MS = 3 * 3_600_000;
/** A file begins with the names of its columns. */
const HEAD_ROW = 1;
/** Of a thousand sales: those with a refund, with two refunds that the bank nets into one line, with a chargeback; lines of nobody. */
const REFUNDED = 40;
const NETTED = 6;
const CHARGED_BACK = 2;
const INVENTED = 2;

/** A world with known truth; the same for the same options, on every machine. */
export function generate(options: GenerateOptions): GeneratedWorld {
  return new Generator(options).run();
}

class Generator {
  private readonly chance: Chance;
  private readonly payments: GeneratedPayment[] = [];
  private readonly lines: GeneratedLine[] = [];
  private readonly postings: (PostingDraft & { hotel: string })[] = [];
  private readonly truth: TruthRow[] = [];
  private readonly startMs: number;
  private readonly rows = new Map<string, number>();
  private number = 0;

  constructor(private readonly options: GenerateOptions) {
    this.chance = new Chance(options.seed);
    this.startMs = Date.parse(`${options.from}T00:00:00Z`);
  }

  run(): GeneratedWorld {
    const { sales, days } = this.options;
    for (let at = 0; at < sales; at += 1) {
      // In the order of time, as payments come; sales of a second are never two of one terminal.
      const atMs = this.startMs + Math.floor((at * days * DAY_MS) / sales);
      this.sale(HOTELS[at % HOTELS.length] ?? HOTELS[0], atMs);
    }
    const { payments, lines, postings, truth } = this;
    return { hotels: HOTELS, payments, lines, postings, entries: this.accounts(), truth };
  }

  /** Their chance is their own: another account leaves the sales as they are. */
  private accounts(): GeneratedEntry[] {
    const { seed, from, accountPerMille } = this.options;
    const chance = new Chance(seed + ACCOUNTS_SEED);
    const byHotel = new Map<string, GeneratedLine[]>(HOTELS.map(({ key }) => [key, []]));
    for (const line of this.lines) byHotel.get(line.hotel)?.push(line);
    return HOTELS.flatMap((hotel) => {
      const { entries, truth } = accountOf(hotel, byHotel.get(hotel.key) ?? [], from, chance, accountPerMille);
      for (const row of truth) this.truth.push({ group: this.truth.length + 1, payments: [], postings: [], ...row });
      return entries;
    });
  }

  private sale(hotel: GeneratedHotel, atMs: number): void {
    const trouble = this.troubleOf();
    const payment = this.payment(hotel, atMs, 'sale', BigInt(10_000 + this.chance.below(9_000_000)), trouble === 'status_conflict');
    const plain = this.draftOf(payment, hotel);
    const draft: RegistryDraft = trouble === 'sbp_in_short' ? { ...plain, kind: 'sbp_purchase' } : plain;
    if (trouble === 'netted_day') return this.nettedDay(hotel, payment, atMs);
    this.tell(payment, draft, trouble);
    if (trouble === 'timeless_twin') this.timelessTwin(hotel.key, draft);
    const lucky = this.chance.below(1000);
    if (trouble !== 'none') return;
    if (lucky < NETTED) this.nettedRefunds(hotel, payment, atMs);
    else if (lucky < NETTED + REFUNDED) this.refund(hotel, payment, atMs);
    else if (lucky < NETTED + REFUNDED + CHARGED_BACK) this.chargeback(payment, draft, atMs);
    else if (lucky < NETTED + REFUNDED + CHARGED_BACK + INVENTED) this.invented(hotel.key, draft);
  }

  private troubleOf(): Trouble {
    let at = this.chance.below(1000);
    for (const [trouble, share] of Object.entries({ ...PER_MILLE, ...this.options.perMille }) as [Exclude<Trouble, 'none'>, number][]) {
      if (at < share) return trouble;
      at -= share;
    }
    return 'none';
  }

  private payment(
    hotel: GeneratedHotel,
    atMs: number,
    kind: GeneratedPayment['kind'],
    amountMinor: bigint,
    declined: boolean,
    original: GeneratedPayment | null = null,
  ): GeneratedPayment {
    this.number += 1;
    const payment: GeneratedPayment = {
      id: this.chance.uuid(atMs),
      hotel: hotel.key,
      kind,
      status: declined ? 'declined' : 'approved',
      amountMinor,
      currency: 'RUB',
      tid: original?.tid ?? this.chance.pick(hotel.tids),
      mid: hotel.mid,
      rrn: String(600_000_000_000 + this.number),
      authCode: this.chance.digits(6),
      cardMask: original?.cardMask ?? `220070******${this.chance.digits(4)}`,
      originalId: original?.id ?? null,
      at: new Date(atMs).toISOString(),
      businessDay: businessDayOf(atMs, hotel),
    };
    this.payments.push(payment);
    return payment;
  }

  /** What the bank's registry says of a payment, by Moscow's clock, where nothing goes wrong. */
  private draftOf(payment: GeneratedPayment, hotel: GeneratedHotel): RegistryDraft {
    const [day = '', time = ''] = localFace(Date.parse(payment.at), MOSCOW).split('T');
    const sale = payment.kind === 'sale';
    const fee = sale ? feeOf(payment.amountMinor) : 0n;
    return {
      kind: sale ? 'purchase' : 'refund',
      state: 'completed',
      operatedAt: { day, time, offsetMinutes: null },
      timeZone: MOSCOW,
      postedOn: nextDay(day, 1),
      registryOn: null,
      settledOn: null,
      grossMinor: payment.amountMinor,
      feeMinor: fee,
      feeTaxMinor: null,
      netMinor: sale ? payment.amountMinor - fee : -payment.amountMinor,
      currency: payment.currency,
      legalEntityInn: '7700000016',
      mid: payment.mid,
      tid: payment.tid,
      outlet: `Отель ${hotel.key}`,
      rrn: payment.rrn,
      authCode: payment.authCode,
      cardMask: payment.cardMask,
      cardProduct: 'МИР',
      paymentSystem: null,
      operationRef: payment.rrn,
      orderRef: null,
      parentRef: null,
    };
  }

  /** Puts one payment on the other sides, with its trouble, and notes what must be found. */
  private tell(payment: GeneratedPayment, draft: RegistryDraft, trouble: Trouble): void {
    const told = troubled(draft, trouble, HOTELS.find(({ key }) => key === payment.hotel)?.replacementTid ?? null);
    const dirty = trouble === 'dirty_row';
    const main = told === null ? [] : [this.line(payment.hotel, 'main', told, dirty ? 'см. акт' : null)];
    if (trouble === 'second_layout')
      this.note(payment.hotel, trouble, 'duplicate', { payments: [], bank: [this.line(payment.hotel, 'second_layout', draft)] });
    if (trouble === 'sbp_in_short')
      this.note(payment.hotel, trouble, 'duplicate', { payments: [], bank: [this.line(payment.hotel, 'short_layout', draft)] });
    if (dirty) this.note(payment.hotel, trouble, 'dirty', { payments: [], bank: main });
    const bank = dirty ? [] : main;
    this.note(payment.hotel, trouble, BANK_VERDICT[trouble] ?? 'matched', { payments: [payment.id], bank });
    if (payment.status === 'approved') this.post(payment, trouble);
  }

  private post(payment: GeneratedPayment, trouble: Trouble): void {
    if (trouble === 'not_posted') return void this.notePosting(payment, trouble, 'missing_in_pms', []);
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
    this.notePosting(payment, trouble, wrong ? 'amount_mismatch' : 'matched', [posting.postingRef]);
  }

  private refund(hotel: GeneratedHotel, sale: GeneratedPayment, atMs: number): void {
    const refund = this.payment(hotel, atMs + 3_600_000 + this.chance.below(5 * DAY_MS), 'refund', half(sale.amountMinor), false, sale);
    this.tell(refund, this.draftOf(refund, hotel), 'none');
  }

  /** Two refunds of one sale on one day, which the bank tells as one line: the reference number of the later one, the sum of both. */
  private nettedRefunds(hotel: GeneratedHotel, sale: GeneratedPayment, atMs: number): void {
    const part = sale.amountMinor / 4n;
    const first = this.payment(hotel, atMs + 60_000, 'refund', part, false, sale);
    const second = this.payment(hotel, atMs + 120_000, 'refund', part, false, sale);
    const draft = this.draftOf(second, hotel);
    const netted = { ...draft, grossMinor: part * 2n, netMinor: -part * 2n };
    this.note(hotel.key, 'netted_refunds', 'matched', { payments: [first.id, second.id], bank: [this.line(hotel.key, 'main', netted)] });
    this.post(first, 'none');
    this.post(second, 'none');
  }

  /** A sale that was taken back before the bank's day ended, which the bank lists neither of; the hotel's day may end in between. */
  private nettedDay(hotel: GeneratedHotel, sale: GeneratedPayment, atMs: number): void {
    const left = DAY_MS - ((atMs + MOSCOW_MS) % DAY_MS);
    const refund = this.payment(hotel, atMs + 1 + this.chance.below(left - 1), 'refund', sale.amountMinor, false, sale);
    this.note(hotel.key, 'netted_day', 'matched', { payments: [sale.id, refund.id], bank: [] });
    this.post(sale, 'none');
    this.post(refund, 'none');
  }

  /** A line of nobody at the price, the terminal and the day of a payment that the bank has lost; it has no time and no numbers. */
  private timelessTwin(hotel: string, draft: RegistryDraft): void {
    const line = { ...draft, operatedAt: { ...draft.operatedAt, time: null }, rrn: null, authCode: null, cardMask: null };
    this.note(hotel, 'timeless_twin', 'missing_at_gateway', { payments: [], bank: [this.line(hotel, 'main', line)] });
  }

  private chargeback(sale: GeneratedPayment, draft: RegistryDraft, atMs: number): void {
    const [day = '', time = ''] = localFace(atMs + 10 * DAY_MS, MOSCOW).split('T');
    const line: RegistryDraft = {
      ...draft,
      kind: 'chargeback',
      operatedAt: { day, time, offsetMinutes: null },
      postedOn: nextDay(day, 1),
      feeMinor: 0n,
      netMinor: -sale.amountMinor,
    };
    this.note(sale.hotel, 'chargeback', 'chargeback', { payments: [], bank: [this.line(sale.hotel, 'main', line)] });
  }

  private invented(hotel: string, draft: RegistryDraft): void {
    this.number += 1;
    const line = {
      ...draft,
      rrn: String(600_000_000_000 + this.number),
      authCode: this.chance.digits(6),
      grossMinor: draft.grossMinor + 12_345n,
      netMinor: null,
      feeMinor: null,
      cardMask: `427644******${this.chance.digits(4)}`,
    };
    const [hours = '00'] = (draft.operatedAt.time ?? '').split(':');
    const put = { ...line, operatedAt: { ...draft.operatedAt, time: `${hours === '00' ? '05' : '00'}:30:00` } };
    this.note(hotel, 'invented', 'missing_at_gateway', { payments: [], bank: [this.line(hotel, 'main', put)] });
  }

  /** Puts a line at the end of a hotel's file, and tells how the truth names it. */
  private line(hotel: string, file: GeneratedLine['file'], draft: RegistryDraft, dirtyAmount: string | null = null): string {
    const row = (this.rows.get(`${hotel}|${file}`) ?? HEAD_ROW) + 1;
    this.rows.set(`${hotel}|${file}`, row);
    this.lines.push({ hotel, file, row, draft, dirtyAmount });
    return `${file}:${row}`;
  }

  private note(hotel: string, trouble: TruthRow['trouble'], verdict: Verdict, members: Pick<TruthRow, 'payments' | 'bank'>): void {
    this.truth.push({ group: this.truth.length + 1, hotel, trouble, relation: 'gateway_bank', verdict, postings: [], statement: [], ...members });
  }

  private notePosting(payment: GeneratedPayment, trouble: Trouble, verdict: Verdict, postings: readonly string[]): void {
    this.truth.push({
      group: this.truth.length + 1,
      hotel: payment.hotel,
      trouble,
      relation: 'gateway_pms',
      verdict,
      payments: [payment.id],
      bank: [],
      postings,
      statement: [],
    });
  }
}

const BANK_VERDICT: Partial<Record<Trouble, Verdict>> = {
  fee_error: 'fee_mismatch',
  amount_error: 'amount_mismatch',
  lost_at_bank: 'missing_at_bank',
  timeless_twin: 'missing_at_bank',
  dirty_row: 'missing_at_bank',
  status_conflict: 'status_conflict',
  late: 'date_late',
};

/** The line as the bank's file has it; null where it has none. */
function troubled(draft: RegistryDraft, trouble: Trouble, replacementTid: string | null): RegistryDraft | null {
  const fee = draft.feeMinor ?? 0n;
  switch (trouble) {
    case 'lost_at_bank':
    case 'timeless_twin':
      return null;
    case 'no_rrn':
      return { ...draft, rrn: null };
    case 'fee_error':
      return { ...draft, feeMinor: fee + 100n, netMinor: draft.grossMinor - fee - 100n };
    case 'amount_error':
      return { ...draft, grossMinor: draft.grossMinor + 1_000n, netMinor: draft.grossMinor + 1_000n - fee };
    case 'moved_terminal':
      return { ...draft, tid: replacementTid };
    case 'late':
      return { ...draft, postedOn: nextDay(draft.operatedAt.day, 6) };
    case 'none':
    case 'status_conflict':
    case 'second_layout':
    case 'sbp_in_short':
    case 'netted_day':
    case 'dirty_row':
    case 'not_posted':
    case 'posted_wrong':
      return draft;
  }
}

const half = (minor: bigint): bigint => (minor < 2n ? minor : minor / 2n);
const nextDay = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
