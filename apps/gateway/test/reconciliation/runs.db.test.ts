import { ManualClock } from '@payport/testing';
import { systemRandom } from '@payport/terminals-transports';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ReconciliationRuns, RULES_VERSION } from '../../src/modules/reconciliation/index.ts';
import { ReconWorld } from './recon-world.ts';

let world: ReconWorld;
let clock: ManualClock;
beforeAll(async () => {
  world = await ReconWorld.start();
});
beforeEach(async () => {
  await world.clear();
  clock = new ManualClock(Date.parse('2026-01-16T09:00:00Z'));
});
afterAll(() => world.close());

const runs = (): ReconciliationRuns => new ReconciliationRuns({ pool: world.app, clock, random: systemRandom, log: { warn: () => undefined } });
const result = async (id: string): Promise<unknown> => (await world.of(id))?.['result'];

it('a file that is taken, one that is taken back and a deadline that passes are each looked at once', async () => {
  const id = await world.payment({ rrn: '600000000001', at: '2026-01-16 11:00' });
  await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12', minor: 1 }] });
  const file = await world.taken({ bank: [{ rrn: '600000000001', day: '2026-01-16' }] });
  await runs().look();
  expect(await result(id)).toBe('matched');
  expect((await world.app.query('select from recon_change')).rowCount).toBe(0);
  const ranAt = async (): Promise<unknown> => (await world.app.query('select ran_at from recon_run')).rows;
  const first = await ranAt();
  await clock.advance(60_000);
  await runs().look();
  expect(await ranAt()).toEqual(first);
  await world.takeBack(file);
  await runs().look();
  expect(await result(id)).toBe('expected');
  await clock.advance(5 * 86_400_000);
  await runs().look();
  expect(await result(id)).toBe('missing_at_bank');
});

it('is woken soon after a change, and stops', async () => {
  const seam = runs();
  const id = await world.payment({ rrn: '600000000001' });
  await world.taken({ bank: [{ rrn: '600000000001' }] });
  seam.start();
  seam.wake();
  await clock.advance(1_000);
  await expect.poll(() => result(id), { timeout: 20_000 }).toBe('matched');
  await seam.stop();
});

it('results that other rules made are made anew, though nothing changed', async () => {
  const id = await world.payment({ rrn: '600000000001' });
  await world.taken({ bank: [{ rrn: '600000000001' }] });
  await runs().look();
  await world.app.query('update recon_run set version = $1', [RULES_VERSION - 1]);
  await world.app.query('delete from recon_pair');
  expect(await result(id)).toBeUndefined();
  await runs().look();
  expect(await result(id)).toBe('matched');
  expect((await world.app.query('select version from recon_run')).rows).toEqual([{ version: RULES_VERSION }]);
});

it('what another gateway has matched between the look and the lock is not matched again', async () => {
  const id = await world.payment({ rrn: '600000000001' });
  await world.taken({ bank: [{ rrn: '600000000001' }] });
  // This gateway has seen that something is due; before it has the lock, the other one has run.
  const slow = Object.create(world.app) as typeof world.app;
  slow.query = (async (text: string, values: readonly unknown[]) => {
    const found = await world.app.query(text, [...values]);
    await runs().look();
    return found;
  }) as typeof world.app.query;
  const first = clock.now();
  const later = new ManualClock(first + 60_000);
  await new ReconciliationRuns({ pool: slow, clock: later, random: systemRandom, log: { warn: () => undefined } }).look();
  expect(await result(id)).toBe('matched');
  expect((await world.app.query('select ran_at from recon_run')).rows).toEqual([{ ran_at: new Date(first) }]);
});

/** The day of the payment is closed by somebody whose clock says so. */
const closeDay = (at: number): Promise<unknown> =>
  world.app.query(
    `with told as (
       insert into recon_day_event (property_id, business_day, kind, at, by_id, by_name, totals, sha256)
       values ($1, '2026-01-14', 'closed', $2, $1, 'Анна', '{}', decode(md5('a') || md5('b'), 'hex')))
     insert into recon_day (property_id, business_day, state, closed_at, closed_by, closed_name, totals, sha256)
     values ($1, '2026-01-14', 'closed', $2, $1, 'Анна', '{}', decode(md5('a') || md5('b'), 'hex'))`,
    [world.hotel, new Date(at)],
  );
const cameAt = async (): Promise<readonly number[]> =>
  (await world.app.query<{ arrived_at: Date }>('select distinct arrived_at from recon_adjustment')).rows.map(({ arrived_at }) =>
    arrived_at.getTime(),
  );

it('what comes to a day that was closed between the look and the lock came after its close', async () => {
  await world.payment({ rrn: '600000000001' });
  await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12', minor: 1 }] });
  await runs().look();
  await world.taken({ bank: [{ rrn: '600000000001' }] });
  const slow = Object.create(world.app) as typeof world.app;
  slow.query = (async (text: string, values: readonly unknown[]) => {
    const found = await world.app.query(text, [...values]);
    await clock.advance(60_000);
    await closeDay(clock.now());
    await clock.advance(1_000);
    return found;
  }) as typeof world.app.query;
  await new ReconciliationRuns({ pool: slow, clock, random: systemRandom, log: { warn: () => undefined } }).look();
  expect(await cameAt()).toEqual([clock.now()]);
});

it('what comes to a closed day came after its close, though the clock of the gateway that matches is behind', async () => {
  await world.payment({ rrn: '600000000001' });
  await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12', minor: 1 }] });
  await runs().look();
  const ahead = clock.now() + 30_000;
  await closeDay(ahead);
  await world.taken({ bank: [{ rrn: '600000000001' }] });
  await runs().look();
  expect(await cameAt()).toEqual([ahead + 1]);
});

it('a word that something changed is heard while a look is under way, and does not put off the next', async () => {
  const seam = runs();
  const id = await world.payment({ rrn: '600000000001' });
  seam.start();
  seam.wake();
  await clock.advance(600);
  seam.wake();
  await world.taken({ bank: [{ rrn: '600000000001' }] });
  await clock.advance(400);
  seam.wake();
  await expect.poll(() => result(id), { timeout: 20_000 }).toBe('matched');
  await seam.stop();
});
