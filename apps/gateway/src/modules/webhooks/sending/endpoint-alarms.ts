import { uuidV7, type AlarmKind, type Clock, type PropertyId, type Random } from '@payport/domain';
import type { PoolClient } from 'pg';
import { alarmText } from '../../alarms/index.ts';

const RAISE = `
  insert into alarm (id, property_id, endpoint_id, kind, severity, since, text) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (endpoint_id, kind) where cleared_at is null and endpoint_id is not null do nothing`;
const CLEAR = 'update alarm set cleared_at = $2 where endpoint_id = $1 and kind = any($3::text[]) and cleared_at is null';

export type EndpointAlarm = Extract<AlarmKind, 'webhook_given_up' | 'webhook_gone'>;

interface About {
  readonly endpointId: string;
  readonly propertyId: PropertyId;
  readonly url: string;
}

/** One open alarm of a kind and an endpoint: the first message that is lost says it, the others are in the list. */
export async function raiseEndpointAlarm(
  db: PoolClient,
  { clock, random }: { readonly clock: Pick<Clock, 'now'>; readonly random: Random },
  { endpointId, propertyId, url }: About,
  kind: EndpointAlarm,
): Promise<void> {
  const { severity, text } = alarmText(kind, { host: new URL(url).host });
  await db.query(RAISE, [uuidV7(clock, random), propertyId, endpointId, kind, severity, new Date(clock.now()), text]);
}

export async function clearEndpointAlarms(db: PoolClient, endpointId: string, kinds: readonly EndpointAlarm[], atMs: number): Promise<void> {
  await db.query(CLEAR, [endpointId, new Date(atMs), kinds]);
}
