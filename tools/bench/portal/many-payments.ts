import { Client } from 'pg';
import { GUEST_NAME } from './guest-names.ts';

/** Half of the payments are the first hotel's. */
const HOTELS = 5;
const HOTEL = '00000000-0000-7000-8000-000000000001';
const INSTANCE = `insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until) values ('bench', 1, now(), now(), now())`;
const PROPERTIES = `insert into property (id, name, time_zone, currency, currencies)
  select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Bench ' || n, 'Europe/Moscow', 'RUB', '{RUB}' from generate_series(1, ${HOTELS}) n`;
const TERMINALS = `insert into terminal (id, property_id, name, driver, settings, device_address, tid, enabled)
  select ('00000000-0000-7000-9000-' || lpad((h * 10 + n)::text, 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(h::text, 12, '0'))::uuid,
    'Terminal ' || n, 'sberbank', '{}', 'bench ' || h || n, lpad((h * 10 + n)::text, 8, '0'), false
  from generate_series(1, ${HOTELS}) h, generate_series(0, 7) n`;

/**
 * One each half minute, the newest a moment ago: the id of the nth of them begins with its time. Rooms are 101 to 1999, and
 * one in fifty is booked on the restaurant's, 9000.
 */
const PAYMENTS = `
  insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, last_seq, idempotency_key, params, params_hash,
    pms_transaction_number, confirmation_number, guest_name, room, device_reference, instance_id, rrn, auth_code, card_mask, card_brand,
    created_at, updated_at, final_at)
  select (lpad(to_hex(ms), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(h::text, 12, '0'))::uuid,
    ('00000000-0000-7000-9000-' || lpad((h * 10 + n % 8)::text, 12, '0'))::uuid, case when n % 29 = 0 then 'refund' else 'sale' end,
    (case when n % 29 = 0 then -1 else 1 end) * (10000 + 100 * (n * 7919 % 40000)), 'RUB',
    case when n % 17 = 0 then 'declined' when n % 101 = 0 then 'failed' when n % 5003 = 0 then 'reversed' else 'approved' end, 3, 'key ' || n,
    '{}', '\\x00', 'P' || n, 'RMS' || n / 2, ${GUEST_NAME},
    case when hashint8extended(n, 9) % 50 = 0 then '9000' else (101 + 100 * abs(hashint8extended(n, 10) % 19) + abs(hashint8extended(n, 11) % 99))::text end,
    'device ' || n, 'bench', case when n % 17 <> 0 then lpad((400000000000 + n)::text, 12, '0') end,
    case when n % 17 <> 0 then lpad(upper(to_hex(n * 2654435761 % 16777216)), 6, '0') end, '220220******' || lpad((n * 7907 % 10000)::text, 4, '0'),
    'MIR', to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), to_timestamp((ms + 20000) / 1000.0)
  from (select n, $3::bigint - ($4::bigint - n) * 30000 as ms, greatest(1, abs(hashint8extended(n, 12) % ${2 * HOTELS - 2}) - ${HOTELS - 3}) as h
    from generate_series($1::bigint, $2::bigint) n) rows`;

export interface ManyPayments {
  readonly propertyId: string;
  readonly propertyIds: readonly string[];
  /** Somewhere in the middle, as a slip and a guest would name it. */
  readonly middle: { readonly id: string; readonly rrn: string; readonly auth_code: string; readonly confirmation_number: string };
}

/** Words are written by their trigger, as always. */
const WITH_WORDS = 'alter table payment enable always trigger payment_words_made';
const AS_BEFORE = 'alter table payment enable trigger payment_words_made';

/** Very many payments at once, without the events that a real one has: other triggers are off, which only the server's superuser may say. */
export async function insertManyPayments(superuserUrl: string, database: string, count: number): Promise<ManyPayments> {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of [INSTANCE, PROPERTIES, TERMINALS, WITH_WORDS]) await client.query(statement);
    const newest = Date.now() - 60_000;
    for (let from = 1; from <= count; from += 100_000) await client.query(PAYMENTS, [from, Math.min(count, from + 99_999), newest, count]);
    await client.query(AS_BEFORE);
    await client.query('vacuum (analyze)');
    const half = `select id, rrn, auth_code, confirmation_number from payment where pms_transaction_number = $1`;
    const { rows } = await client.query<ManyPayments['middle']>(half, [`P${Math.floor(count / 34) * 17 + 1}`]);
    if (!rows[0]) throw new Error('the payments are not there');
    const properties = await client.query<{ id: string }>('select id from property order by id');
    return { propertyId: HOTEL, propertyIds: properties.rows.map(({ id }) => id), middle: rows[0] };
  } finally {
    await client.end();
  }
}
