import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPayment } from './payment-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

/** What history and structure are made of: the gateway may add to it and read it, nothing else. */
const READ_ADD = ['audit_entry', 'idempotency_alias', 'payment', 'payment_event', 'webhook_attempt', 'wire_frame'];

describe('the role that the gateway runs as', () => {
  it.each([
    'create table mine (a int)',
    'create table public.mine (a int)',
    'create schema mine',
    'create function mine() returns int language sql as $$ select 1 $$',
    'alter table payment add column mine int',
    'alter table payment_event disable trigger all',
    'drop trigger payment_event_immutable on payment_event',
    'alter table payment drop constraint payment_check',
    'drop index payment_idempotency',
    'drop table payment_event cascade',
    `create trigger mine before insert on payment for each row execute function payment_guard()`,
    'alter function payment_guard() rename to mine',
    `create or replace function payment_guard() returns trigger language plpgsql as $$ begin return new; end $$`,
    'set session_replication_role = replica',
    'create index mine on payment (status)',
    `comment on table payment is 'mine'`,
    'create role mine',
    'create view mine as select 1',
  ])('defines nothing: %s', async (sql) => {
    await expect(db.app.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|0LP01)$/) });
  });

  it('puts no trigger of ours on a table of its own: what runs as the owner believes the real history alone', async () => {
    const { rows } = await db.owner.query<{ name: string }>(
      `select oid::regproc::text as name from pg_proc where pronamespace = 'public'::regnamespace and prorettype = 'trigger'::regtype order by 1`,
    );
    expect(rows.map(({ name }) => name)).toContain('payment_events_apply');
    const session = await db.app.connect();
    try {
      await session.query('create temp table forged (like payment_event)');
      for (const { name } of rows) {
        const made = session.query(`create trigger mine after insert on forged for each row execute function ${name}()`);
        await expect(made, name).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      session.release(true);
    }
  });

  it('runs nothing as the owner but what grants.sql names', async () => {
    const { rows } = await db.owner.query<{ name: string }>(
      `select oid::regproc::text as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and has_function_privilege($1, oid, 'execute')
       order by 1`,
      [await roleOf(db.app)],
    );
    expect(rows.map(({ name }) => name)).toEqual(['forget_live_changes', 'forget_told_messages']);
  });

  it('cannot become the owner', async () => {
    const { rows } = await db.owner.query<{ owner: string }>('select current_user as owner');
    await expect(db.app.query(`set role ${rows[0]!.owner}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot give its rights away', async () => {
    await db.app.query('grant select, delete on payment to public');
    const { rows } = await db.owner.query(`select from information_schema.role_table_grants where grantee = 'PUBLIC' and table_schema = 'public'`);
    expect(rows).toEqual([]);
  });

  it.each(READ_ADD)('deletes and truncates nothing in %s', async (table) => {
    await expect(db.app.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(db.app.query(`truncate ${table} cascade`)).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    'property',
    'terminal',
    'api_key',
    'gateway_instance',
    'outbox',
    'payment_move',
    'app_user',
    'one_time_link',
    'webhook_endpoint',
    'webhook_secret',
    'webhook_delivery',
    'audit_seal',
    '_prisma_migrations',
  ])('deletes nothing in %s', async (table) => {
    await expect(db.app.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(['payment_move', 'audit_seal', 'payment_word', '_prisma_migrations'])('adds and changes nothing in %s', async (table) => {
    const { rows } = await db.owner.query<{ added: boolean; changed: boolean }>(
      `select has_table_privilege($1, $2, 'insert') as added, has_any_column_privilege($1, $2, 'update') as changed`,
      [await roleOf(db.app), table],
    );
    expect(rows).toEqual([{ added: false, changed: false }]);
  });

  it('updates of a payment only what the gateway learns about it', async () => {
    const { rows } = await db.owner.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'payment'::regclass and attnum > 0 and has_column_privilege($1, 'payment', attname, 'update') order by 1`,
      [await roleOf(db.app)],
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'absence_counts_after',
      'approved_amount_minor',
      'auth_code',
      'card_brand',
      'card_expiry',
      'card_mask',
      'cardholder',
      'confirm_by',
      'confirmed_as',
      'contradiction_at',
      'contradiction_evidence',
      'contradiction_minor',
      'contradiction_source',
      'decline',
      'executed_as',
      'holds_terminal',
      'host_time',
      'instance_id',
      'posted_at',
      'posting_number',
      'posting_reported_at',
      'posting_window',
      'recovery_attempts',
      'response_code',
      'response_text',
      'result_mid',
      'result_tid',
      'rrn',
      'slip',
      'stan',
      'suspended',
    ]);
  });

  it('marks an outbox row as delivered and cannot rewrite it', async () => {
    const payment = await insertPayment(db);
    await db.app.query(
      `insert into outbox (topic, property_id, payment_id, seq, payload, created_at) values ('payment.updated', $1, $2, 1, '{}', now())`,
      [db.propertyId, payment],
    );
    await db.app.query('update outbox set delivered_at = now() where payment_id = $1', [payment]);
    await expect(db.app.query(`update outbox set payload = '{"forged": true}'`)).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps frames of the exchange as they were', async () => {
    const payment = await insertPayment(db);
    await db.app.query(
      `insert into wire_frame (payment_id, terminal_id, at, direction, channel, bytes) values ($1, $2, now(), 'outbound', 'argv', '\\x31')`,
      [payment, db.terminalId],
    );
    await expect(db.app.query(`update wire_frame set bytes = '\\x32'`)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot turn the fencing tokens back', async () => {
    await db.app.query(`select nextval('device_fencing_token')`);
    await expect(db.app.query(`select setval('device_fencing_token', 1)`)).rejects.toMatchObject({ code: '42501' });
  });

  it('reads every table: a new one must be named in grants.sql', async () => {
    const { rows } = await db.owner.query<{ relname: string }>(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not has_table_privilege($1, oid, 'select')`,
      [await roleOf(db.app)],
    );
    expect(rows).toEqual([]);
  });
});

const roleOf = async (pool: RulesDatabase['app']): Promise<string> =>
  (await pool.query<{ role: string }>('select current_user as role')).rows[0]!.role;
