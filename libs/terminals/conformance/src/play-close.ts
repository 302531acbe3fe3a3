import type { SettlementFinding, SettlementOutcome } from '@payport/terminals-core';
import type { Adapter, World } from './adapter.ts';
import { calm, drive } from './drive.ts';
import { AMOUNT, sell } from './orders.ts';
import { WatchedSession } from './session.ts';

/** A close of the batch with whatever goes wrong around it, and what is asked about it afterwards. */
export interface CloseCase {
  readonly arrange?: (world: World, session: WatchedSession) => void | Promise<void>;
  /** After each moment of the close. */
  readonly onStep?: (step: number, world: World, session: WatchedSession) => void;
  readonly dieAt?: number;
  /** What holds while questions are asked; all faults are over where it is not given. */
  readonly heal?: (world: World) => void;
}

export interface PlayedClose {
  /** Null: the gateway died. */
  readonly outcome: SettlementOutcome | null;
  readonly findings: readonly SettlementFinding[];
  readonly closed: boolean;
  readonly wrong: readonly string[];
  readonly known: boolean;
  readonly steps: number;
  readonly alerts: readonly string[];
  readonly traffic: ReturnType<World['traffic']>;
}

const HOUR_MS = 3_600_000;
const QUESTIONS_AT_MS = [2_000, 10_000, 60_000, 300_000, 600_000];

type Claim = 'closed' | 'open' | 'unknown';

const claimOf = (said: SettlementOutcome['outcome'] | SettlementFinding['finding']): Claim => {
  if (said === 'done') return 'closed';
  return said === 'failed' || said === 'not_sent' || said === 'not_closed_proven' ? 'open' : 'unknown';
};

/** Closes a batch that holds one sale of an hour ago, and holds what the driver told against the terminal. */
export async function playClose(adapter: Adapter, one: CloseCase = {}): Promise<PlayedClose> {
  const world = adapter.world();
  let driver = world.restart();
  await sell(world, adapter, driver, AMOUNT);
  await world.clock.advance(HOUR_MS);
  const session = new WatchedSession(world.clock);
  await one.arrange?.(world, session);
  const order = { reference: world.newReference(), tid: adapter.tid };
  const dispatchedAtMs = world.clock.now();
  const commands = world.moneyCommands();
  const wrong: string[] = [];
  const claims: { readonly said: string; readonly claim: Claim }[] = [];
  const findings: SettlementFinding[] = [];
  const alerts: string[] = [];
  let outcome: SettlementOutcome | null = null;
  let steps = 0;
  const dead = new Error('the gateway has died');
  const work = driver.settle?.(order, session) ?? Promise.reject(new Error('has no close'));
  try {
    const driven = await drive(world, work, adapter.orderLimitMs, (step) => {
      if (step === one.dieAt) throw dead;
      one.onStep?.(step, world, session);
    });
    ({ value: outcome, steps } = driven);
    claims.push({ said: outcome.outcome, claim: claimOf(outcome.outcome) });
    if (outcome.outcome === 'not_sent' && world.moneyCommands() > commands) wrong.push('not sent, though the command left');
    if (session.waiting > 0) wrong.push('it still listens for a stop');
  } catch (error) {
    work.catch(() => undefined);
    if (error !== dead) wrong.push(`the close ${error instanceof Error ? error.message : String(error)}`);
    session.forbiddenFrom = 0;
    world.kill();
    driver = world.restart();
  }
  const traffic = world.traffic();
  if (session.early) wrong.push('sent before it was allowed');
  alerts.push(...session.alerts.map(({ kind }) => kind));
  Object.assign(world.faults, { toUs: {}, toDevice: {} });
  Object.assign(world.device, { busy: false, lies: {} });
  one.heal?.(world);
  const open = outcome === null || outcome.outcome === 'unknown';
  for (const waitMs of open ? QUESTIONS_AT_MS : []) {
    await world.clock.advance(waitMs);
    const asking = new WatchedSession(world.clock);
    const query = { ...order, dispatchedAtMs, heldOperations: true, earlierCloseAtMs: null };
    try {
      const asked = driver.recoverSettlement?.(query, asking) ?? Promise.reject(new Error('cannot be asked'));
      const { value } = await drive(world, asked, 2 * adapter.questionLimitMs);
      findings.push(value);
      claims.push({ said: `found ${value.finding}`, claim: claimOf(value.finding) });
      if (value.finding !== 'in_progress' && !(value.finding === 'cannot_tell' && !value.conclusive)) break;
    } catch (error) {
      wrong.push(`a question ${error instanceof Error ? error.message : String(error)}`);
      break;
    }
  }
  await calm(world);
  const closes = world.device.ledger.entries.filter(({ kind }) => kind === 'close').length;
  if (closes > 1) wrong.push(`the batch was closed ${closes} times`);
  for (const { said, claim } of claims) {
    if (claim !== 'unknown' && (claim === 'closed') !== closes > 0) wrong.push(`${said}, while the batch is ${closes > 0 ? 'closed' : 'open'}`);
  }
  if (world.moneyCommands() - commands > 1) wrong.push(`the command left ${world.moneyCommands() - commands} times`);
  wrong.push(...world.leftovers().map((left) => `${left} left`));
  const known = claims.length > 0 && claims.at(-1)?.claim !== 'unknown';
  return { outcome, findings, closed: closes > 0, wrong, known, steps, alerts, traffic };
}
