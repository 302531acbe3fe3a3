import { migrate } from '@payport/persistence';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../start/postgres.mjs';
import { serverCpuMs } from '../process-cpu.ts';

export const HOTEL = '00000000-0000-7000-8000-000000000001';
/** Half a minute between payments: a million of them are a year of a very large hotel. */
const FIRST_S = 1_735_700_000;

const PLACE = `
  insert into property (id, name, time_zone, currency, currencies) values ('${HOTEL}', 'Bench', 'Europe/Moscow', 'RUB', '{RUB}');
  insert into terminal (id, property_id, name, driver, settings, device_address, tid)
    select ('00000000-0000-7000-9000-0000000000' || lpad(n::text, 2, '0'))::uuid, '${HOTEL}', 'T' || n, 'sberbank', '{}', 'a' || n, lpad((10000000 + n)::text, 8, '0')
    from generate_series(1, 40) n;
  insert into gateway_instance values ('bench', 1, now(), now(), now());
  create table truth (payment_id uuid, identity text);
  insert into fee_tariff (id, property_id, valid_from, rate_millionths) values (gen_random_uuid(), '${HOTEL}', '2024-01-01', 15000)`;
const PAYMENTS = `
  insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, last_seq, idempotency_key, params, params_hash, device_reference, instance_id,
    rrn, auth_code, card_mask, created_at, updated_at, final_at)
  select (lpad(to_hex((${FIRST_S} + n * 30) * 1000), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid, '${HOTEL}',
    ('00000000-0000-7000-9000-0000000000' || lpad((1 + n % 40)::text, 2, '0'))::uuid, case when n % 29 = 0 then 'refund' else 'sale' end,
    (case when n % 29 = 0 then -1 else 1 end) * (10000 + 100 * (n * 7919 % 40000)), 'RUB', case when n % 17 = 0 then 'declined' else 'approved' end, 3, 'k' || n, '{}', '',
    'd' || n, 'bench', case when n % 17 <> 0 then lpad((400000000000 + n)::text, 12, '0') end,
    case when n % 17 <> 0 then lpad(upper(to_hex(n * 2654435761 % 16777216)), 6, '0') end, '220220******' || lpad((n * 7907 % 10000)::text, 4, '0'),
    to_timestamp(${FIRST_S} + n * 30.0), to_timestamp(${FIRST_S} + n * 30.0), to_timestamp(${FIRST_S} + 20 + n * 30.0)
  from generate_series($1::bigint, $2::bigint) n`;
/** Of the lines 2 % have no reference, 0.5 % no number at all, 0.3 % another fee, 0.2 % another amount; 1 % are not there. */
const LINES = `
  with line as (
    select p.*, t.tid, ('x' || right(p.id::text, 8))::bit(32)::bigint as n, (p.created_at at time zone 'Europe/Moscow') as local
    from payment p join terminal t on t.id = p.terminal_id where p.status = 'approved' and p.id >= $2 and p.id <= $3 and right(p.id::text, 2) not in ('00', '7f', 'c3')),
  made as (select *, case when n % 50 = 7 or n % 200 = 3 then null else rrn end as r, case when n % 200 = 3 then null else auth_code end as a,
      abs(amount_minor) + (n % 500 = 11)::integer as minor, case kind when 'sale' then 'purchase' else 'refund' end as k from line),
  named as (select *, concat_ws('|', case when r is null then '~' else 'rrn' end, tid, coalesce(r, id::text), k, 'completed', local::date, minor, 'RUB') as identity from made),
  put as (insert into registry_line (file_id, line_no, part, row_no, property_id, identity, kind, state, operated_on, operated_time, operated_at, time_zone, gross_minor,
      fee_minor, currency, acquirer, tid, rrn, auth_code, card_mask)
    select $1, n, 1, n, property_id, identity, k, 'completed', local::date, local::time, created_at + interval '40 seconds', 'Europe/Moscow', minor,
      case k when 'refund' then 0 else (minor * 15 + 500) / 1000 end + (n % 300 = 5)::integer, 'RUB', 'sberbank', tid, r, a, case when n % 200 = 3 then null else card_mask end from named order by id)
  insert into truth select id, identity from named`;
const FILE = `insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, summary, uploaded_at, uploaded_by, uploaded_name)
  values ($1::uuid, '${HOTEL}', $1::uuid::text, $1::uuid::text, 1, decode(md5($1::uuid::text) || md5($1::uuid::text), 'hex'), 'reading', '{"duplicates": 0}', now(), '${HOTEL}', 'B')`;

export interface MatchWorld {
  readonly db: pg.Client;
  readonly appUrl: string;
  readonly superuserUrl: string;
  /** Processor time of the database so far, ms. */
  cpuMs(): number;
  /** Adds payments from–to and a file with their lines, which is taken. */
  add(from: number, to: number): Promise<void>;
  close(): Promise<void>;
}

/** A hotel in a fresh durable Postgres, whose truth is known line by line. */
export async function matchWorld(): Promise<MatchWorld> {
  const home = mkdtempSync(path.join(tmpdir(), 'payport-bench-'));
  const postgres = await startPostgres({ home, keep: false, settings: {} });
  await migrate(postgres.ownerUrl, { appRole: postgres.appRole });
  const url = new URL(postgres.url);
  url.pathname = new URL(postgres.ownerUrl).pathname;
  const db = new pg.Client({ connectionString: url.href });
  await db.connect();
  await db.query(PLACE);
  let files = 0;
  return {
    db,
    appUrl: postgres.appUrl,
    superuserUrl: url.href,
    cpuMs: () => serverCpuMs(postgres.pid),
    add: async (from, to) => {
      files += 1;
      const file = `00000000-0000-7000-a000-${String(files).padStart(12, '0')}`;
      // Events and words of names are not what is measured: triggers are off while rows are put in.
      await db.query('set session_replication_role = replica');
      for (let n = from; n <= to; n += 100_000) await db.query(PAYMENTS, [n, Math.min(to, n + 99_999)]);
      await db.query(FILE, [file]);
      const idOf = (n: number): string =>
        `${((FIRST_S + n * 30) * 1000)
          .toString(16)
          .padStart(12, '0')
          .replace(/^(.{8})/, '$1-')}-7000-8000-000000000000`;
      await db.query(LINES, [file, idOf(from), idOf(to + 1)]);
      await db.query('set session_replication_role = origin');
      await db.query(`update bank_file set state = 'read' where id = $1`, [file]);
      await db.query(`update bank_file set state = 'taken', taken_at = now(), taken_by = id, taken_name = 'B' where id = $1`, [file]);
      await db.query(
        `insert into recon_change (property_id, side, ref) select property_id, 'gateway', id::text from payment where id >= $1 and id <= $2`,
        [idOf(from), idOf(to + 1)],
      );
    },
    close: async () => {
      await db.end();
      await postgres.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
