import { acquiringPurpose, settleRegistry, type PurposeWording, type Settlement, type StatementDraft } from '@payport/bank-files';
import type { Chance } from './chance.ts';
import type { AccountTrouble, GeneratedEntry, GeneratedHotel, GeneratedLine, TruthRow, Verdict } from './world.ts';

export type AccountShares = Partial<Record<AccountTrouble, number>>;
/** Of a thousand days of the bank, those with each trouble; of a thousand entries, those that the second file tells as well. */
const PER_MILLE: Readonly<Record<AccountTrouble, number>> = {
  credit_lost: 40,
  credit_short: 30,
  credit_late: 30,
  credit_gross: 60,
  credit_joined: 80,
  credit_of_nobody: 30,
  credit_twice: 200,
};
/** A credit pays at most so many days in a row. */
const MOST_DAYS = 4;
const DAY_MS = 86_400_000;
/** How late a credit may be that does not say for which registry it is, and one that does; the account's term is three working days. */
const LATE_DAYS = { from: 6, unnamed: 16, named: 31 } as const;
const OTHER_MERCHANT = '999944440001';

/** What a purpose says: acquiring and nothing else, the merchant with the fee, or the registry too. */
type Wording = 'bare' | PurposeWording;
const WORDINGS: readonly [Wording, ...Wording[]] = ['bare', 'merchant', 'registry', 'reimbursement'];
const NAMED: readonly [PurposeWording, ...PurposeWording[]] = ['registry', 'reimbursement'];
const namesRegistry = (wording: Wording): boolean => wording === 'registry' || wording === 'reimbursement';
const BARE = 'Зачисление средств по операциям с МБК (на основании реестров платежей).';

type Truth = Pick<TruthRow, 'hotel' | 'relation' | 'trouble' | 'verdict' | 'bank' | 'statement'>;
export interface Account {
  readonly entries: readonly GeneratedEntry[];
  readonly truth: readonly Truth[];
}

/** The account of a hotel: what the bank has paid for its days, each in its own way, and what must be said of lines and credits. */
export function accountOf(hotel: GeneratedHotel, lines: readonly GeneratedLine[], from: string, chance: Chance, shares?: AccountShares): Account {
  return new AccountKeeper(hotel, chance, { ...PER_MILLE, ...shares }).run(lines, from);
}

class AccountKeeper {
  private readonly entries: GeneratedEntry[] = [];
  private readonly truth: Truth[] = [];
  private readonly labels = new Map<string, string[]>();
  private number = 0;

  constructor(
    private readonly hotel: GeneratedHotel,
    private readonly chance: Chance,
    private readonly shares: Readonly<Record<AccountTrouble, number>>,
  ) {}

  run(lines: readonly GeneratedLine[], from: string): Account {
    // The account is known from the day before on, and both files have an entry of that day.
    this.other('debit', 5_000_000n, dayAfter(from, -1), 'Оплата по договору аренды № 7, НДС не облагается', true);
    const clean = lines.filter(({ file, dirtyAmount }) => file === 'main' && dirtyAmount === null);
    for (const { file, row, draft } of clean) {
      const told = this.labels.get(draft.operatedAt.day) ?? [];
      told.push(`${file}:${row}`);
      this.labels.set(draft.operatedAt.day, told);
    }
    const settled = settleRegistry(clean.map(({ draft }) => draft));
    for (let at = 0; at < settled.length;) at += this.pay(settled.slice(at, at + MOST_DAYS));
    const byDay = (one: GeneratedEntry, other: GeneratedEntry): number => (one.draft.bookedOn < other.draft.bookedOn ? -1 : 1);
    return { entries: this.entries.sort(byDay), truth: this.truth };
  }

  /** Pays for the first of these days, or for several of them at once. @returns for how many */
  private pay(ahead: readonly Settlement[]): number {
    const [day] = ahead;
    if (day === undefined) return 1;
    const trouble = this.troubleOf();
    const wording = this.chance.pick(WORDINGS);
    const joined = this.joined(ahead, trouble === 'credit_joined' ? 2 + this.chance.below(MOST_DAYS - 1) : 1);
    if (new Date(`${day.day}T00:00:00Z`).getUTCDay() === 1) this.others(day.day);
    if (joined.length > 1) {
      this.credit('credit_joined', joined, wording, summed(joined).netMinor, 1);
      return joined.length;
    }
    if (day.netMinor <= 0n) this.credit('none', [day], 'registry', day.netMinor, 1);
    else this.payDay(day, trouble, wording);
    return 1;
  }

