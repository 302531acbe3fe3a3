import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

async function endpoint(changes: { events?: string[]; disabledAs?: string } = {}): Promise<string> {
  const id = randomUUID();
  await db.app.query(
    `insert into webhook_endpoint (id, property_id, url, events, language, disabled_as, created_at, created_by) values ($1, $2, 'https://x', $3, 'ru', $4, now(), 'Анна')`,
    [id, db.propertyId, changes.events ?? ['payment.updated'], changes.disabledAs ?? null],
  );
  return id;
}
const outbox = async (topic: string): Promise<{ id: string; payload: Record<string, string> }[]> =>
  (await db.owner.query('select id, payload from outbox where topic = $1 order by id', [topic])).rows;
const alarm = (kind: string, endpointId: string | null, terminalId: string | null = null): Promise<unknown> =>
  db.app.query(
    `insert into alarm (id, property_id, terminal_id, endpoint_id, kind, severity, since, text) values ($1, $2, $3, $4, $5, 'warning', now(), '{}')`,
    [randomUUID(), db.propertyId, terminalId, endpointId, kind],
  );

describe('an endpoint', () => {
  it.each([[[]], [['payment.started']]])('hears of known events, at least one: not %j', async (events) => {
    await expect(endpoint({ events })).rejects.toMatchObject({ code: '23514' });
  });

  it('that is off says why', async () => {
    await expect(endpoint({ disabledAs: 'person' })).rejects.toMatchObject({ code: '23514' });
    await db.app.query(`update webhook_endpoint set enabled = false, disabled_as = 'gone' where id = $1`, [await endpoint()]);
  });

  it.each(['url', 'events', 'property_id'])('cannot be turned into another one: %s', async (column) => {
    await expect(db.app.query(`update webhook_endpoint set ${column} = ${column}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps its secrets as they were sealed', async () => {
    await expect(db.app.query('update webhook_secret set sealed = sealed')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a delivery', () => {
  const deliver = (outboxId: string, endpointId: string): Promise<unknown> =>
    db.app.query(
      `insert into webhook_delivery (id, outbox_id, endpoint_id, started_at, next_attempt_at, created_at) values ($1, $2, $3, now(), now(), now())`,
      [randomUUID(), outboxId, endpointId],
    );

  it('exists once for a message and a receiver, and says when it ended', async () => {
    const { rows } = await db.app.query<{ id: string }>(
      `insert into outbox (topic, property_id, payload, created_at) values ('settlement.done', $1, '{}', now()) returning id`,
      [db.propertyId],
    );
    const [id, to] = [rows[0]!.id, await endpoint()];
    await deliver(id, to);
    await expect(deliver(id, to)).rejects.toMatchObject({ constraint: 'webhook_delivery_once' });
    await deliver(id, await endpoint());
    await expect(db.app.query(`update webhook_delivery set state = 'delivered'`)).rejects.toMatchObject({ code: '23514' });
    await expect(db.app.query('update webhook_attempt set number = 1')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a terminal', () => {
  it('tells of a change of its state, and of nothing else', async () => {
    const update = (set: string): Promise<unknown> => db.app.query(`update terminal set ${set} where id = $1`, [db.terminalId]);
    const told = async (): Promise<number> => (await outbox('terminal.status')).length;
    for (const [set, count] of [
      ['last_seen_at = now()', 0],
      ['offline_since = null', 0],
      ['offline_since = now()', 1],
      [`offline_since = now() + interval '1 minute'`, 1],
      ['offline_since = null, last_seen_at = now()', 2],
      ['enabled = true', 2],
      ['enabled = false', 3],
      ['enabled = true', 4],
      [`name = 'Right'`, 4],
    ] as const) {
      await update(set);
      expect(await told(), set).toBe(count);
    }
    expect((await outbox('terminal.status'))[0]?.payload).toEqual({ terminalId: db.terminalId });
  });
});

describe('an alarm', () => {
  it('is told when it is raised, not when it is repeated', async () => {
    await alarm('settlement_missed', null, db.terminalId);
    await db.app.query(`update alarm set severity = 'critical'`);
    expect(await outbox('alarm.raised')).toHaveLength(1);
  });

  it('of an endpoint is open once, and names it', async () => {
    const to = await endpoint();
    await alarm('webhook_given_up', to);
    await alarm('webhook_gone', to);
    await expect(alarm('webhook_given_up', to)).rejects.toMatchObject({ constraint: 'alarm_open_endpoint' });
    await expect(alarm('webhook_given_up', null)).rejects.toMatchObject({ constraint: 'alarm_endpoint' });
    await expect(alarm('settlement_missed', to)).rejects.toMatchObject({ constraint: 'alarm_endpoint' });
  });
});
