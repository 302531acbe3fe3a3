import { compactLocalTime, type BankLine, type PropertyId } from '@payport/domain';
import type { MemoryDatabase } from '@payport/testing';
import type { Chance } from '../chance.ts';
import type { Faults } from '../faults.ts';
import type { RegistryRules } from '../registry-rules.ts';
import type { BankEntry } from './simulated-bank.ts';

/** The list of a closed day comes so long after what nobody doubts any more, ms; a bank's day is short here. */
const LISTED_AFTER_MS = 5 * 60_000;
/** And after what the device may still undo: longer than its longest step. */
const QUIET_AFTER_MS = 15 * 60_000;

export interface RegistryWorld {
  readonly chance: Chance;
  readonly faults: Faults;
  readonly database: MemoryDatabase;
  readonly rules: RegistryRules;
  readonly propertyId: PropertyId;
  /** The bank's own clock. */
  readonly nowMs: () => number;
  readonly isOnDevice: (reference: string) => boolean;
  readonly entryOf: (rrn: string) => BankEntry | undefined;
  readonly trace: (line: string) => void;
}

type Line = Omit<BankLine, 'id' | 'source' | 'sourceLine'>;

/** What will be wrong with an operation's line: drawn when the money moves, since most lists come when nothing fails any more. */
interface Booked {
  readonly entry: BankEntry;
  readonly atMs: number;
  readonly late: boolean;
  readonly twice: boolean;
  readonly bare: boolean;
  readonly ambiguous: boolean;
  readonly wrong: boolean;
}

/** The bank's lists of operations, as they are imported: late, twice, without numbers, ambiguous, and seldom wrong. */
export class BankRegistry {
  #waiting: readonly Booked[] = [];
  /** What was undone after its line had been told: its reversal is in a later list. */
  #undone: readonly Booked[] = [];
  /** What was told as captured, by its reference. */
  readonly #listed = new Map<string, Booked>();
  #files = 0;

  constructor(private readonly world: RegistryWorld) {}

  booked(entry: BankEntry): void {
    // Reserved money is in no list.
    if (entry.kind === 'preauthorization') return;
    const { faults, nowMs, rules } = this.world;
    const dispatchedAtMs = rules.paymentOf(entry.reference)?.dispatchedAtMs ?? nowMs();
    // A hotel whose clock was a day off has lines held against the wrong payments: see docs/reliability.md, F16.
    if (dayOf(dispatchedAtMs) !== dayOf(nowMs())) return;
    rules.expected(this.#ordersOf(entry));
    const bare = entry.kind !== 'void' && faults.strikes('registry_line_bare');
    this.#waiting = [
      ...this.#waiting,
      {
        entry,
        atMs: nowMs(),
        late: faults.strikes('registry_line_late'),
        twice: !bare && faults.strikes('registry_line_twice'),
        bare,
        ambiguous: bare && faults.strikes('registry_line_ambiguous'),
        wrong: !bare && faults.strikes('registry_contradicts'),
      },
    ];
  }

  /** The device undoes what a list has told already. */
  reversed({ rrn, reference }: BankEntry): void {
    const booked = this.#listed.get(rrn);
    if (!booked) return;
    this.world.rules.expected([reference]);
    this.#undone = [...this.#undone, booked];
  }

  /** Something is still to be told. */
  get isWaiting(): boolean {
    return this.#undone.length > 0;
  }

  /** A file comes; `last`: the one after which nothing is missing. True when it had lines. */
  comes(last: boolean): boolean {
    const ready = this.#waiting.filter((booked) => !this.world.isOnDevice(booked.entry.reference) && (last || this.#isClosed(booked)));
    this.#files += 1;
    this.#waiting = this.#waiting.filter((booked) => !ready.includes(booked));
    const undone = this.#undone;
    this.#undone = [];
    for (const booked of undone) this.#listUndone(booked);
    for (const booked of ready) this.#list(booked);
    return ready.length + undone.length > 0;
  }

  /** Nothing will become of it any more that its list would have to tell. */
  #isClosed({ entry, atMs, late }: Booked): boolean {
    const ageMs = this.world.nowMs() - atMs;
    return !late && ageMs >= (this.world.rules.isDecided(entry.reference) ? LISTED_AFTER_MS : QUIET_AFTER_MS);
  }

  /** The order itself, and what it takes back. */
  #ordersOf({ kind, reference, originalRrn }: BankEntry): readonly string[] {
    const original = kind !== 'void' || originalRrn === null ? undefined : this.world.entryOf(originalRrn)?.reference;
    return original === undefined ? [reference] : [reference, original];
  }

  #list(booked: Booked): void {
    const { chance, rules } = this.world;
    const { entry } = booked;
    const about = this.#ordersOf(entry);
    rules.expected(about, -1);
    // What was undone is in some banks' lists, and in others not.
    if (entry.reversed && (entry.kind === 'void' || chance.percent(50))) return;
    const line = this.#lineOf(booked);
    if (booked.wrong && rules.mayBeContradicted(entry)) {
      rules.contradicts(entry.reference);
      const declined = chance.percent(50);
      const { amountMinor } = line;
      this.#add({ ...line, state: declined ? 'declined' : 'captured', amountMinor: declined ? amountMinor : amountMinor + 100n }, about, false);
      return;
    }
    this.#listed.set(entry.rrn, booked);
    this.#add(line, about, booked.ambiguous);
    // Somebody used the terminal by hand for the same amount.
    if (booked.ambiguous) this.#add(line, [], true);
    if (!booked.twice) return;
    this.#files += 1;
    this.#add(line, about, false);
  }

  #listUndone(booked: Booked): void {
    const { rules, nowMs } = this.world;
    const { rrn, reference } = booked.entry;
    rules.expected([reference], -1);
    const line = { ...this.#lineOf(booked), kind: 'reversal', state: 'captured', rrn, authCode: null, businessDay: dayOf(nowMs()) } as const;
    this.#add(line, [reference], false);
  }

  #add(line: Line, about: readonly string[], ambiguous: boolean): void {
    const { database, rules, trace } = this.world;
    const source = `registry-${this.#files}.csv`;
    const added = database.bankLines.add({ ...line, source, sourceLine: String(database.bankLines.all.size + 1) });
    rules.listed(`${added.source}:${added.sourceLine}`, { about, ambiguous });
    trace(`bank    lists ${about[0] ?? 'a stranger'}: ${line.kind} ${line.state} ${line.amountMinor} ${line.rrn ?? 'without numbers'}`);
  }

  #lineOf({ entry: { kind, tid, amountMinor, rrn, authCode, originalRrn, reversed }, atMs, bare }: Booked): Line {
    return {
      propertyId: this.world.propertyId,
      businessDay: dayOf(atMs),
      kind: kind === 'void' ? 'reversal' : kind === 'refund' ? 'refund' : 'sale',
      state: reversed ? 'reversed' : 'captured',
      amountMinor,
      currency: 'RUB',
      tid,
      mid: null,
      rrn: bare ? null : kind === 'void' ? originalRrn : rrn,
      authCode: bare || kind === 'void' ? null : authCode,
      cardMask: null,
    };
  }
}

const dayOf = (atMs: number): string => {
  const local = compactLocalTime(atMs, 'UTC');
  return `${local.slice(0, 4)}-${local.slice(4, 6)}-${local.slice(6, 8)}`;
};
