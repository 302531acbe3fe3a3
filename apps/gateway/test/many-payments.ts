import { inject } from 'vitest';
import pg from 'pg';
import type { TestDatabase } from '@payport/testing';

export interface ManyPayments {
  readonly propertyIds: readonly string[];
  readonly terminalIds: readonly string[];
}

const PROPERTIES = `insert into property (id, name, time_zone, currency, currencies)
  select ('00000000-0000-7000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, 'Hotel ' || n, 'Europe/Moscow', 'RUB', '{RUB}' from generate_series(1, 4) n`;
const TERMINALS = `insert into terminal (id, property_id, name, driver, settings, device_address, tid)
  select ('00000000-0000-7000-9000-0000000000' || lpad(n::text, 2, '0'))::uuid, ('00000000-0000-7000-8000-0000000000' || lpad((1 + n % 4)::text, 2, '0'))::uuid,
    'Terminal ' || n, 'sberbank', '{}', 'address ' || n, lpad(n::text, 8, '0') from generate_series(1, 12) n`;
const INSTANCE = `insert into gateway_instance values ('many', 1, now(), now(), now())`;

/** Payments of years as they look when they have ended; half of them are the first hotel's. The same ones each time. */
const PAYMENTS = `
  insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, last_seq, idempotency_key, params, params_hash,
    pms_transaction_number, confirmation_number, guest_name, room, device_reference, instance_id, rrn, auth_code, card_mask, card_brand,
    decline, created_at, updated_at, final_at)
  select (lpad(to_hex(1700000000000 + n * 60000), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
    ('00000000-0000-7000-8000-0000000000' || lpad((1 + h)::text, 2, '0'))::uuid,
    ('00000000-0000-7000-9000-0000000000' || lpad((case h when 0 then 4 + 4 * (n % 3) else h + 4 * (n % 3) end)::text, 2, '0'))::uuid,
    case when n % 29 = 0 then 'refund' when n % 997 = 0 then 'void' else 'sale' end,
    (case when n % 29 = 0 or n % 997 = 0 then -1 else 1 end) * (10000 + 100 * (n::bigint * 7919 % 40000)), 'RUB',
    case when n % 17 = 0 then 'declined' when n % 101 = 0 then 'failed' when n % 60013 = 0 then 'manual_review' else 'approved' end, 3, 'key ' || n, '{}', '\\x00',
    'P' || n, 'RMS' || n / 2,
    (array['Иванов','Петрова','Сидоров','Кузнецова','Смирнов','Попова','Васильев','Фёдорова','Михайлов','Алексеева','Schmidt','Müller','O''Brien','Ковальчук','Зайцев'])[1 + n * 31 % 15]
      || (array['','','','ич','ский','енко','сон'])[1 + n * 11 % 7] || ' '
      || (array['Иван','Анна','Пётр','Мария','Олег','Алёна','John','Hans','Ольга','Юрий'])[1 + n * 7 % 10],
    (100 + n * 13 % 400)::text, 'device ' || n, 'many',
    case when n % 17 <> 0 then lpad((400000000000 + n)::text, 12, '0') end, case when n % 17 <> 0 then lpad(upper(to_hex(n * 2654435761 % 16777216)), 6, '0') end,
    '220220******' || lpad((n * 7907 % 10000)::text, 4, '0'), 'MIR',
    case when n % 17 = 0 or n % 101 = 0 then jsonb_build_object('code',
      (array['insufficient_funds', 'link_failed', 'wrong_pin', 'not_sent', 'unmapped'])[1 + n * 13 % 5]) end,
    to_timestamp((1700000000000 + n * 60000) / 1000.0), to_timestamp((1700000000000 + n * 60000) / 1000.0), to_timestamp((1700000060000 + n * 60000) / 1000.0)
  from (select n, (case when n % 2 = 0 then 0 else 1 + n / 2 % 3 end)::int as h from generate_series($1::bigint, $2::bigint) n) rows`;
/** Words are written by their trigger, as always. */
const WITH_WORDS = 'alter table payment enable always trigger payment_words_made';
const AS_BEFORE = 'alter table payment enable trigger payment_words_made';

/**
 * Very many payments at once, without the events that a real one has: other triggers are off, which only the test server's own
 * superuser may say.
 */
export async function insertManyPayments(database: TestDatabase, count: number): Promise<ManyPayments> {
  const url = new URL(inject('database').adminUrl);
  url.pathname = new URL(database.ownerUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of [PROPERTIES, TERMINALS, INSTANCE, WITH_WORDS]) await client.query(statement);
    for (let from = 1; from <= count; from += 100_000) await client.query(PAYMENTS, [from, Math.min(count, from + 99_999)]);
    await client.query(AS_BEFORE);
    await client.query('vacuum (analyze) payment');
    await client.query('vacuum (analyze) payment_word');
    const ids = async (table: string): Promise<string[]> =>
      (await client.query<{ id: string }>(`select id from ${table} order by id`)).rows.map(({ id }) => id);
    return { propertyIds: await ids('property'), terminalIds: await ids('terminal') };
  } finally {
    await client.end();
  }
}
