import { invariant, uuidV7, type PaymentId } from '@payport/domain';
import type { RecoveryFinding } from '@payport/terminals-core';
import type { Chance } from './chance.ts';
import { DevicePlayer, type Told } from './device-player.ts';
import { localDate } from './local-time.ts';
import type { HistoryEvent, PlayedOrder } from './played-order.ts';
import type { PlayedRun } from './played-program.ts';
import type { Ending, PlannedOrder } from './planned-order.ts';
import { newAuthCode, newRrn } from './reference-numbers.ts';
import { approvalRun, plainRun, refusalRun, silentRun, type BankApproval } from './terminal-words.ts';
import { movesOfFinding, movesOfOutcome } from './told-events.ts';

/** The device has no record to answer from, and no control tape; it never knew of the request. */
const NO_DATA = 4129;
const NEVER_EXECUTED = 4311;
/** The ladder's first questions, counted from the moment at which the outcome became unknown. */
const ASKED_AFTER_MS = [2_000, 7_000, 17_000, 37_000, 77_000];
/** A question that got no answer: the link was down. */
const SILENT_MS = 4_000;
const ANSWER_MS = 900;
const FIRST_PMS_NUMBER = 104_233;

/** Plays every order, oldest first, on its terminal's real driver. */
export class HistoryPlayer {
  readonly #chance: Chance;
  readonly #devices = new Map<string, DevicePlayer>();
  readonly #dayNumbers = new Map<string, number>();
  readonly #pmsNumbers = new Map<string, string>();
  readonly #played = new Map<PlannedOrder, PlayedOrder>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  async play(orders: readonly PlannedOrder[]): Promise<readonly PlayedOrder[]> {
    for (const order of orders) this.#played.set(order, await this.#playOne(order));
    return [...this.#played.values()];
  }

  async #playOne(planned: PlannedOrder): Promise<PlayedOrder> {
    const { terminal, atMs } = planned;
    const reference = terminal.definition.newReference(this.#chance);
    const original = planned.original === null ? null : this.#played.get(planned.original);
    invariant(original !== undefined, 'an original is older than its refund');
    const tookMs = this.#chance.between(6_000, 24_000);
    const approval = this.#approval(planned, atMs + tookMs - this.#chance.between(1_200, 1_900));
    const run = runOf(planned, approval, reference, tookMs);
    // A refusal that names no request is asked about at once: the device says that it never did what was asked.
    let asked = false;
    const play = (args: readonly string[]): PlayedRun => {
      if (asked) return neverRun(planned, args, atMs + tookMs);
      asked = true;
      return run;
    };
    const { answer, frames, atMs: endedMs } = await this.#device(planned).perform(planned, reference, original?.result?.rrn ?? null, play);
    const begun: readonly HistoryEvent[] = [
      { atMs, type: 'state', to: 'accepted', stage: null, cause: 'requested', actor: 'pms:HRS Sonata', evidence: {} },
      { atMs, type: 'state', to: 'dispatched', stage: null, cause: 'about_to_send', actor: 'gateway', evidence: { deviceReference: reference } },
      { atMs: atMs + 140, type: 'state', to: 'in_progress', stage: null, cause: 'device_took_order', actor: 'device', evidence: {} },
    ];
    const first = movesOfOutcome(answer, endedMs);
    const found = first.open ? await this.#recover(planned, approval, reference, endedMs) : null;
    return {
      id: uuidV7({ now: () => atMs }, this.#chance) as PaymentId,
      planned,
      reference,
      original,
      pmsTransactionNumber: this.#pmsNumber(planned.bill),
      events: [...begun, ...first.events, ...(found?.events ?? [])],
      result: found?.result ?? first.result,
      decline: found ? found.decline : first.decline,
      frames: [...frames, ...(found?.frames ?? [])],
      recoveryAttempts: found?.attempts ?? 0,
    };
  }

  /** Asks as the ladder does, until the device has told or has shown that it cannot. */
  async #recover(planned: PlannedOrder, approval: BankApproval, reference: PlayedOrder['reference'], sinceMs: number) {
    const device = this.#device(planned);
    const asked: Told<RecoveryFinding>[] = [];
    for (const afterMs of ASKED_AFTER_MS) {
      const patient = planned.ending.kind === 'lost_for_good' && afterMs !== ASKED_AFTER_MS.at(-1);
      const told = await device.recover(planned, reference, sinceMs + afterMs, (args) =>
        patient ? silentRun(SILENT_MS) : answerRun(planned, approval, args, sinceMs + afterMs),
      );
      asked.push(told);
      if (told.answer.finding !== 'cannot_tell' || told.answer.conclusive) break;
    }
    return { ...movesOfFinding(asked), frames: asked.flatMap(({ frames }) => frames), attempts: asked.length - 1 };
  }

  #device({ terminal }: PlannedOrder): DevicePlayer {
    const known = this.#devices.get(terminal.tid) ?? new DevicePlayer(terminal, this.#chance);
    this.#devices.set(terminal.tid, known);
    return known;
  }

  #approval({ terminal }: PlannedOrder, hostAtMs: number): BankApproval {
    const day = `${terminal.tid} ${localDate(hostAtMs, terminal.property.timeZone)}`;
    const number = (this.#dayNumbers.get(day) ?? 0) + 1;
    this.#dayNumbers.set(day, number);
    return { rrn: newRrn(hostAtMs, this.#chance), authCode: newAuthCode(this.#chance), number: String(number).padStart(4, '0'), hostAtMs };
  }

  #pmsNumber(bill: string): string {
    const known = this.#pmsNumbers.get(bill) ?? String(FIRST_PMS_NUMBER + this.#pmsNumbers.size);
    this.#pmsNumbers.set(bill, known);
    return known;
  }
}

function runOf(order: PlannedOrder, approval: BankApproval, reference: string, tookMs: number): PlayedRun {
  const ending: Ending = order.ending;
  if (ending.kind !== 'code') return silentRun(tookMs);
  if (ending.code === 0) return approvalRun(order, approval, reference, tookMs);
  return refusalRun(order, ending.code, reference, approval.hostAtMs, tookMs);
}

/** What the device answers afterwards. An approval carries the id that was asked about, all else the question's own. */
function answerRun(order: PlannedOrder, approval: BankApproval, args: readonly string[], atMs: number): PlayedRun {
  if (order.ending.kind === 'lost_then_found') return approvalRun(order, approval, args[1] ?? '', ANSWER_MS);
  const code = order.ending.kind === 'lost_then_absent' ? NEVER_EXECUTED : NO_DATA;
  return plainRun(order, code, ownIdOf(args), atMs, ANSWER_MS);
}

const neverRun = (order: PlannedOrder, args: readonly string[], atMs: number): PlayedRun =>
  plainRun(order, NEVER_EXECUTED, ownIdOf(args), atMs, ANSWER_MS);

/** The id of a question itself, not of the order that it is about. */
const ownIdOf = (args: readonly string[]): string => args.find((argument) => argument.startsWith('/q='))?.slice(3) ?? '';
