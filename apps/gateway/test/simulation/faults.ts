import type { Chance } from './chance.ts';

/**
 * Everything that may go wrong, and how often it is drawn: once in so many chances, where its seed has it on. A run in
 * which one of them never happened has proved less than it says, and fails.
 */
export const FAULTS = {
  // The gateway and its machine.
  gateway_killed: 400,
  killed_after_commit: 60,
  gateway_drained: 12,
  clock_jump_ahead: 14,
  clock_jump_back: 14,
  gateway_gone: 3,
  gateway_paused: 12,
  lease_lost: 30,
  disk_full: 5,
  // The database.
  commit_lost: 60,
  commit_unanswered: 40,
  statement_failed: 200,
  database_away: 14,
  database_crashed: 14,
  // The bank's program and its folder.
  spawn_refused: 25,
  folder_failed: 300,
  program_died_at_start: 20,
  program_died_at_prompt: 25,
  program_died_before_answer: 16,
  program_hangs: 15,
  answer_cut: 16,
  answer_late: 16,
  answer_stale: 20,
  answer_foreign: 20,
  answer_unmapped: 25,
  answer_of_other_terminal: 40,
  answer_with_full_card_number: 12,
  slip_missing: 12,
  exit_code_wrong: 25,
  stop_ignored: 2,
  // The device and the bank behind it.
  device_rebooted: 25,
  bank_reply_lost: 25,
  device_cannot_tell: 10,
  device_link_broken: 10,
  order_reply_lost: 8,
  order_reply_duplicated: 10,
  step_link_broken: 12,
  step_reply_lost: 6,
  rollback_not_at_bank: 4,
  suspended_device_rebooted: 8,
  close_refused: 5,
  close_reply_lost: 4,
  close_slip_unreadable: 4,
  // The database was away when the outcome of a close came: what follows of that.
  close_journaled: 1,
  // The line to a terminal, drawn for each connection.
  line_refused: 25,
  line_cut: 12,
  line_goes_dead: 20,
  line_slow: 12,
  line_slices: 8,
  line_loses_bytes: 16,
  line_turns_bits: 16,
  line_repeats: 16,
  line_noise: 16,
  // What a ZVT terminal does with an approval that nobody has taken note of: what follows of other faults.
  zvt_undone_untaken: 1,
  zvt_booked_untaken: 1,
  killed_before_acknowledging: 5,
  // An INPAS terminal keeps back its copy of a sale whose answer is lost, and what becomes of the undo that people order then.
  copy_withheld: 1,
  undo_ordered: 1,
  undo_refused: 2,
  undo_reply_lost: 1,
  // Another guest paid at the terminal before people came: its last operation is somebody else's.
  undo_after_another: 2,
  // The bank's lists of operations, and what followed from them.
  registry_comes: 8,
  registry_line_late: 3,
  registry_line_twice: 4,
  registry_line_bare: 3,
  registry_line_ambiguous: 2,
  registry_contradicts: 4,
  registry_settled: 1,
  registry_contradicted: 1,
  // The people and the PMS.
  double_tap: 6,
  retried_with_same_key: 4,
  retried_with_new_key: 4,
  retried_with_other_body: 25,
  cancelled: 4,
  refunds_at_once: 3,
  voids_at_once: 3,
  captures_at_once: 3,
  released: 3,
  captured_too_much: 3,
  asked_by_hand: 5,
  closed_by_pms: 10,
  closed_by_schedule: 1,
  close_asked_again: 3,
  closed_over_unknown: 1,
  decided_by_people: 1,
  decided_twice: 2,
  decision_rejected: 1,
  posted_again: 4,
  posting_repeated_late: 4,
  confirmed_late: 8,
  never_confirmed: 8,
  confirmed_and_rolled_back: 6,
  confirmed_as_another: 6,
} as const;

export type Fault = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as Fault[];

export type FaultCounts = Record<Fault, number>;
export const noFaults = (): FaultCounts => Object.fromEntries(FAULT_NAMES.map((name) => [name, 0])) as FaultCounts;

/** Drawn by a chance of their own: seeds that are kept for what happens in them still mean that. */
const BY_THEMSELVES: ReadonlySet<Fault> = new Set(['undo_after_another']);

/** The faults of one seed: some of them on, each drawn where it could happen. */
export class Faults {
  readonly counts = noFaults();
  /** Those that are on, with their odds. */
  readonly #odds = new Map<Fault, number>();
  #calm = false;

  constructor(
    private readonly chance: Chance,
    private readonly own: Chance,
    private readonly tell: (fault: Fault) => void,
  ) {
    // Few faults find what many hide, and the other way round.
    const share = chance.pick([10, 30, 60, 90]);
    for (const name of FAULT_NAMES) if (this.#chanceOf(name).percent(share)) this.#odds.set(name, FAULTS[name]);
  }

  /** Decides whether this happens here and now. */
  strikes(fault: Fault): boolean {
    const odds = this.#odds.get(fault);
    if (odds === undefined || this.#calm || !this.#chanceOf(fault).oneIn(odds)) return false;
    this.counts[fault] += 1;
    this.tell(fault);
    return true;
  }

  #chanceOf(fault: Fault): Chance {
    return BY_THEMSELVES.has(fault) ? this.own : this.chance;
  }

  /** This happened, as a consequence of something else. */
  seen(fault: Fault): void {
    this.counts[fault] += 1;
    this.tell(fault);
  }

  /** From here on nothing goes wrong any more: what is open must come to its end. */
  calm(): void {
    this.#calm = true;
  }

  isCalm(): boolean {
    return this.#calm;
  }
}
