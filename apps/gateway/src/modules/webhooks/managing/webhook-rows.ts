import type { PortalWebhook, PortalWebhookDelivery, PortalWebhookDeliveryDetail } from '@payport/contracts';

/** At most so many are counted: nobody waits for an exact number of thousands. */
const COUNT_LIMIT = 1000;

export const DELIVERY_COLUMNS = `d.id, o.topic as event, o.payment_id as "paymentId", d.state, d.attempts,
  case when d.state = 'pending' then d.next_attempt_at end as "nextAttemptAt", d.last_status as "lastStatus", d.last_error as "lastError",
  d.created_at as "createdAt", d.delivered_at as "deliveredAt"`;

/** `$1`: now. */
export const ENDPOINT_SELECT = `
  select e.id, e.property_id as "propertyId", e.url, e.events, e.language, e.enabled, e.disabled_as as "disabledAs", e.created_at as "createdAt",
    e.created_by as "createdBy",
    (select max(s.ends_at) from webhook_secret s where s.endpoint_id = e.id and s.ends_at > $1) as "oldSecretEndsAt",
    (select count(*)::int from (select from webhook_delivery d where d.endpoint_id = e.id and d.state = 'pending' limit ${COUNT_LIMIT}) w) as waiting,
    (select to_json(l) from (select ${DELIVERY_COLUMNS} from webhook_delivery d join outbox o on o.id = d.outbox_id
      where d.endpoint_id = e.id order by d.id desc limit 1) l) as last,
    (select count(*)::int from (select from webhook_delivery d where d.endpoint_id = e.id and d.state = 'given_up' limit ${COUNT_LIMIT}) g) as failed,
    (select d.delivered_at from webhook_delivery d where d.endpoint_id = e.id and d.state = 'delivered' order by d.id desc limit 1) as "lastDeliveredAt"
  from webhook_endpoint e`;

type Moment = Date | string;
type DeliveryRow = Omit<PortalWebhookDelivery, 'nextAttemptAt' | 'createdAt' | 'deliveredAt'> & {
  readonly nextAttemptAt: Moment | null;
  readonly createdAt: Moment;
  readonly deliveredAt: Moment | null;
};
export type { DeliveryRow };

export interface EndpointRow extends Omit<PortalWebhook, 'createdAt' | 'oldSecretEndsAt' | 'last' | 'lastDeliveredAt'> {
  readonly propertyId: string;
  readonly createdAt: Date;
  readonly oldSecretEndsAt: Date | null;
  readonly last: DeliveryRow | null;
  readonly lastDeliveredAt: Date | null;
}

export type AttemptRow = Omit<PortalWebhookDeliveryDetail['history'][number], 'at'> & { readonly at: Date };

const iso = (at: Moment): string => new Date(at).toISOString();

export const toDelivery = (row: DeliveryRow): PortalWebhookDelivery => ({
  id: row.id,
  event: row.event,
  paymentId: row.paymentId,
  state: row.state,
  attempts: row.attempts,
  nextAttemptAt: row.nextAttemptAt && iso(row.nextAttemptAt),
  lastStatus: row.lastStatus,
  lastError: row.lastError,
  createdAt: iso(row.createdAt),
  deliveredAt: row.deliveredAt && iso(row.deliveredAt),
});

export const toWebhook = ({ propertyId: _hidden, ...row }: EndpointRow): PortalWebhook => ({
  ...row,
  createdAt: iso(row.createdAt),
  oldSecretEndsAt: row.oldSecretEndsAt && iso(row.oldSecretEndsAt),
  last: row.last && toDelivery(row.last),
  lastDeliveredAt: row.lastDeliveredAt && iso(row.lastDeliveredAt),
});

export const toAttempt = (row: AttemptRow): PortalWebhookDeliveryDetail['history'][number] => ({ ...row, at: iso(row.at) });
