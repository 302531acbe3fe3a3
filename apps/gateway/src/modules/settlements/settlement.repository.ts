import type { PortalTraceSettlement } from '@payport/contracts';
import type { CommandId, PaymentId, PropertyId, SettlementRecord, TerminalId } from '@payport/domain';
import { BATCH_MOMENT, IS_VOIDED, OUR_BATCH_MOMENT, SETTLEMENT_SELECT, toSettlement, type SettlementRow } from '@payport/persistence';
import type { Pool } from 'pg';

export interface SettlementFilter {
  readonly propertyId: PropertyId;
  readonly terminalId: TerminalId | undefined;
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  /** Id of the last settlement of the page before. */
  readonly before: CommandId | undefined;
  readonly limit: number;
}

/** Each terminal's newest settlement, whatever came of it. */
const NEWEST = `${SETTLEMENT_SELECT}
  where s.id in (select newest.id from unnest($1::uuid[]) as scope (terminal_id)
    cross join lateral (select x.id from settlement x where x.terminal_id = scope.terminal_id order by x.id desc limit 1) newest)`;

/**
 * The batch that a payment ran in, by the clock that each was counted by: a close that told no time stands where it was sent. One whose outcome nobody knew at the close may
 * stand a little after it by our clock, and is named by the close itself.
 */
const OF_PAYMENT = {
  name: 'settlement_of_payment',
  text: `
  with asked as (
    select p.id, p.terminal_id, t.settle_at, ${BATCH_MOMENT} as told_at, ${OUR_BATCH_MOMENT} as sent_at,
      (p.status = 'approved' and p.kind <> 'preauthorization'
        and not (p.kind = 'void' and exists (select from payment o where o.id = p.original_payment_id and o.kind = 'preauthorization')))
      or p.status in ('held', 'unknown', 'reversing', 'reversal_unknown', 'manual_review') or ${IS_VOIDED} as counts
    from payment p join property h on h.id = p.property_id join terminal t on t.id = p.terminal_id where p.id = $1)
  select a.counts, a.settle_at, b.id, b.closed_at, b.matches, a.id = any(b.unresolved) as unresolved
  from asked a left join lateral (
    select s.id, s.closed_at, s.matches, s.unresolved from settlement s join terminal_command c on c.id = s.id
      cross join lateral (select case when s.closed_at = c.dispatched_at then a.sent_at else a.told_at end as at) r
    where s.terminal_id = a.terminal_id and s.closed_at >= least(a.told_at, a.sent_at) - interval '1 day'
      and ((s.closed_at >= r.at and (s.opened_at is null or s.opened_at < r.at)) or a.id = any(s.unresolved))
    order by s.closed_at limit 1) b on a.counts`,
};

interface BatchRow {
  readonly counts: boolean;
  readonly settle_at: string | null;
  readonly id: string | null;
  readonly closed_at: Date | null;
  readonly matches: boolean | null;
  readonly unresolved: boolean | null;
}

/** What is read of settlements: by sets, never row after row. */
export class SettlementRepository {
  constructor(private readonly pool: Pool) {}

  /** Newest first; one more than asked for, where there is one. */
  async page(filter: SettlementFilter): Promise<readonly SettlementRecord[]> {
    const values: unknown[] = [filter.propertyId];
    const where = ['s.property_id = $1'];
    const add = (condition: string, value: unknown): void => {
      if (value === undefined) return;
      where.push(condition.replace('?', `$${values.push(value)}`));
    };
    add('s.terminal_id = ?', filter.terminalId);
    add('c.created_at >= ?', filter.fromMs === undefined ? undefined : new Date(filter.fromMs));
    add('c.created_at < ?', filter.toMs === undefined ? undefined : new Date(filter.toMs));
    add('s.id < ?', filter.before);
    const text = `${SETTLEMENT_SELECT} where ${where.join(' and ')} order by s.id desc limit $${values.push(filter.limit + 1)}`;
    return (await this.pool.query<SettlementRow>(text, values)).rows.map(toSettlement);
  }

  async newestOf(terminalIds: readonly string[]): Promise<ReadonlyMap<string, SettlementRecord>> {
    const { rows } = await this.pool.query<SettlementRow>({ name: 'settlement_newest', text: NEWEST, values: [terminalIds] });
    return new Map(rows.map((row) => [row.terminal_id, toSettlement(row)]));
  }

  /** The end of day that holds the payment, if it belongs to one. */
  async ofPayment(id: PaymentId): Promise<PortalTraceSettlement | null> {
    const [row] = (await this.pool.query<BatchRow>({ ...OF_PAYMENT, values: [id] })).rows;
    if (!row) return null;
    const batch =
      row.id === null || row.closed_at === null
        ? null
        : { id: row.id, closedAt: row.closed_at.toISOString(), matches: row.matches, unresolved: row.unresolved ?? false };
    return { counts: row.counts, batch, settleAt: row.settle_at };
  }
}
