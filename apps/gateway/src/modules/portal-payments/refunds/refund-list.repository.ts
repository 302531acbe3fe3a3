import type { PropertyId, RefundReason, UserId } from '@payport/domain';
import type { Pool } from 'pg';
import type { EventPlace } from '../list-cursor.ts';
import { ROW_COLUMNS, ROW_NAMES } from '../payment-list-sql.ts';
import type { ListedPayment } from '../payment-row.ts';

/** More than this is told as "99+". */
const COUNTED = 100;

const FACTS = {
  name: 'portal_refund_facts',
  text: `select p.id, p.cashier, p.comment, p.params->>'/reason' as reason_code, o.id as original_id, o.amount_minor as original_minor,
      o.created_at as original_at, o.rrn as original_rrn, a.proposed_by, a.ended_by
    from payment p left join payment o on o.id = p.original_payment_id left join refund_approval a on a.refund_id = p.id
    where p.id = any($1::uuid[])`,
};
/** $1: hotels; $2: not those of this person, where there is one. */
const OPEN = `a.state = 'open' and a.property_id = any($1::uuid[]) and ($2::uuid is null or a.proposer_id <> $2::uuid)`;
const WAITING = {
  name: 'portal_refunds_waiting',
  text: `select ${ROW_COLUMNS}, ${ROW_NAMES}, a.seq, a.amount_minor as proposed_minor, a.contradicted, a.reason, a.reason_code, a.proposed_by,
      a.proposer_id, a.proposed_at, a.terminal_id as through_id, r.name as through_name
    from refund_approval a join payment p on p.id = a.payment_id join property h on h.id = p.property_id join terminal t on t.id = p.terminal_id
      join terminal r on r.id = a.terminal_id
    where ${OPEN}
      and ($3::uuid is null or (a.proposed_at, a.payment_id, a.seq) >
        (select b.proposed_at, b.payment_id, b.seq from refund_approval b where b.payment_id = $3::uuid and b.seq = $4::int))
    order by a.proposed_at, a.payment_id, a.seq limit $5`,
};
const WAITING_COUNT = {
  name: 'portal_refunds_waiting_count',
  text: `select count(*)::int as count from (select from refund_approval a where ${OPEN} limit ${COUNTED}) w`,
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

/** Which of those that wait. */
export interface WaitingFilter {
  readonly propertyIds: readonly PropertyId[];
  /** Nobody confirms what they proposed; null: whoever did. */
  readonly notBy: UserId | null;
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
  async waiting({ propertyIds, notBy }: WaitingFilter, after: EventPlace | null, limit: number): Promise<readonly WaitingRow[]> {
    const values = [propertyIds, notBy, after?.id ?? null, after?.seq ?? null, limit];
    return (await this.pool.query<WaitingRow>({ ...WAITING, values })).rows;
  }

  /** How many, as far as it is counted. */
  async waitingCount({ propertyIds, notBy }: WaitingFilter): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>({ ...WAITING_COUNT, values: [propertyIds, notBy] });
    return rows[0]?.count ?? 0;
  }
}
