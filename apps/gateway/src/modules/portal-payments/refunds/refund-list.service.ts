import {
  mayDo,
  type PortalRefundList,
  type PortalRefundQuery,
  type PortalRefundRow,
  type PortalWaitingQuery,
  type PortalWaitingRefund,
  type PortalWaitingRefundList,
} from '@payport/contracts';
import { formatAmount, ok, refuse, REFUND_REASONS, type PaymentId, type PropertyId, type Result } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { PortalUser } from '../../access/index.ts';
import type { ListCursors } from '../list-cursor.ts';
import { paymentRow, type ListedPayment } from '../payment-row.ts';
import type { ListRefusal, PortalPaymentsService } from '../portal-payments.service.ts';
import type { RefundFactsRow, RefundListRepository, WaitingRow } from './refund-list.repository.ts';

export interface RefundListPorts {
  readonly list: Pick<PortalPaymentsService, 'page' | 'filterOf'>;
  readonly repository: RefundListRepository;
  /** Of what waits. */
  readonly cursors: ListCursors;
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
    return ok({ data: rows.map((row) => refundRow(row, facts.get(row.id), language)), nextCursor });
  }

  /** What waits for a second person. */
  async waiting(
    user: PortalUser,
    { property, whose, cursor, limit }: PortalWaitingQuery,
    language: Language,
  ): Promise<Result<PortalWaitingRefundList, ListRefusal>> {
    const { repository, cursors } = this.ports;
    const here = property === undefined ? user.propertyIds : user.propertyIds.filter((id) => id === property);
    if (here.length === 0) return refuse('property');
    const after = cursor === undefined ? null : cursors.readEvent(cursor);
    if (cursor !== undefined && after === null) return refuse('cursor');
    const mine = whose === 'me';
    const filter = { propertyIds: mine ? here.filter((id) => mayDo(user.memberships.get(id), 'decideMoney')) : here, notBy: mine ? user.id : null };
    // One more than asked for tells whether there is a next page.
    const rows = await repository.waiting(filter, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return ok({
      data: shown.map((row) => waitingRefund(row, user, language)),
      nextCursor: last ? cursors.writeEvent({ id: last.id as PaymentId, seq: last.seq }) : null,
      count: await repository.waitingCount(filter),
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
