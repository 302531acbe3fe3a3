import { Client } from 'pg';

const HOTEL = '00000000-0000-7000-8000-000000000001';
const INSTANCE = `insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until) values ('bench', 1, now(), now(), now())`;
const PROPERTY = `insert into property (id, name, time_zone, currency, currencies) values ('${HOTEL}', 'Bench', 'Europe/Moscow', 'RUB', '{RUB}')`;
const TERMINALS = `insert into terminal (id, property_id, name, driver, settings, device_address, tid, enabled)
  select ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, '${HOTEL}', 'Terminal ' || n, 'sberbank', '{}', 'bench ' || n, lpad(n::text, 8, '0'), false
  from generate_series(1, 8) n`;

/** One each half minute, the newest a moment ago: the id of the nth of them begins with its time. */
const PAYMENTS = `
  insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, last_seq, idempotency_key, params, params_hash,
    pms_transaction_number, confirmation_number, guest_name, room, device_reference, instance_id, rrn, auth_code, card_mask, card_brand,
    created_at, updated_at, final_at)
  select (lpad(to_hex(ms), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid, '${HOTEL}',
    ('00000000-0000-7000-9000-' || lpad((1 + n % 8)::text, 12, '0'))::uuid, case when n % 29 = 0 then 'refund' else 'sale' end,
    (case when n % 29 = 0 then -1 else 1 end) * (10000 + 100 * (n * 7919 % 40000)), 'RUB',
    case when n % 17 = 0 then 'declined' when n % 101 = 0 then 'failed' else 'approved' end, 3, 'key ' || n,
    '{}', '\\x00', 'P' || n, 'RMS' || n / 2,
    (array['Иванов','Петрова','Сидоров','Кузнецова','Смирнов','Попова','Васильев','Фёдорова','Schmidt','Müller','Ковальчук','Зайцев'])[1 + n * 31 % 12]
      || (array['','ич','ский','енко','сон'])[1 + n * 11 % 5] || ' '
      || (array['Иван','Анна','Пётр','Мария','Олег','Алёна','John','Ольга'])[1 + n * 7 % 8],
    (100 + n * 13 % 400)::text, 'device ' || n, 'bench', case when n % 17 <> 0 then lpad((400000000000 + n)::text, 12, '0') end,
    case when n % 17 <> 0 then lpad(upper(to_hex(n * 2654435761 % 16777216)), 6, '0') end, '220220******' || lpad((n * 7907 % 10000)::text, 4, '0'),
    'MIR', to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), to_timestamp((ms + 20000) / 1000.0)
  from (select n, $3::bigint - ($4::bigint - n) * 30000 as ms from generate_series($1::bigint, $2::bigint) n) rows`;
const WORDS = `insert into payment_guest_word (property_id, word, payment_id)
  select distinct p.property_id, left(w.word, 40), p.id from payment p cross join lateral string_to_table(search_fold(p.guest_name), ' ') w (word) where w.word <> ''`;

export interface ManyPayments {
  readonly propertyId: string;
  /** Somewhere in the middle, as a slip and a guest would name it. */
  readonly middle: { readonly id: string; readonly rrn: string; readonly auth_code: string; readonly confirmation_number: string };
}

/** Very many payments at once, without the events that a real one has: triggers are off, which only the server's superuser may say. */
export async function insertManyPayments(superuserUrl: string, database: string, count: number): Promise<ManyPayments> {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of [INSTANCE, PROPERTY, TERMINALS]) await client.query(statement);
    const newest = Date.now() - 60_000;
    for (let from = 1; from <= count; from += 100_000) await client.query(PAYMENTS, [from, Math.min(count, from + 99_999), newest, count]);
    await client.query(WORDS);
    await client.query('vacuum (analyze)');
    const half = `select id, rrn, auth_code, confirmation_number from payment where pms_transaction_number = $1`;
    const { rows } = await client.query<ManyPayments['middle']>(half, [`P${Math.floor(count / 34) * 17 + 1}`]);
    if (!rows[0]) throw new Error('the payments are not there');
    return { propertyId: HOTEL, middle: rows[0] };
  } finally {
    await client.end();
  }
}
