import type { PortalReconDay } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, path } from './recon-desk-world.ts';

const DAY = '2026-01-20';
let gateway: GatewayHarness;
let anna: PortalVisitor;
let terminalId: string;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Анна'));
  terminalId = await gateway.addTerminal();
  await gateway.db.query(`update property set time_zone = 'Europe/Moscow', night_audit_hour = 3 where id = $1`, [gateway.propertyId]);
  await gateway.db.query(`insert into gateway_instance values ('other', 1, now(), now(), now()) on conflict do nothing`);
});
afterAll(() => gateway.close());

/** A batch that the terminal closed then, with its sales beside ours, minor units. */
async function batch(closedAt: string, theirs: number, ours: number, matches: boolean | null = theirs === ours): Promise<void> {
  const id = randomUUID();
  await gateway.db.query(
    `insert into terminal_command (id, property_id, terminal_id, kind, status, requested_kind, device_reference, instance_id, created_at, final_at, sales_count, sales_minor, refunds_count, refunds_minor)
     values ($1, $2, $3, 'settlement', 'done', 'schedule', $1::uuid::text, 'other', $4, $4, 2, $5, 1, 500)`,
    [id, gateway.propertyId, terminalId, closedAt, theirs],
  );
  await gateway.db.query(
    `insert into settlement (id, property_id, terminal_id, closed_at, sales_count, sales_minor, refunds_count, refunds_minor, voids_count, voids_minor, matches)
     values ($1, $2, $3, $4, 2, $5, 1, 500, 0, 0, $6)`,
    [id, gateway.propertyId, terminalId, closedAt, ours, matches],
  );
}
const read = async (): Promise<PortalReconDay> => (await anna.get(path(gateway).day(DAY))).body as unknown as PortalReconDay;

it('a day shows the batches that terminals closed on it, and closes over one that disagrees only with a reason', async () => {
  await addLine(gateway, { day: DAY, result: 'matched' });
  await gateway.db.query('delete from recon_change');
  // The night audit is at three: the first is of the day before, the third still of the day.
  await batch('2026-01-20T02:59:00+03:00', 1_500, 9_999);
  await batch('2026-01-20T23:50:00+03:00', 20_500, 20_500);
  await batch('2026-01-21T02:30:00+03:00', 10_500, 11_500);
  const before = await read();
  expect(before.batches).toMatchObject([
    { count: 3, amount: '200.00', ourCount: 3, ourAmount: '200.00', matches: true },
    { count: 3, amount: '100.00', ourCount: 3, ourAmount: '110.00', matches: false },
  ]);
  expect([before.missing, before.may.close]).toEqual([[{ code: 'batches', count: 1 }], true]);
  expect((await anna.post(path(gateway).close(DAY))).body).toMatchObject({ code: 'recon-day-not-ready', missing: [{ code: 'batches', count: 1 }] });
  const closed = (await anna.post(path(gateway).close(DAY), { reason: 'Терминал напечатал отменённую продажу' })).body as unknown as PortalReconDay;
  expect(closed).toMatchObject({ state: 'closed', missing: [], batches: before.batches });
  expect(closed.events).toMatchObject([{ what: 'closed', by: 'Анна', reason: 'Терминал напечатал отменённую продажу' }]);
  const { rows } = await gateway.db.query<{ over: string }>(
    `select totals #>> '{picture,closedOver}' as over from recon_day where property_id = $1 and business_day = $2`,
    [gateway.propertyId, DAY],
  );
  expect(rows).toEqual([{ over: 'Терминал напечатал отменённую продажу' }]);
  // What is frozen stays, whatever is known of the batch later.
  await gateway.db.query('update settlement set matches = true where property_id = $1', [gateway.propertyId]);
  expect((await read()).batches).toEqual(before.batches);
});

it('a reason closes over nothing else, and is not kept where nothing disagrees', async () => {
  const day = '2026-01-25';
  const line = await addLine(gateway, { day });
  await gateway.db.query('delete from recon_change');
  const reason = { reason: 'Так надо' };
  expect((await anna.post(path(gateway).close(day), reason)).body).toMatchObject({ code: 'recon-day-not-ready', missing: [{ code: 'exceptions' }] });
  await anna.post(path(gateway).work, { action: 'sign_off', ids: [line.exception], comment: 'Банк подтвердил' });
  await gateway.db.query('delete from recon_change');
  expect(((await anna.post(path(gateway).close(day), reason)).body as unknown as PortalReconDay).events).toMatchObject([
    { what: 'closed', reason: null },
  ]);
});

it('a batch that is closed after a night audit before midnight is of the day that the audit began', async () => {
  await gateway.db.query('update property set night_audit_hour = 23 where id = $1', [gateway.propertyId]);
  await batch('2026-01-27T23:50:00+03:00', 20_500, 20_500);
  const batchesOf = async (day: string): Promise<number> => {
    await addLine(gateway, { day, result: 'matched' });
    return ((await anna.get(path(gateway).day(day))).body as unknown as PortalReconDay).batches?.length ?? 0;
  };
  expect([await batchesOf('2026-01-27'), await batchesOf('2026-01-28')]).toEqual([0, 1]);
});
