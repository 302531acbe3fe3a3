import type { CommandId, CommandRecord, CommandStore, CommandTx, DueSettlement, PropertyId, SettlementRecord, TerminalId } from '@payport/domain';
import type { Pool } from 'pg';
import { lockedTransaction } from '../locked-transaction.ts';
import { COMMAND_SELECT, SETTLEMENT_SELECT, toCommand, toSettlement, type CommandRow, type SettlementRow } from './command-rows.ts';
import { PgCommandTx } from './pg-command-tx.ts';

/**
 * Each scheduled terminal's last moment by its property's clock ($1 is now), unless its day is closed since: a close up to
 * $2 before the moment counts, since nobody closes twice within it.
 */
const DUE = `
  with moment as (
    select t.id, t.name, t.property_id, t.settle_since,
      (day - case when day > $1::timestamptz at time zone h.time_zone then interval '1 day' else interval '0' end) at time zone h.time_zone as due_at
    from terminal t join property h on h.id = t.property_id
    cross join lateral (select date_trunc('day', $1::timestamptz at time zone h.time_zone) + t.settle_at::time as day) today
    where t.enabled and t.settle_at is not null
  )
  select m.id, m.name, m.property_id, m.due_at, a.failed, a.last_failure, coalesce(a.taken, false) as taken
  from moment m
  left join lateral (
    select count(*) filter (where c.status = 'failed' and c.due_at = m.due_at)::int as failed,
      max(c.final_at) filter (where c.status = 'failed' and c.due_at = m.due_at) as last_failure,
      bool_or(c.status in ('accepted', 'in_progress', 'unknown')) as taken
    from terminal_command c
    where c.terminal_id = m.id and (c.due_at = m.due_at or (c.kind = 'settlement' and c.created_at >= m.due_at - $2 * interval '1 millisecond'))
  ) a on true
  where m.due_at >= m.settle_since
    and not exists (
      select from terminal_command c
      where c.terminal_id = m.id and c.kind = 'settlement' and c.status = 'done' and c.created_at >= m.due_at - $2 * interval '1 millisecond')
  order by m.due_at, m.id`;

/** Some of the payments that a closed batch left open have ended. */
const RECOUNTABLE = `
  select s.id from settlement s where s.unresolved <> '{}' and s.closed_at is not null and exists (
    select from payment p where p.id = any(s.unresolved)
      and p.status not in ('held', 'unknown', 'reversing', 'reversal_unknown', 'manual_review'))
  order by s.id limit 50`;

interface DueRow {
  id: string;
  name: string;
  property_id: string;
  due_at: Date;
  failed: number | null;
  last_failure: Date | null;
  taken: boolean;
}

/** Commands in Postgres. */
export class PgCommandStore implements CommandStore {
  constructor(private readonly pool: Pool) {}

  transaction<T>(locks: readonly string[], work: (tx: CommandTx) => Promise<T>): Promise<T> {
    return lockedTransaction(this.pool, locks, (client, sent) => work(new PgCommandTx(client, sent)));
  }

  async find(id: CommandId): Promise<CommandRecord | null> {
    const { rows } = await this.pool.query<CommandRow>({ name: 'command_find', text: `${COMMAND_SELECT} where c.id = $1`, values: [id] });
    return rows[0] ? toCommand(rows[0]) : null;
  }

  async settlement(id: CommandId): Promise<SettlementRecord | null> {
    const { rows } = await this.pool.query<SettlementRow>({ name: 'settlement_find', text: `${SETTLEMENT_SELECT} where c.id = $1`, values: [id] });
    return rows[0] ? toSettlement(rows[0]) : null;
  }

  async openOfInstance(instanceId: string): Promise<readonly CommandRecord[]> {
    const text = `${COMMAND_SELECT} where c.instance_id = $1
      and (c.status in ('accepted', 'in_progress') or (c.status = 'unknown' and c.holds_terminal)) order by c.id`;
    return (await this.pool.query<CommandRow>({ name: 'command_open', text, values: [instanceId] })).rows.map(toCommand);
  }

  async due(nowMs: number, earlyMs: number): Promise<readonly DueSettlement[]> {
    const { rows } = await this.pool.query<DueRow>({ name: 'command_due', text: DUE, values: [new Date(nowMs), earlyMs] });
    return rows.map((row) => ({
      terminalId: row.id as TerminalId,
      terminalName: row.name,
      propertyId: row.property_id as PropertyId,
      dueAtMs: row.due_at.getTime(),
      failedAttempts: row.failed ?? 0,
      lastFailureMs: row.last_failure?.getTime() ?? null,
      taken: row.taken,
    }));
  }

  async recountable(): Promise<readonly CommandId[]> {
    const { rows } = await this.pool.query<{ id: string }>({ name: 'command_recountable', text: RECOUNTABLE });
    return rows.map((row) => row.id as CommandId);
  }
}
