import { parseIpNetwork } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MessageRetention } from '../src/modules/webhooks/index.ts';
import { GatewayHarness } from './gateway-harness.ts';

let gateway: GatewayHarness;
let endpointId: string;
beforeAll(async () => {
  gateway = await GatewayHarness.start({ config: { webhookNetworks: [parseIpNetwork('127.0.0.0/8')!], webhookRetentionDays: 30 } });
  endpointId = randomUUID();
  await gateway.db.query(
    `insert into webhook_endpoint (id, property_id, url, events, language, created_at, created_by)
     values ($1, $2, 'https://sonata.example/', '{payment.updated}', 'ru', now(), 'test')`,
    [endpointId, gateway.propertyId],
  );
});
afterAll(() => gateway.close());

/** A message of that age; `state` of its delivery, or `told` where nobody was to hear of it, or `new` where nobody looked yet. */
async function message(days: number, state: 'told' | 'new' | 'pending' | 'delivered' | 'given_up' | 'cancelled'): Promise<string> {
  const { rows } = await gateway.db.query<{ id: string }>(
    `insert into outbox (topic, property_id, payload, created_at, delivered_at)
     values ('terminal.status', $1, '{}', now() - $2 * interval '1 day', case when $3 then now() end) returning id`,
    [gateway.propertyId, days, state !== 'new'],
  );
  const id = rows[0]!.id;
  if (state !== 'told' && state !== 'new') {
    await gateway.db.query(
      `insert into webhook_delivery (id, outbox_id, endpoint_id, state, started_at, next_attempt_at, created_at, delivered_at)
       values ($1, $2, $3, $4, now(), now(), now(), case when $4 = 'delivered' then now() end)`,
      [randomUUID(), id, endpointId, state],
    );
  }
  return id;
}
const forget = (pageSize?: number): Promise<number> => gateway.app.get(MessageRetention, { strict: false }).forget(pageSize);
const left = async (): Promise<string[]> => (await gateway.db.query<{ id: string }>('select id from outbox order by id')).rows.map(({ id }) => id);

it('messages are forgotten with their deliveries when they are old and told, and never one that somebody has not taken', async () => {
  const old = 31;
  await message(old, 'told');
  const kept = [await message(old, 'new'), await message(old, 'pending')];
  await message(old, 'delivered');
  kept.push(await message(old, 'given_up'));
  await message(old, 'cancelled');
  for (let n = 0; n < 5; n += 1) await message(old, 'delivered');
  kept.push(await message(29, 'delivered'));
  expect(await forget(3)).toBe(8);
  expect(await left()).toEqual(kept);
  expect((await gateway.db.query('select from webhook_delivery')).rowCount).toBe(3);
  expect(await forget(3)).toBe(0);
});

it('the gateway’s own role deletes no message by itself', async () => {
  await expect(gateway.engine.pool.query('delete from outbox')).rejects.toMatchObject({ code: '42501' });
});
