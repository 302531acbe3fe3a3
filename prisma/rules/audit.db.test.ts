import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
  await db.app.query(
    `insert into audit_entry (id, at, actor, property_id, action, subject) values ($1, now(), 'user:Анна', $2, 'person.invited', 'x')`,
    [randomUUID(), db.propertyId],
  );
});
afterAll(() => db.close());

const CHANGES = [`update audit_entry set actor = 'nobody'`, 'delete from audit_entry', 'truncate audit_entry'];

describe('audit entries', () => {
  it.each(CHANGES)('cannot be touched by the owner: %s', async (sql) => {
    await expect(db.owner.query(sql)).rejects.toMatchObject({ message: 'audit entries are never changed or deleted', code: '42501' });
  });

  it.each(CHANGES)('cannot be touched by the gateway: %s', async (sql) => {
    await expect(db.app.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('of a real hotel stay when the demonstration is removed', async () => {
    const client = await db.owner.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('payport.demo_reset', 'on', true)`);
      await expect(client.query('delete from audit_entry')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('one-time links', () => {
  const link = (purpose: string): Promise<unknown> =>
    db.app.query(
      `insert into one_time_link (id, purpose, sha256, created_at, expires_at) values ($1, $2, sha256($3::bytea), now(), now() + interval '1 day')`,
      [randomUUID(), purpose, randomUUID()],
    );

  it('to the first owner exist one at a time', async () => {
    await link('setup');
    await expect(link('setup')).rejects.toMatchObject({ constraint: 'one_time_link_machine' });
    await db.app.query(`update one_time_link set ended_at = now(), ended_as = 'voided' where purpose = 'setup'`);
    await link('setup');
  });

  it.each(['invitation', 'password_reset'])('name whom they are for: %s', async (purpose) => {
    await expect(link(purpose)).rejects.toMatchObject({ code: '23514' });
  });

  it.each(['sha256', 'expires_at', 'email', 'user_id'])('cannot be turned into another link: %s', async (column) => {
    await expect(db.app.query(`update one_time_link set ${column} = ${column}`)).rejects.toMatchObject({ code: '42501' });
  });
});