  /** So many of the days as one credit may pay: in a row, and with something to pay. A day without money to come is paid with the next one. */
  private joined(ahead: readonly Settlement[], wanted: number): readonly Settlement[] {
    const [first] = ahead;
    const most = Math.max(wanted, first?.netMinor === 0n ? 2 : 1);
    const days = ahead.slice(0, most).filter(({ day }) => first !== undefined && day <= dayAfter(first.day, MOST_DAYS - 1));
    return summed(days).netMinor > 0n ? days : days.slice(0, 1);
  }

  private payDay(day: Settlement, trouble: AccountTrouble | 'none', wording: Wording): void {
    switch (trouble) {
      case 'credit_lost':
        return this.note(trouble, 'missing_in_statement', [day], []);
      case 'credit_short': {
        const missing = BigInt(1 + (this.chance.below(2) === 0 ? this.chance.below(99) : this.chance.below(5_000)));
        return this.credit(trouble, [day], wording, day.netMinor > missing ? day.netMinor - missing : day.netMinor + missing, 1);
      }
      case 'credit_late': {
        const most = namesRegistry(wording) ? LATE_DAYS.named : LATE_DAYS.unnamed;
        return this.credit(trouble, [day], wording, day.netMinor, LATE_DAYS.from + this.chance.below(most - LATE_DAYS.from + 1));
      }
      case 'credit_gross':
        return day.feeMinor > 0n ? this.gross(day) : this.credit('none', [day], wording, day.netMinor, 1);
      case 'credit_of_nobody':
        this.credit('none', [day], wording, day.netMinor, 1);
        return this.nobody(day);
      case 'credit_joined':
      case 'credit_twice':
      case 'none':
        return this.credit('none', [day], wording, day.netMinor, 1);
    }
  }

  private troubleOf(): AccountTrouble | 'none' {
    let at = this.chance.below(1000);
    for (const [trouble, share] of Object.entries(this.shares) as [AccountTrouble, number][]) {
      if (trouble === 'credit_twice') continue;
      if (at < share) return trouble;
      at -= share;
    }
    return 'none';
  }

  /** One credit, or debit, for days. Of another sum it is theirs where it names their registry, and nobody's where it does not. */
  private credit(trouble: AccountTrouble | 'none', days: readonly Settlement[], wording: Wording, netMinor: bigint, afterDays: number): void {
    const whole = summed(days);
    if (netMinor === 0n) return this.note(trouble, 'missing_in_statement', days, []);
    const purpose = wording === 'bare' ? BARE : acquiringPurpose(whole, wording);
    const credit = this.entry(trouble, netMinor, dayAfter(whole.day, afterDays), purpose);
    const named = namesRegistry(wording);
    if (netMinor === whole.netMinor || named) return this.note(trouble, netMinor === whole.netMinor ? 'matched' : 'amount_mismatch', days, [credit]);
    this.note(trouble, 'missing_in_statement', days, []);
    this.note(trouble, 'missing_in_registry', [], [credit]);
  }

  /** The whole sum, and the fee in an entry of its own: of the same day, or for the registry that both name, a day or two later. */
  private gross(day: Settlement): void {
    const named = this.chance.below(2) === 0;
    const registry = named ? ` Дата реестра ${day.day.split('-').reverse().join('.')}.` : '';
    const of = `по операциям эквайринга. Мерчант №${day.mid}.${registry}`;
    const booked = dayAfter(day.day, 1);
    const credit = this.entry('credit_gross', day.netMinor + day.feeMinor, booked, `Зачисление средств ${of} НДС не облагается.`);
    const feeOn = named ? dayAfter(booked, this.chance.below(3)) : booked;
    const fee = this.entry('credit_gross', -day.feeMinor, feeOn, `Удержана комиссия ${named ? of : 'банка по операциям эквайринга.'}`);
    this.note('credit_gross', 'matched', [day], [credit]);
    this.note('credit_gross', 'none', [], [fee]);
  }

