import type { CommandId, PropertyId, SettlementRecord, TerminalId } from '@payport/domain';
import { SETTLEMENT_SELECT, toSettlement, type SettlementRow } from '@payport/persistence';
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
}
