import { mayDo, type Permission, type PortalPaymentTraces } from '@payport/contracts';
import type { PaymentId, PaymentStore } from '@payport/domain';
import type { PortalUser } from '../../access/index.ts';
import type { PaymentLines } from '../../reconciliation-desk/index.ts';
import type { SettlementRepository } from '../../settlements/index.ts';
import type { PaymentDeliveries } from '../../webhooks/index.ts';
import type { PaymentLooks } from './payment-looks.ts';

export interface TracesPorts {
  readonly store: Pick<PaymentStore, 'find'>;
  readonly deliveries: PaymentDeliveries;
  readonly lines: PaymentLines;
  readonly settlements: Pick<SettlementRepository, 'ofPayment'>;
  readonly looks: PaymentLooks;
}

/** What a payment left outside its own history: each part for those who may see its source. */
export class TracesService {
  constructor(private readonly ports: TracesPorts) {}

  /** Null where the payment does not exist. */
  async of(user: PortalUser, id: PaymentId): Promise<PortalPaymentTraces | null> {
    const { store, deliveries, lines, settlements, looks } = this.ports;
    const payment = await store.find(id);
    if (!payment) return null;
    const role = user.memberships.get(payment.propertyId);
    const may = (permission: Permission): boolean => mayDo(role, permission);
    // One connection at a time: a page full of people must leave the pool to the payments.
    return {
      deliveries: may('viewWebhooks') ? [...(await deliveries.of(id, may('manageWebhooks')))] : null,
      lines: may('viewReconciliation') ? [...(await lines.of(payment.propertyId, id))] : null,
      settlement: may('viewDays') ? await settlements.ofPayment(id) : null,
      looks: may('viewAudit') ? [...(await looks.of(id))] : null,
    };
  }
}
