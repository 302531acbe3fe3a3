import { invariant } from '@payport/domain';
import type { LastOperation, LastOutcome, TerminalDriver } from '@payport/terminals-core';
import type { Adapter, World } from './adapter.ts';
import type { PhaseStep } from './device/second-phase.ts';
import { calm, drive } from './drive.ts';
import { AMOUNT, sell } from './orders.ts';
import { WatchedSession } from './session.ts';

/** A step of a sale in two phases, with whatever goes wrong around it. */
export interface StepCase {
  readonly arrange?: (world: World, session: WatchedSession, driver: TerminalDriver) => void | Promise<void>;
  /** After each moment of the step. */
  readonly onStep?: (step: number, world: World, session: WatchedSession) => void;
  /** The gateway dies at this moment. */
  readonly dieAt?: number;
}

export interface PlayedStep {
  /** Of the first one; null: the gateway died. */
  readonly outcome: LastOutcome['outcome'] | null;
  /** What is believed of the sale in the end; null: a person has to look. */
  readonly believed: 'stands' | 'undone' | null;
  /** The terminal undid the sale by itself: nobody committed it before it lost its power. */
  readonly lapsed: boolean;
  readonly wrong: readonly string[];
  readonly steps: number;
  readonly alerts: readonly string[];
  readonly traffic: ReturnType<World['traffic']>;
}

const LATER_MS = 400_000;
const MOST_TRIES = 3;
/** Where a sale ends whose step was lost: what is to be suspended is confirmed afterwards. */
const GOES_ON: Readonly<Record<PhaseStep, 'commit' | 'rollback'>> = { suspend: 'commit', commit: 'commit', rollback: 'rollback' };

const callOf = (driver: TerminalDriver, step: PhaseStep): NonNullable<TerminalDriver['commitLast']> => {
  const call = { suspend: driver.suspendLast, commit: driver.commitLast, rollback: driver.rollbackLast }[step];
  invariant(call, 'an adapter says so only of a driver that can');
  return call.bind(driver);
};

/** As the engine does it: a lost step is repeated, and what the terminal says of a repeated one is held against its tape. */
export async function playStep(adapter: Adapter, step: PhaseStep, one: StepCase = {}): Promise<PlayedStep> {
  const world = adapter.world();
  const { device, clock } = world;
  let driver = world.restart();
  const { authCode } = await sell(world, adapter, driver, AMOUNT);
  invariant(authCode, 'an approved sale has its code');
  const entry = device.ledger.entries.at(-1);
  invariant(entry, 'an approved sale is in the books');
  const operation = (): LastOperation => ({
    reference: world.newReference(),
    amountMinor: AMOUNT,
    currency: adapter.currency,
    authCode,
    tid: adapter.tid,
  });
  if (step !== 'suspend') {
    const suspended = await drive(world, driver.suspendLast!(operation(), new WatchedSession(clock)), adapter.questionLimitMs);
    invariant(suspended.value.outcome === 'done', 'what has no trouble is done');
  }
  const wrong: string[] = [];
  const alerts: string[] = [];
  const outcomes: PlayedStep['outcome'][] = [];
  let believed: PlayedStep['believed'] = null;
  let steps = 0;
  let traffic = world.traffic();
  /** A step of before may have been taken, or it is not proven that there was anything to commit. */
  let doubtful = false;
  const dead = new Error('the gateway has died');
  for (let count = 0; count < MOST_TRIES; count += 1) {
    const first = count === 0;
    const kind = first ? step : GOES_ON[step];
    const session = new WatchedSession(clock);
    if (first) await one.arrange?.(world, session, driver);
    const [commands, taken] = [world.moneyCommands(), device.phase.done.length];
    const named = operation();
    const work = callOf(driver, kind)(named, session);
    let value: LastOutcome | null = null;
    try {
      const driven = await drive(world, work, adapter.orderLimitMs, (moment) => {
        if (!first) return;
        if (moment === one.dieAt) throw dead;
        one.onStep?.(moment, world, session);
      });
      value = driven.value;
      if (first) steps = driven.steps;
    } catch (error) {
      work.catch(() => undefined);
      if (error !== dead) wrong.push(`the ${kind} ${error instanceof Error ? error.message : String(error)}`);
      session.forbiddenFrom = 0;
      world.kill();
      driver = world.restart();
    }
    if (first) traffic = world.traffic();
    outcomes.push(value?.outcome ?? null);
    const sent = world.moneyCommands() - commands;
    const did = device.phase.done.slice(taken).includes(kind);
    if (sent > 1) wrong.push(`the ${kind} left ${sent} times`);
    if (session.early) wrong.push('sent before it was allowed');
    if (value !== null && session.waiting > 0) wrong.push('it still listens for a stop');
    if (value?.outcome === 'done' && !did) wrong.push(`${kind} is done, and the terminal did not do it`);
    if (value?.outcome === 'refused' && did) wrong.push(`${kind} is refused, and the terminal did it`);
    if (value?.outcome === 'not_sent' && sent > 0) wrong.push(`${kind} is not sent, though the command left`);
    alerts.push(...session.alerts.map((alert) => alert.kind));
    Object.assign(world.faults, { toUs: {}, toDevice: {} });
    Object.assign(device, { busy: false, lies: {} });
    if (value?.outcome === 'done' && kind !== 'suspend') believed = kind === 'commit' ? 'stands' : 'undone';
    if (value?.outcome === 'refused' && value.already && doubtful)
      believed = kind === 'rollback' ? 'undone' : await listed(world, driver, adapter, named);
    if (believed !== null || value?.outcome === 'refused') break;
    doubtful ||=
      value === null ? session.asked > 0 || kind === 'suspend' : value.outcome === 'unknown' || (kind === 'suspend' && value.outcome !== 'done');
    await clock.advance(LATER_MS);
  }
  await calm(world);
  const stands = entry.state === 'captured' && !device.phase.isSuspended(entry);
  if (believed !== null && (believed === 'stands') !== stands) wrong.push(`${believed}, while the sale is ${entry.state}`);
  const others = device.ledger.entries.filter((each) => each !== entry && each.state === 'reversed');
  if (others.length > 0) wrong.push('the money of another guest is undone');
  const { lapsed } = device.phase;
  return {
    outcome: outcomes[0] ?? null,
    believed,
    lapsed,
    wrong: [...wrong, ...world.leftovers().map((left) => `${left} left`)],
    steps,
    alerts,
    traffic,
  };
}

/** Where nothing is pending any more, the tape tells whether the sale is still there. */
async function listed(world: World, driver: TerminalDriver, adapter: Adapter, operation: LastOperation): Promise<PlayedStep['believed']> {
  invariant(driver.findLast, 'comes together with the steps');
  const { value } = await drive(world, driver.findLast(operation, new WatchedSession(world.clock)), adapter.questionLimitMs);
  if (value.finding === 'cannot_tell') return null;
  return value.finding === 'stands' ? 'stands' : 'undone';
}
