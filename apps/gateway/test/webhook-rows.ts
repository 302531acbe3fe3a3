import { randomUUID } from 'node:crypto';
import type { GatewayHarness } from './gateway-harness.ts';

type Gateway = Pick<GatewayHarness, 'db' | 'propertyId'>;

/** A receiver of the gateway's hotel, straight in the tables: an address of the open internet, to which nothing is sent. */
export async function insertWebhook({ db, propertyId }: Gateway, enabled = true): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into webhook_endpoint (id, property_id, url, events, language, enabled, disabled_as, created_at, created_by)
     values ($1, $2, 'https://93.184.215.14/hook', '{payment.updated}', 'ru', $3, $4, now(), 'Анна')`,
    [id, propertyId, enabled, enabled ? null : 'person'],
  );
  return id;
}

/** A message to a receiver of its own. */
export async function insertDelivery(gateway: Gateway, enabled = true): Promise<string> {
  const id = randomUUID();
  await gateway.db.query(
    `with o as (insert into outbox (topic, property_id, payload, created_at) values ('settlement.done', $2, json_build_object('settlementId', gen_random_uuid()), now()) returning id)
     insert into webhook_delivery (id, outbox_id, endpoint_id, started_at, next_attempt_at, created_at) select $1, o.id, $3, now(), now(), now() from o`,
    [id, gateway.propertyId, await insertWebhook(gateway, enabled)],
  );
  return id;
}
