import { accountOf, type AccountShares } from './account.ts';
import { bankReversal, bankUndone, chargeback, invented, nettedDay, nettedRefunds, refund, timelessTwin, voided } from './afterwards.ts';
import { Books } from './books.ts';
import { Chance } from './chance.ts';
import { HOTELS } from './hotels.ts';
import type { GeneratedEntry, GeneratedHotel, GeneratedLine, GeneratedPayment, GeneratedWorld, MovedTerminal, Trouble } from './world.ts';

/** Planted by chance; a terminal that is moved moves once, with all that it takes from then on. */
type PlantedTrouble = Exclude<Trouble, 'none' | 'moved_terminal'>;

export interface GenerateOptions {
  readonly seed: number;
  /** Sales; refunds, chargebacks and inventions come on top. */
  readonly sales: number;
  /** First day, `YYYY-MM-DD`, and how many. */
  readonly from: string;
  readonly days: number;
  /** How many of a thousand sales have each trouble. */
  readonly perMille?: Partial<Record<PlantedTrouble, number>>;
  /** How many of a thousand of the bank's days. */
  readonly accountPerMille?: AccountShares;
}

const PER_MILLE: Readonly<Record<PlantedTrouble, number>> = {
  no_rrn: 5,
  fee_error: 5,
  amount_error: 3,
  lost_at_bank: 4,
  status_conflict: 3,
  second_layout: 20,
  sbp_in_short: 10,
  timeless_twin: 2,
  netted_day: 4,
  spare_terminal: 5,
  unknown_paid: 3,
  unknown_lost: 2,
  voided: 5,
  bank_reversal: 3,
  bank_undone: 1,
  late: 4,
  dirty_row: 1,
  not_posted: 5,
  posted_wrong: 3,
};
const [MOVED_SEED, ACCOUNTS_SEED] = [104_729, 7_919];
const DAY_MS = 86_400_000;
/** So long the gateway takes a replaced device for the old one. */
const UNNOTICED_DAYS = 5;
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
  private readonly books: Books;
  private readonly moved: MovedTerminal;
  private readonly startMs: number;
  private readonly shares: readonly (readonly [PlantedTrouble, number])[];

  constructor(private readonly options: GenerateOptions) {
    this.chance = new Chance(options.seed);
    this.startMs = Date.parse(`${options.from}T00:00:00Z`);
    const { key, tids, replacementTid } = new Chance(options.seed + MOVED_SEED).pick(HOTELS);
    const fromMs = this.startMs + Math.floor((options.days * DAY_MS) / 2);
    this.moved = { hotel: key, tid: tids[0], replacementTid, fromMs, knownFromMs: fromMs + UNNOTICED_DAYS * DAY_MS };
    this.books = new Books(this.chance, this.moved);
    this.shares = Object.entries({ ...PER_MILLE, ...options.perMille }) as [PlantedTrouble, number][];
  }

  run(): GeneratedWorld {
    const { sales, days } = this.options;
    for (let at = 0; at < sales; at += 1) {
      // In the order of time, as payments come; sales of a second are never two of one terminal.
      const atMs = this.startMs + Math.floor((at * days * DAY_MS) / sales);
      this.sale(HOTELS[at % HOTELS.length] ?? HOTELS[0], atMs);
    }
    const { payments, lines, postings, truth } = this.books;
    return { hotels: HOTELS, moved: this.moved, payments, lines, postings, entries: this.accounts(), truth };
  }

  private sale(hotel: GeneratedHotel, atMs: number): void {
    const { books } = this;
    const planted = this.troubleOf();
    // Reconciliation begins with the first day that the lists tell of: they tell all of it.
    const trouble = atMs < this.startMs + DAY_MS ? 'none' : planted;
    const atBankOnly = trouble === 'bank_reversal' && this.chance.below(3) === 0;
    const numberless = (trouble === 'unknown_paid' || trouble === 'unknown_lost') && this.chance.below(2) === 0;
    const amountMinor = BigInt(10_000 + this.chance.below(9_000_000));
    const sale = books.payment(hotel, { kind: 'sale', atMs, amountMinor, status: this.statusOf(trouble), atBankOnly, numberless });
    const plain = books.draftOf(sale);
    const draft = trouble === 'sbp_in_short' ? { ...plain, kind: 'sbp_purchase' as const } : plain;
    if (trouble === 'netted_day') return nettedDay(books, hotel, sale);
    if (trouble === 'voided') return voided(books, hotel, sale);
    if (trouble === 'bank_reversal') return bankReversal(books, sale, !atBankOnly);
    if (trouble === 'bank_undone') return bankUndone(books, sale);
    books.tell(sale, draft, trouble);
    if (trouble === 'timeless_twin') timelessTwin(books, hotel.key, draft);
    const lucky = this.chance.below(1000);
    if (trouble !== 'none') return;
    if (lucky < NETTED) nettedRefunds(books, hotel, sale);
    else if (lucky < NETTED + REFUNDED) refund(books, hotel, sale);
    else if (lucky < NETTED + REFUNDED + CHARGED_BACK) chargeback(books, sale, draft);
    else if (lucky < NETTED + REFUNDED + CHARGED_BACK + INVENTED) invented(books, hotel.key, draft);
  }

  /** What it has come to in the gateway. */
  private statusOf(trouble: Trouble): GeneratedPayment['status'] {
    if (trouble === 'status_conflict') return 'declined';
    if (trouble === 'bank_reversal') return this.chance.pick(['declined', 'reversed']);
    if (trouble === 'unknown_paid' || trouble === 'unknown_lost') return this.chance.pick(['unknown', 'manual_review']);
    return 'approved';
  }

  private troubleOf(): Trouble {
    let at = this.chance.below(1000);
    for (const [trouble, share] of this.shares) {
      if (at < share) return trouble;
      at -= share;
    }
    return 'none';
  }

  /** Their chance is their own: another account leaves the sales as they are. */
  private accounts(): GeneratedEntry[] {
    const { seed, from, accountPerMille } = this.options;
    const chance = new Chance(seed + ACCOUNTS_SEED);
    const byHotel = new Map<string, GeneratedLine[]>(HOTELS.map(({ key }) => [key, []]));
    for (const line of this.books.lines) byHotel.get(line.hotel)?.push(line);
    return HOTELS.flatMap((hotel) => {
      const { entries, truth } = accountOf(hotel, byHotel.get(hotel.key) ?? [], from, chance, accountPerMille);
      for (const row of truth) this.books.add({ payments: [], postings: [], ...row });
      return entries;
    });
  }
}
