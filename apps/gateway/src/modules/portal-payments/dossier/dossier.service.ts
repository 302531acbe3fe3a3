import { mayDo, type Clock, type PaymentId, type PaymentStore } from '@payport/domain';
import type { Pool } from 'pg';
import type { Language } from '../../../http/language.ts';
import type { PortalUser } from '../../access/index.ts';
import type { AuditLog } from '../../audit/index.ts';
import type { PaperMaker } from '../../documents/index.ts';
import type { PortalPaymentsService } from '../portal-payments.service.ts';
import { dossierPaper } from './dossier-paper.ts';
import type { DossierRepository } from './dossier.repository.ts';

export interface DossierPorts {
  readonly pool: Pool;
  readonly audit: AuditLog;
  readonly clock: Pick<Clock, 'now'>;
  readonly store: Pick<PaymentStore, 'find'>;
  readonly payments: Pick<PortalPaymentsService, 'detail'>;
  readonly repository: DossierRepository;
  readonly papers: PaperMaker;
}

/** A payment as one paper for a dispute. That somebody took it stands in the audit, and so on the paper itself. */
export class DossierService {
  constructor(private readonly ports: DossierPorts) {}

  /** Null where the payment does not exist. */
  async paper(user: PortalUser, id: PaymentId, language: Language): Promise<Buffer | null> {
    const { pool, audit, clock, store, payments, repository, papers } = this.ports;
    const [payment, detail] = [await store.find(id), await payments.detail(user, id, language)];
    if (!payment || !detail) return null;
    await audit.add(pool, { by: user, propertyId: payment.propertyId, action: 'payment.dossier_made', subject: id, after: { language } });
    const place = await repository.place(payment);
    if (!place) return null;
    const deliveries = await repository.deliveries(id);
    // A paper holds no more than its maker may see on the pages.
    const role = user.memberships.get(payment.propertyId);
    const bank = mayDo(role, 'viewReconciliation') ? await repository.bankLines(payment) : null;
    const looks = mayDo(role, 'viewAudit') ? await repository.looks(id) : null;
    const madeAt = new Date(clock.now());
    const { idempotencyKey } = payment;
    return papers(dossierPaper({ detail, place, idempotencyKey, deliveries, bank, looks, madeAt, by: user.name }, language));
  }
}
