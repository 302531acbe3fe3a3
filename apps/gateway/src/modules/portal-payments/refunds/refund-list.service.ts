import { mayDo, type PortalRefundList, type PortalRefundQuery, type PortalRefundRow, type PortalWaitingRefund } from '@payport/contracts';
import { formatAmount, ok, REFUND_REASONS, type PropertyId, type Result } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { PortalUser } from '../../access/index.ts';
import { paymentRow, type ListedPayment } from '../payment-row.ts';
import type { ListRefusal, PortalPaymentsService } from '../portal-payments.service.ts';
import type { RefundFactsRow, RefundListRepository, WaitingRow } from './refund-list.repository.ts';

export interface RefundListPorts {
  readonly list: Pick<PortalPaymentsService, 'page' | 'filterOf'>;
  readonly repository: RefundListRepository;
}

/** Money back as a history: what it went back to, who gave it back, why, and who agreed. */
export class RefundListService {
  constructor(private readonly ports: RefundListPorts) {}

  async list(user: PortalUser, query: PortalRefundQuery, language: Language): Promise<Result<PortalRefundList, ListRefusal>> {
    const { list, repository } = this.ports;
    const page = await list.page(user, { ...query, kind: ['refund', 'void'] });
    if (!page.ok) return page;
    const { rows, nextCursor } = page.value;
    const facts = await repository.facts(rows.map(({ id }) => id));
    const properties = query.property === undefined ? user.propertyIds : user.propertyIds.filter((id) => id === query.property);
    const waiting = query.cursor === undefined ? await repository.waiting(properties) : [];
    return ok({
      waiting: waiting.map((row) => waitingRefund(row, user, language)),
      data: rows.map((row) => refundRow(row, facts.get(row.id), language)),
      nextCursor,
    });
  }
}

function refundRow(row: ListedPayment, facts: RefundFactsRow | undefined, language: Language): PortalRefundRow {
  const { original_id: id, original_minor: minor, original_at: at } = facts ?? {};
  return {
    ...paymentRow(row, language),
    original:
      id != null && minor != null && at != null
        ? { id, amount: formatAmount(BigInt(minor), row.currency), createdAt: at.toISOString(), rrn: facts?.original_rrn ?? null }
        : null,
    by: facts?.cashier ?? null,
    reasonCode: REFUND_REASONS.find((code) => code === facts?.reason_code) ?? null,
    reason: facts?.comment ?? null,
    approval: facts?.proposed_by != null && facts.ended_by !== null ? { proposedBy: facts.proposed_by, confirmedBy: facts.ended_by } : null,
  };
}

function waitingRefund(row: WaitingRow, user: PortalUser, language: Language): PortalWaitingRefund {
  const mine = row.proposer_id === user.id;
  return {
    payment: paymentRow(row, language),
    seq: row.seq,
    amount: formatAmount(BigInt(row.proposed_minor), row.currency),
    contradicted: row.contradicted,
    reason: row.reason,
    reasonCode: row.reason_code,
    terminal: { id: row.through_id, name: row.through_name },
    by: row.proposed_by,
    at: row.proposed_at.toISOString(),
    mine,
    mayConfirm: !mine && mayDo(user.memberships.get(row.property_id as PropertyId), 'decideMoney'),
  };
}
