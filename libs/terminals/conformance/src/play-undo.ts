import { invariant } from '@payport/domain';
import type { LostOperation, UndoOutcome } from '@payport/terminals-core';
import type { Adapter, World } from './adapter.ts';
import type { Fate } from './device/scenario-amounts.ts';
import { calm, drive } from './drive.ts';
import { AMOUNT } from './orders.ts';
import { WatchedSession } from './session.ts';

/** A sale whose answer is lost, and its undo that a person orders, with whatever goes wrong around that. */
export interface UndoCase {
  /** How the sale is lost: the bank has its money, or never heard of it. */
  readonly lost?: Fate;
  /** Between the sale and the order to undo it. */
  readonly arrange?: (world: World, sending: WatchedSession) => void | Promise<void>;
  /** When the undo itself may leave: the terminal has been asked what it would undo. */
  readonly onSend?: (world: World) => void;
  /** After each moment of the order to undo. */
  readonly onStep?: (step: number, world: World) => void;
  /** The gateway dies at this moment. */
  readonly dieAt?: number;
}

export interface PlayedUndo {
  /** Of the first order and of what was asked after it; null: the gateway died. */
  readonly outcomes: readonly (UndoOutcome['outcome'] | null)[];
  readonly undone: boolean;
  readonly wrong: readonly string[];
  readonly steps: number;
  readonly alerts: readonly string[];
  /** Bytes of the conversation of the undo itself. */
  readonly traffic: ReturnType<World['traffic']>;
}

/** Longer than any terminal may still work on something. */
const LATER_MS = 400_000;
const MOST_TRIES = 3;

/** As a person and the engine do it: once more where nothing left, and no second undo where the first may have been done. */
export async function playUndo(adapter: Adapter, one: UndoCase = {}): Promise<PlayedUndo> {
  const world = adapter.world();
  const driver = world.restart();
  const sale = { reference: world.newReference(), amountMinor: AMOUNT, currency: adapter.currency, tid: adapter.tid };
  world.device.fate = one.lost ?? 'unreadable';
  const lost = await drive(world, driver.sale(sale, new WatchedSession(world.clock)), adapter.orderLimitMs);
  invariant(lost.value.outcome === 'unknown', 'a sale whose answer is lost is unknown');
  await calm(world);
  const entry = world.device.ledger.entries.at(-1) ?? null;
  const wrong: string[] = [];
  const outcomes: (UndoOutcome['outcome'] | null)[] = [];
  const tried: LostOperation['tried'][number][] = [];
  const alerts: string[] = [];
  let now = driver;
  let steps = 0;
  let traffic = world.traffic();
  const commands = world.moneyCommands();
  for (let count = 0; count < MOST_TRIES; count += 1) {
    const asking = new WatchedSession(world.clock);
    const sending = new WatchedSession(world.clock);
    const first = count === 0;
    if (first) await one.arrange?.(world, sending);
    if (first && one.onSend) sending.onAllowed = () => one.onSend?.(world);
    const before = world.moneyCommands();
    const operation = { reference: world.newReference(), of: sale.reference, amountMinor: AMOUNT, currency: adapter.currency, tid: adapter.tid };
    invariant(now.undoLost, 'an adapter says so only of a driver that can');
    const work = now.undoLost({ ...operation, tried }, asking, sending);
    const dead = new Error('the gateway has died');
    try {
      const driven = await drive(world, work, 2 * adapter.questionLimitMs + adapter.orderLimitMs, (step) => {
        if (!first) return;
        if (step === one.dieAt) throw dead;
        one.onStep?.(step, world);
      });
      if (first) steps = driven.steps;
      outcomes.push(driven.value.outcome);
      if (driven.value.outcome === 'not_sent' && world.moneyCommands() > before) wrong.push('not sent, though the undo left');
      if (sending.asked > 0 && driven.value.outcome === 'unknown') tried.push(operation.reference);
      if (asking.waiting + sending.waiting > 0) wrong.push('it still listens for a stop');
    } catch (error) {
      work.catch(() => undefined);
      if (error !== dead) wrong.push(`the undo ${error instanceof Error ? error.message : String(error)}`);
      for (const session of [asking, sending]) session.forbiddenFrom = 0;
      world.kill();
      now = world.restart();
      outcomes.push(null);
      // Its mark was durable before it was sent.
      if (sending.asked > 0) tried.push(operation.reference);
    }
    if (first) traffic = world.traffic();
    if (sending.early || (sending.dispatches > 0 && sending.asked === 0)) wrong.push('sent before it was allowed');
    alerts.push(...[...asking.alerts, ...sending.alerts].map(({ kind }) => kind));
    Object.assign(world.faults, { toUs: {}, toDevice: {} });
    Object.assign(world.device, { busy: false, lies: {} });
    const last = outcomes.at(-1);
    if (last === 'done' || last === 'refused' || last === 'not_last') break;
    await world.clock.advance(LATER_MS);
  }
  await calm(world);
  const undone = entry?.kind === 'sale' && entry.state === 'reversed';
  for (const said of outcomes) {
    if (said === 'done' && !undone) wrong.push('done, while the money is still taken');
    if ((said === 'refused' || said === 'not_last') && undone) wrong.push(`${said}, while the sale is undone`);
  }
  if (world.moneyCommands() - commands > 1) wrong.push(`the undo left ${world.moneyCommands() - commands} times`);
  const others = world.device.ledger.entries.filter((each) => each !== entry && each.state === 'reversed');
  if (others.length > 0) wrong.push('the money of another guest is undone');
  return { outcomes, undone, wrong: [...wrong, ...world.leftovers().map((left) => `${left} left`)], steps, alerts, traffic };
}
