import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReconWorld } from './recon-world.ts';

/** Gives lines that came before their names of today. */
const MIGRATION = readFileSync(new URL('../../../../prisma/migrations/0041_line_identities/migration.sql', import.meta.url), 'utf8');
const MID = '900000000001';
const old = (rrn: string, kind: string): string => `rrn|10000001|${rrn}|${kind}|completed|2026-01-14|150000|RUB`;

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start();
});
afterAll(() => world.close());

const rows = async (text: string): Promise<unknown[]> => (await world.app.query(text)).rows;

it('lines of earlier names keep what was said of them, and are told once from now on', async () => {
  const sbp = await world.payment({ rrn: '600000000001' });
  const short = { rrn: '600000000001', identity: old('600000000001', 'purchase') };
  const full = { rrn: '600000000001', kind: 'sbp_purchase', identity: old('600000000001', 'sbp_purchase') };
  const nobodys = { rrn: '600000000002', kind: 'void', identity: old('600000000002', 'void') };
  const twins = ['purchase|completed|2026-01-14|5000|RUB|1', 'sbp_purchase|completed|2026-01-14|5000|RUB|1'];
  const nameless = twins.map((end) => ({ kind: end.split('|')[0]!, minor: 5_000, identity: `~|10000001|||12:00:00||${end}` }));
  await world.taken({ bank: [short] });
  await world.taken({ bank: [full, nobodys, ...nameless], credits: [{ minor: 149_000, day: '2026-01-16', mid: MID, registryOn: '2026-01-14' }] });
  await world.run('2026-01-20');
  expect((await world.of('|sbp_purchase|completed|2026-01-14|150000|RUB'))?.['result']).toBe('duplicate');
  await world.app.query(`update recon_exception set state = 'signed_off', ended_as = 'person', ended_at = now()`);
  await world.app.query(
    `with m as (insert into recon_match (id, property_id, relation, verdict, reason, made_at, made_by, made_name)
       values (gen_random_uuid(), $1, 'gateway_bank', 'together', 'по чеку', now(), $1, 'Анна') returning id)
     insert into recon_match_member select id, $1, '', '', 'bank', $2, -150000 from m`,
    [world.hotel, nobodys.identity],
  );
  await world.run('2026-01-20');

  await world.owner.query(MIGRATION);
  // What was made by other rules is made anew.
  await world.app.query('update recon_run set version = 1');
  await world.run('2026-01-20');

  expect(await world.of(old('600000000001', 'purchase'))).toMatchObject({ result: 'matched', match: sbp });
  const refs = (await world.results()).flatMap(({ relation, side, ref }) => (relation === 'gateway_bank' && side === 'bank' ? [ref] : []));
  expect(refs).toEqual([
    old('600000000001', 'purchase'),
    old('600000000002', 'refund'),
    '~|10000001|||12:00:00||purchase|completed|2026-01-14|5000|RUB|1',
    '~|10000001|||12:00:00||purchase|completed|2026-01-14|5000|RUB|2',
  ]);
  expect(await world.of(old('600000000002', 'refund'))).toMatchObject({ rung: 'person' });
  expect(await rows(`select ref, state from recon_exception where side = 'statement'`)).toEqual([
    { ref: `~|acquiring|${MID}|2026-01-14|40702|credit|2026-01-16|149000|RUB|1`, state: 'signed_off' },
  ]);
  expect(await rows(`select ref from recon_exception where state = 'open'`)).toEqual([]);
  expect(await rows(`select ref from recon_exception where ref like '%sbp%' or ref like '!%'`)).toEqual([]);
});
