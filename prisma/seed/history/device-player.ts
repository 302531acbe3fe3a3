import { invariant, type DeviceReference } from '@payport/domain';
import { NO_WIRES, type CleanFrame, type DriverSession, type OrderOutcome, type RecoveryFinding, type TerminalDriver } from '@payport/terminals-core';
import type { SeededTerminal } from '../records/seeded.ts';
import type { Chance } from './chance.ts';
import { PlayedClock } from './played-clock.ts';
import { PlayedProgram, type PlayedRun } from './played-program.ts';
import type { PlannedOrder } from './planned-order.ts';

/** What the device said, and what went over the wire. */
export interface Told<T> {
  readonly answer: T;
  readonly frames: readonly CleanFrame[];
  /** When the answer was read. */
  readonly atMs: number;
}

/** One terminal with its real driver, in front of a bank program that is played. */
export class DevicePlayer {
  readonly #terminal: SeededTerminal;
  readonly #clock = new PlayedClock();
  readonly #program = new PlayedProgram(this.#clock);
  readonly #driver: TerminalDriver;

  constructor(terminal: SeededTerminal, chance: Chance) {
    this.#terminal = terminal;
    this.#driver = terminal.definition.create(terminal.settings, { clock: this.#clock, random: chance, programs: this.#program, wires: NO_WIRES });
  }

  /** Hands an order to the driver at its moment. `play`: the order's own run, then what the driver asks at once about it. */
  async perform(
    order: PlannedOrder,
    reference: DeviceReference,
    originalRrn: string | null,
    play: PlayedProgram['play'],
  ): Promise<Told<OrderOutcome>> {
    const sent = { ...this.#order(order, reference), original: { rrn: originalRrn, authCode: null } };
    const { refund } = this.#driver;
    invariant(order.kind === 'sale' || refund, 'a terminal of the plan can refund');
    return this.#ask(order.atMs, play, (session) =>
      order.kind === 'sale' || !refund ? this.#driver.sale(sent, session) : refund.call(this.#driver, sent, session),
    );
  }

  /** Asks the device what became of an order. */
  recover(
    order: PlannedOrder,
    reference: DeviceReference,
    atMs: number,
    play: (args: readonly string[]) => PlayedRun,
  ): Promise<Told<RecoveryFinding>> {
    const query = {
      operation: order.kind,
      order: this.#order(order, reference),
      dispatchedAtMs: order.atMs,
      memoryIntact: true,
      alike: [],
      kept: [],
    };
    return this.#ask(atMs, play, (session) => this.#driver.recover(query, session));
  }

  async #ask<T>(atMs: number, play: PlayedProgram['play'], ask: (session: DriverSession) => Promise<T>): Promise<Told<T>> {
    const frames: CleanFrame[] = [];
    this.#clock.set(atMs);
    this.#program.play = play;
    const answer = await ask({
      abort: new AbortController().signal,
      beforeFirstByte: () => Promise.resolve(),
      dispatched: () => undefined,
      stage: () => undefined,
      keep: () => Promise.resolve(),
      frame: (frame) => frames.push(frame),
      alert: ({ detail }) => invariant(false, `the history alarms nobody: ${detail}`),
    });
    return { answer, frames, atMs: this.#clock.now() };
  }

  #order({ amountMinor }: PlannedOrder, reference: DeviceReference) {
    const { tid, property } = this.#terminal;
    return { reference, amountMinor, currency: property.currency, tid };
  }
}
