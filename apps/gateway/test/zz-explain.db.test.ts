import { testDatabase } from '@payport/testing';
import pg from 'pg';
import { it } from 'vitest';
import { paymentListStatement } from '../src/modules/portal-payments/payment-list-sql.ts';
import { parseSearch, type SearchTerm } from '../src/modules/portal-payments/payment-search.ts';
it('explains', async () => {
  const d = await testDatabase(); const db = new pg.Client({ connectionString: d.ownerUrl }); await db.connect();
  await db.query(`set session_replication_role = replica`).catch(() => undefined);
  const props = ['00000000-0000-4000-8000-000000000001','00000000-0000-4000-8000-000000000002','00000000-0000-4000-8000-000000000003'];
  for (const p of props) { await db.query(`insert into property (id,name,time_zone,currency,currencies) values ($1,'x','Europe/Moscow','RUB','{RUB}')`,[p]); await db.query(`insert into terminal (id,property_id,name,driver,settings,device_address) values ($1,$1,'t','sberbank','{}',$2)`,[p,p]); }
  await db.query(`insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until) values ('i',1,now(),now(),now())`);
  await db.query('alter table payment disable trigger user');
  await db.query(`insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, idempotency_key, params, params_hash, guest_name, room, rrn, card_mask, device_reference, instance_id, created_at, updated_at, slip)
    select (lpad(to_hex(1700000000000 + n*1000), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid, p, p, 'sale', 100, 'RUB', 'approved', n::text, '{}', sha256('x'), 'Гость ' || n, (n%500)::text, lpad(n::text,12,'0'), '220220******4617', n::text, 'i', to_timestamp(1700000000 + n), now(), repeat('slip ', 200)
    from (select n, (array['${props.join("','")}']::uuid[])[case when n % 1000 = 0 then 3 else 1 + n % 2 end] as p from generate_series(1,200000) n) x`);
  await db.query('analyze payment');
  const run = async (name: string, f: object): Promise<void> => {
    const s = paymentListStatement({ propertyIds: props, limit: 51, ...f } as never);
    const { rows } = await db.query(`explain (analyze, buffers, costs off) ${s.text}`, s.values as unknown[]);
    console.log(name, rows.map((r) => r['QUERY PLAN']).filter((l: string) => /Execution|Index|Seq/.test(l)).join('\n'));
  };
  await run('plain', {});
  await run('one small', { propertyIds: [props[2]] });
  await run('month', { fromMs: 1700050000000, toMs: 1700060000000 });
  await run('search guest', { search: parseSearch('гость 77') as SearchTerm });
  await run('search miss', { search: parseSearch('никого') as SearchTerm });
  await run('rrn', { search: parseSearch('000000077777') as SearchTerm });
  await db.end(); await d.close();
}, 120000);
