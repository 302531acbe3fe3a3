import type { RefundReason } from '@payport/domain';
import type { Pool } from 'pg';
import { ROW_COLUMNS, ROW_NAMES } from '../payment-list-sql.ts';
import type { ListedPayment } from '../payment-row.ts';

/** As many as a page can show; who lets more wait has another problem. */
const MOST_WAITING = 100;

const FACTS = {
  name: 'portal_refund_facts',
  text: `select p.id, p.cashier, p.comment, p.params->>'/reason' as reason_code, o.id as original_id, o.amount_minor as original_minor,
      o.created_at as original_at, o.rrn as original_rrn, a.proposed_by, a.ended_by
    from payment p left join payment o on o.id = p.original_payment_id left join refund_approval a on a.refund_id = p.id
    where p.id = any($1::uuid[])`,
};
const WAITING = {
  name: 'portal_refunds_waiting',
  text: `select ${ROW_COLUMNS}, ${ROW_NAMES}, a.seq, a.amount_minor as proposed_minor, a.contradicted, a.reason, a.reason_code, a.proposed_by,
      a.proposer_id, a.proposed_at, a.terminal_id as through_id, r.name as through_name
    from refund_approval a join payment p on p.id = a.payment_id join property h on h.id = p.property_id join terminal t on t.id = p.terminal_id
      join terminal r on r.id = a.terminal_id
    where a.state = 'open' and a.property_id = any($1::uuid[]) order by a.proposed_at, a.payment_id limit ${MOST_WAITING}`,
};

/** What a row of refunds says beside the payment that it is. */
export interface RefundFactsRow {
  readonly id: string;
  readonly cashier: string | null;
  readonly comment: string | null;
  readonly reason_code: string | null;
  readonly original_id: string | null;
  readonly original_minor: string | null;
  readonly original_at: Date | null;
  readonly original_rrn: string | null;
  readonly proposed_by: string | null;
  readonly ended_by: string | null;
}

export interface WaitingRow extends ListedPayment {
  readonly seq: number;
  readonly proposed_minor: string;
  readonly contradicted: boolean;
  readonly reason: string;
  readonly reason_code: RefundReason | null;
  readonly proposed_by: string;
  readonly proposer_id: string;
  readonly proposed_at: Date;
  readonly through_id: string;
  readonly through_name: string;
}

/** What the page of refunds reads: by sets, never row after row. */
export class RefundListRepository {
  constructor(private readonly pool: Pool) {}

  async facts(ids: readonly string[]): Promise<ReadonlyMap<string, RefundFactsRow>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.pool.query<RefundFactsRow>({ ...FACTS, values: [ids] });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What waits for a second person, longest waiting first. */
  async waiting(propertyIds: readonly string[]): Promise<readonly WaitingRow[]> {
    return (await this.pool.query<WaitingRow>({ ...WAITING, values: [propertyIds] })).rows;
  }
}