  /** A credit whose registry is not here: of another merchant, of a day before all of them, of none, or once more for a day that is paid. */
  private nobody(day: Settlement): void {
    const amount = BigInt(10_000 + this.chance.below(5_000_000));
    const made: Settlement = { ...day, operations: 1, grossMinor: amount + 1_000n, refundsMinor: 0n, feeMinor: 1_000n, netMinor: amount };
    const purposes = [
      acquiringPurpose({ ...made, mid: OTHER_MERCHANT }, this.chance.pick(NAMED)),
      acquiringPurpose({ ...made, day: dayAfter(day.day, -60) }, this.chance.pick(NAMED)),
      acquiringPurpose(made, 'merchant'),
      acquiringPurpose(made, this.chance.pick(NAMED)),
      BARE,
    ] as const;
    const credit = this.entry('credit_of_nobody', amount, dayAfter(day.day, 1), this.chance.pick(purposes));
    this.note('credit_of_nobody', 'missing_in_registry', [], [credit]);
  }

  /** What an account has beside acquiring: a guest's firm pays, and the bank takes a fee that has nothing to do with cards. */
  private others(day: string): void {
    this.other('credit', BigInt(100_000 + this.chance.below(9_000_000)), day, 'Оплата по счету № 12 за проживание');
    this.other('debit', 250_000n, dayAfter(day, 1), 'Комиссия за ведение счета');
  }

  private other(direction: 'credit' | 'debit', amountMinor: bigint, day: string, purpose: string, twice = false): void {
    const entry = this.entry('other_entry', direction === 'credit' ? amountMinor : -amountMinor, day, purpose, twice);
    this.note('other_entry', 'none', [], [entry]);
  }

  /** Puts an entry into the account, by chance into both files. @returns how the truth names it */
  private entry(trouble: Truth['trouble'], signedMinor: bigint, bookedOn: string, purpose: string, twice?: boolean): string {
    this.number += 1;
    const draft: StatementDraft = {
      account: accountNumber(this.hotel),
      direction: signedMinor < 0n ? 'debit' : 'credit',
      amountMinor: signedMinor < 0n ? -signedMinor : signedMinor,
      currency: 'RUB',
      bookedOn,
      documentNumber: String(this.number),
      documentOn: bookedOn,
      documentKind: 'Банковский ордер',
      counterparty: 'Банк',
      counterpartyInn: '7700000023',
      counterpartyAccount: '30232810000000000001',
      purpose,
      bankRef: null,
    };
    this.entries.push({ hotel: this.hotel.key, file: 'account', draft });
    if (twice ?? this.chance.below(1000) < this.shares.credit_twice) {
      this.entries.push({ hotel: this.hotel.key, file: 'second_account', draft });
      this.note(trouble === 'none' ? 'credit_twice' : trouble, 'duplicate', [], [`second_account:${this.number}`]);
    }
    return `account:${this.number}`;
  }

  private note(trouble: Truth['trouble'], verdict: Verdict, days: readonly Settlement[], statement: readonly string[]): void {
    const bank = days.flatMap(({ day }) => this.labels.get(day) ?? []);
    this.truth.push({ hotel: this.hotel.key, relation: 'bank_statement', trouble, verdict, bank, statement });
  }
}

/** The hotel's account: twenty digits. */
export const accountNumber = ({ mid }: GeneratedHotel): string => `40702810${mid}`;

function summed(days: readonly Settlement[]): Settlement {
  const sum = (of: (day: Settlement) => bigint): bigint => days.reduce((total, day) => total + of(day), 0n);
  return {
    mid: days[0]?.mid ?? '',
    day: days.at(-1)?.day ?? '',
    operations: days.reduce((total, { operations }) => total + operations, 0),
    grossMinor: sum(({ grossMinor }) => grossMinor),
    refundsMinor: sum(({ refundsMinor }) => refundsMinor),
    feeMinor: sum(({ feeMinor }) => feeMinor),
    netMinor: sum(({ netMinor }) => netMinor),
  };
}

const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
