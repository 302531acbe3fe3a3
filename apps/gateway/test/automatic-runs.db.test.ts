import { PORTAL_PATHS, type PortalAlarm, type PortalBankFile } from '@payport/contracts';
import { ManualClock } from '@payport/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

/** How often a gateway looks, ms. */
const LOOK_MS = 15_000;
/** How soon after a file was taken. */
const SOON_MS = 1_000;
const PATIENCE = { timeout: 20_000, interval: 50 };

let clock: ManualClock;
let gateway: GatewayHarness;
let finance: PortalVisitor;
let paymentId: string;
/** Only the test server's superuser sees what other people's connections do. */
let onlooker: pg.Client;
beforeAll(async () => {
  onlooker = new pg.Client({ connectionString: inject('database').adminUrl });
  await onlooker.connect();
});
afterAll(() => onlooker.end());
beforeEach(async () => {
  clock = new ManualClock(Date.now());
  gateway = await GatewayHarness.start({ clock, reconciles: true });
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
  const paid = await gateway.pay({ terminalId: await gateway.addTerminal(), reservation: { confirmationNumber: '77001' } });
  paymentId = String(paid.body['id']);
  await gateway.db.query(`create table run_seen (at timestamptz not null default now());
    create function note_run() returns trigger language plpgsql security definer as $$ begin insert into public.run_seen default values; return null; end $$;
    create trigger note_run after insert or update on recon_run for each row execute function note_run()`);
});
afterEach(() => gateway.close());

/** The registry of that day, with the payment in it, is brought in and taken by a person. */
async function takeRegistry(): Promise<void> {
  const { rows } = await gateway.db.query<{ rrn: string; day: string }>(
    `select rrn, to_char(created_at at time zone 'Europe/Moscow', 'DD.MM.YYYY') as day from payment where id = $1`,
    [paymentId],
  );
  const [{ rrn, day }] = rows as [{ rrn: string; day: string }];
  const header = 'Номер терминала;RRN;Дата операции;Тип операции;Сумма операции;Сумма комиссии;Номер карты';
  const bytes = Buffer.from([header, `00459991;${rrn};${day} 12:30:00;Покупка;1500,00;15,00;220220******4617`, ''].join('\r\n'));
  const file = await finance.post(`${PORTAL_PATHS.bankFiles(gateway.propertyId)}?name=registry.csv`, bytes);
  expect(file.status, file.text).toBe(201);
  const taken = await finance.post(PORTAL_PATHS.takeBankFile((file.body as unknown as PortalBankFile).id));
  expect(taken.body, taken.text).toMatchObject({ state: 'taken' });
}

async function results(): Promise<readonly string[]> {
  const { rows } = await gateway.db.query<{ result: string }>(`select result from recon_result where relation = 'gateway_bank' and side = 'gateway'`);
  return rows.map(({ result }) => result);
}
const runs = async (): Promise<number> => (await gateway.db.query('select from run_seen')).rowCount ?? 0;
const alarms = async (): Promise<readonly PortalAlarm[]> => {
  const { data } = (await finance.get(`/portal/v1/alarms?property=${gateway.propertyId}`)).body as { data: readonly PortalAlarm[] };
  return data.filter(({ kind }) => kind === 'reconciliation_failed');
};

/** How many gateways' matching stands so. */
async function matchings(state: string, since = new Date(0)): Promise<number> {
  const { rows } = await gateway.db.query<{ name: string }>('select current_database() as name');
  const found = await onlooker.query(
    `select from pg_stat_activity where datname = $1 and application_name = 'payport-reconciliation' and query_start > $2 and ${state}`,
    [rows[0]?.name, since],
  );
  return found.rowCount ?? 0;
}
/** Gateways whose matching has come to rest since `since`. */
const rested = (since: Date): Promise<number> => matchings(`state = 'idle'`, since);
async function databaseTime(): Promise<Date> {
  return (await gateway.db.query<{ at: Date }>('select clock_timestamp() as at')).rows[0]!.at;
}

it('a file that somebody takes is matched without anybody asking', async () => {
  await takeRegistry();
  expect(await results()).toEqual([]);
  // Long before the next look: the file has woken it.
  await clock.advance(SOON_MS);
  await expect.poll(results, PATIENCE).toEqual(['matched']);
});

it('two gateways at the same hotel run once for what changed', async () => {
  const otherClock = new ManualClock(clock.now());
  const other = await gateway.join({ clock: otherClock });
  const holder = await gateway.db.connect();
  try {
    await takeRegistry();
    // The first one stops right before it writes down that it ran; the other one looks meanwhile.
    await holder.query('begin; lock table recon_run in share mode');
    await clock.advance(LOOK_MS);
    await expect.poll(() => matchings(`wait_event_type = 'Lock'`), PATIENCE).toBe(1);
    const looked = await databaseTime();
    await otherClock.advance(LOOK_MS);
    await expect.poll(() => rested(looked), PATIENCE).toBe(1);
    await holder.query('commit');
    await expect.poll(results, PATIENCE).toEqual(['matched']);
    const again = await databaseTime();
    await Promise.all([clock.advance(2 * LOOK_MS), otherClock.advance(2 * LOOK_MS)]);
    await expect.poll(() => rested(again), PATIENCE).toBe(2);
    expect(await runs()).toBe(1);
  } finally {
    holder.release();
    await other.close();
  }
});

it('a run that breaks off is tried again; the second time people are told, until one succeeds', async () => {
  await gateway.db.query(`create function break_run() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
    create trigger break_run before insert on recon_run for each row execute function break_run()`);
  await takeRegistry();
  const first = await databaseTime();
  await clock.advance(LOOK_MS);
  await expect.poll(() => rested(first), PATIENCE).toBe(1);
  expect(await alarms()).toEqual([]);
  await expect
    .poll(async () => {
      await clock.advance(LOOK_MS);
      return alarms();
    }, PATIENCE)
    .toMatchObject([{ severity: 'critical', terminalId: null, clearedAt: null }]);
  expect(await results()).toEqual([]);
  await gateway.db.query('drop trigger break_run on recon_run');
  await expect
    .poll(async () => {
      await clock.advance(LOOK_MS);
      return (await alarms()).map(({ clearedAt }) => clearedAt !== null);
    }, PATIENCE)
    .toEqual([true]);
  expect(await results()).toEqual(['matched']);
});
