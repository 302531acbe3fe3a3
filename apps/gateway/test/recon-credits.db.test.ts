import type { PortalReconExceptionDetail } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, path, type Line } from './recon-desk-world.ts';

/** More than one order may name. */
const LINES = 620;
const MID = '770000000001';
let gateway: GatewayHarness;
let anna: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Анна'));
});
afterAll(() => gateway.close());

/** Lines of a merchant's day that no credit has paid, of one file. */
async function unpaid(day: string, mid: string, count: number, minor: number): Promise<void> {
  const { db, propertyId } = gateway;
  const file = randomUUID();
  await db.query(
    `insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name)
     values ($1::uuid, $2, 'registry.xlsx', $1::uuid::text, 1, decode(md5($1::text) || md5($1::text), 'hex'), 'reading', now(), $1::uuid, 'Анна')`,
    [file, propertyId],
  );
  await db.query(
    `insert into registry_line (file_id, line_no, part, row_no, property_id, identity, kind, state, operated_on, time_zone, gross_minor, currency, acquirer, mid)
     select $1, n, 1, n, $2, $3 || '|' || n, 'purchase', 'completed', $4, 'Europe/Moscow', $5, 'RUB', 'sberbank', $6 from generate_series(1, $7::int) n`,
    [file, propertyId, file, day, minor, mid, count],
  );
  await db.query(`update bank_file set state = 'read' where id = $1`, [file]);
  await db.query(`update bank_file set state = 'taken', taken_at = now(), taken_by = id, taken_name = 'Анна' where id = $1`, [file]);
  await db.query(
    `insert into recon_line (property_id, relation, side, ref, business_day, kind, amount_minor, currency, result)
     select $1, 'bank_statement', 'bank', $2 || '|' || n, $3, 'purchase', $4, 'RUB', 'missing_in_statement' from generate_series(1, $5::int) n`,
    [propertyId, file, day, minor, count],
  );
}
const detail = async ({ exception }: Line): Promise<PortalReconExceptionDetail> =>
  (await anna.get(path(gateway).exception(exception ?? ''))).body as unknown as PortalReconExceptionDetail;

it('a credit is offered whole days of merchants, and is put together with them however many lines they are', async () => {
  await unpaid('2026-03-02', MID, LINES, 100);
  await unpaid('2026-03-03', MID, 1, 5_000);
  await unpaid('2026-03-03', 'another', 2, 700);
  await unpaid('2026-01-02', MID, 1, 5_000);
  const credit = await addLine(gateway, {
    relation: 'bank_statement',
    side: 'statement',
    day: '2026-03-03',
    minor: LINES * 100 + 5_000,
    result: 'missing_in_registry',
  });
  const { groups } = await detail(credit);
  expect(groups.map(({ merchant, day, count, amount }) => [merchant, day, count, amount])).toEqual([
    [MID, '2026-03-03', 1, '50.00'],
    ['another', '2026-03-03', 2, '14.00'],
    [MID, '2026-03-02', LINES, '620.00'],
  ]);
  const order = { relation: 'bank_statement', verdict: 'together', members: [{ side: 'statement', ref: credit.ref }], reason: 'Оплачены оба дня' };
  const days = [groups[0], groups[2]].map((group) => ({ merchant: group?.merchant, day: group?.day }));
  // 1 340 roubles of lines named one by one are a person's own word, and so are days with a line besides.
  const { rows: named } = await gateway.db.query<{ ref: string }>(`select ref from recon_line where side = 'bank' and business_day = '2026-03-02'`);
  const lines = named.slice(0, 400).map(({ ref }) => ({ side: 'bank', ref }));
  const look = async (how: object) => (await anna.post(path(gateway).match, { ...order, ...how, look: true })).body['weight'];
  expect(await look({ members: [...order.members, ...lines] })).toMatchObject({ stake: '670.00', basis: 'whole' });
  expect(await look({ groups: days.slice(0, 1), members: [...order.members, ...lines] })).toMatchObject({ stake: '670.00', basis: 'whole' });
  expect(await look({ groups: [{ merchant: MID, day: '2026-01-02' }] })).toMatchObject({ stake: '670.00', basis: 'whole' });
  expect(await look({ groups: days })).toEqual({ stake: '0.00', currency: 'RUB', basis: 'difference', second: false });
  const made = await anna.post(path(gateway).match, { ...order, groups: days });
  expect(made.body).toMatchObject({ proposalId: null, difference: '0.00' });
  const { rows } = await gateway.db.query('select count(*)::int as members from recon_match_member where match_id = $1', [made.body['matchId']]);
  expect(rows).toEqual([{ members: LINES + 2 }]);
  expect((await detail(credit)).state).toBe('resolved');
  expect((await anna.post(path(gateway).match, { ...order, groups: days })).body).toMatchObject({ code: 'recon-lines-taken' });
  expect((await anna.post(path(gateway).undo(String(made.body['matchId'])), { reason: 'Не тот день' })).status).toBe(200);
  expect((await detail(credit)).state).toBe('open');
});

it('days are for a credit, to be put together with it', async () => {
  const order = { members: [{ side: 'gateway', ref: randomUUID() }], groups: [{ merchant: '', day: '2026-03-02' }], reason: 'Так не бывает' };
  for (const wrong of [
    { relation: 'gateway_bank', verdict: 'together', ...order },
    { relation: 'bank_statement', verdict: 'apart', ...order },
    { relation: 'bank_statement', verdict: 'together', ...order, groups: [] },
  ])
    expect((await anna.post(path(gateway).match, wrong)).body).toMatchObject({ code: 'validation-failed' });
});
