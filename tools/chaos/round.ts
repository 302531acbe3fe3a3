import { setTimeout as delay } from 'node:timers/promises';
import { differences, type GatewayRow } from './books.ts';
import { chanceOf } from './chance.ts';
import { OPEN, Supervisor, type Blow, type Restart } from './supervisor.ts';
import type { Till, TillPayment } from './till.ts';
import type { ChaosWorld } from './world.ts';

/** A slow guest takes 8 s, a rebooting device 5 s, a question that found it away comes again after 2, 5, 10 s. */
const QUIET_LIMIT_MS = 90_000;
/** These hold their device by themselves: a slow guest, a reboot. The others' devices answer at once. */
const SLOW = ['88', '73'];

export interface RoundReport {
  readonly payments: number;
  readonly approved: number;
  readonly review: number;
  readonly refused: number;
  /** Payments that were unknown for a time and have ended. */
  readonly resolved: number;
  readonly blows: ReadonlyMap<Blow, number>;
  readonly openAtRestarts: number;
  /** From the gateway's readiness to the end of the last payment that it found open, ms; for all, and where the device answers at once. */
  readonly recoveryMs: number;
  readonly promptRecoveryMs: number;
  readonly differences: readonly string[];
}

export interface RoundOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly first: readonly Blow[];
}

/** Load and blows for some seconds, then quiet, then the three books. `tills` keep their books over the rounds. */
export async function playRound(world: ChaosWorld, tills: readonly Till[], { seed, seconds, first }: RoundOptions): Promise<RoundReport> {
  const supervisor = new Supervisor(world, chanceOf(seed));
  const known = new Set((await world.query<{ id: string }>('select id from payment')).map(({ id }) => id));
  const refusedBefore = refusals(tills);
  const stop = new AbortController();
  const patience = new AbortController();
  const served = Promise.all(tills.map((till) => till.serve(stop.signal, patience.signal)));
  await supervisor.run(seconds * 1000, first);
  stop.abort();
  const timer = setTimeout(() => patience.abort(), QUIET_LIMIT_MS);
  await served;
  // A payment whose PMS was refused or never heard of it goes on without anybody asking.
  while (!patience.signal.aborted && (await world.query(`select from payment where ${OPEN} limit 1`)).length > 0) await delay(100);
  clearTimeout(timer);
  const wrong: string[] = [];
  const rows: GatewayRow[] = [];
  for (const till of tills) {
    const gateway = await rowsOf(world, till.terminal.id);
    rows.push(...gateway.filter(({ id }) => !known.has(id)));
    const looked = new Map<string, TillPayment | null>();
    for (const { key } of gateway) looked.set(key, await till.look(key));
    wrong.push(...differences({ tid: till.terminal.tid, gateway, bank: await world.ledger(till.terminal.tid), told: till.told, looked }));
  }
  const resolved = await world.query<{ id: string }>(
    `select distinct payment_id as id from payment_event where type = 'state' and from_status = 'unknown' and to_status in ('approved', 'declined', 'cancelled', 'failed')`,
  );
  return {
    payments: rows.length,
    approved: rows.filter(({ status }) => status === 'approved').length,
    review: rows.filter(({ status }) => status === 'manual_review').length,
    refused: refusals(tills) - refusedBefore,
    resolved: resolved.filter(({ id }) => !known.has(id)).length,
    blows: supervisor.blows,
    openAtRestarts: supervisor.restarts.reduce((count, { open }) => count + open.length, 0),
    ...(await recoveryTimes(world, supervisor.restarts)),
    differences: wrong,
  };
}

const refusals = (tills: readonly Till[]): number => tills.flatMap(({ told }) => [...told.values()]).filter((answer) => 'refused' in answer).length;

async function rowsOf(world: ChaosWorld, terminalId: string): Promise<GatewayRow[]> {
  const rows = await world.query<Omit<GatewayRow, 'amount'> & { amount: string }>(
    `select p.idempotency_key as key, p.id, p.kind, p.status, p.amount_minor::text as amount, p.rrn,
       (select count(*)::int from payment_event e where e.payment_id = p.id and e.type = 'state' and e.to_status = 'dispatched') as dispatches
     from payment p where p.terminal_id = $1`,
    [terminalId],
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

/** Until a restart found it again, a payment belongs to the last restart that found it open. */
async function recoveryTimes(world: ChaosWorld, restarts: readonly Restart[]): Promise<{ recoveryMs: number; promptRecoveryMs: number }> {
  const last = new Map(restarts.flatMap(({ readyAt, open }) => open.map((id) => [id, readyAt] as const)));
  const ended = await world.query<{ id: string; amount: string; at: Date }>(
    `select p.id, p.amount_minor::text as amount, max(e.at) as at from payment p join payment_event e on e.payment_id = p.id and e.type = 'state'
     where p.id = any($1) group by p.id`,
    [[...last.keys()]],
  );
  const took = ended.map(({ id, amount, at }) => ({ slow: SLOW.includes(amount.slice(-2)), ms: Math.max(0, at.getTime() - (last.get(id) ?? 0)) }));
  return {
    recoveryMs: Math.max(0, ...took.map(({ ms }) => ms)),
    promptRecoveryMs: Math.max(0, ...took.filter(({ slow }) => !slow).map(({ ms }) => ms)),
  };
}
