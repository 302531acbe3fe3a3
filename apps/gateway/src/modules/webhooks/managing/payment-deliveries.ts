import type { PortalTraceDelivery } from '@payport/contracts';
import type { PaymentId } from '@payport/domain';
import type { Pool } from 'pg';
import { DELIVERY_COLUMNS, toDelivery, type DeliveryRow } from './webhook-rows.ts';

const OF_PAYMENT = {
  name: 'webhook_of_payment',
  text: `select ${DELIVERY_COLUMNS}, e.id as "webhookId", e.url, e.enabled
    from outbox o join webhook_delivery d on d.outbox_id = o.id join webhook_endpoint e on e.id = d.endpoint_id
    where o.payment_id = $1 order by d.id desc limit 100`,
};

type PaymentDeliveryRow = DeliveryRow & { readonly webhookId: string; readonly url: string; readonly enabled: boolean };

/** What hotel systems were told about one payment. */
export class PaymentDeliveries {
  constructor(private readonly pool: Pool) {}

  /** Newest first. `mayReplay`: the person may send messages again at this hotel. */
  async of(id: PaymentId, mayReplay: boolean): Promise<readonly PortalTraceDelivery[]> {
    const { rows } = await this.pool.query<PaymentDeliveryRow>({ ...OF_PAYMENT, values: [id] });
    return rows.map((row) => ({
      ...toDelivery(row),
      webhookId: row.webhookId,
      receiver: URL.canParse(row.url) ? new URL(row.url).host : '',
      mayReplay: mayReplay && row.enabled,
    }));
  }
}
