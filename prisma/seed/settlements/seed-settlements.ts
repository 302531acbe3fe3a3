import type { BatchGroup } from '@payport/domain';
import type { PoolClient } from 'pg';
import type { Chance } from '../history/chance.ts';
import { HISTORY_INSTANCE } from '../history/history-rows.ts';
import type { SeededTerminal } from '../records/seeded.ts';
import { batchesOf, SETTLE_AT, type HistoryOperation } from './batches.ts';
import { settlementRows } from './settlement-rows.ts';

interface OperationRow {
  readonly id: string;
  readonly terminal_id: string;
  readonly at: Date;
  readonly kind: BatchGroup;
  readonly amount_minor: string;
  readonly known: boolean;
}

/** What moved money in the history, by the terminal's own clock; also the payment that waits for a person. */
const OPERATIONS = `
  select p.id, p.terminal_id, abs(p.amount_minor)::text as amount_minor, p.status = 'approved' as known,
    case when p.kind = 'void' or p.executed_as = 'void' then 'voids' when p.amount_minor < 0 then 'refunds' else 'sales' end as kind,
    coalesce(p.host_time::timestamp at time zone h.time_zone, p.dispatched_at) as at
  from payment p join property h on h.id = p.property_id
  where p.instance_id = $1 and p.status in ('approved', 'manual_review')`;

const COMMAND_COLUMNS = `id, property_id, terminal_id, kind, status, requested_kind, due_at, device_reference, instance_id, text, message, sales_count,
  sales_minor, refunds_count, refunds_minor, voids_count, voids_minor, evidence, dispatched_at, created_at, final_at, holds_terminal, recovery_attempts`;
const SETTLEMENT_COLUMNS = `id, property_id, terminal_id, opened_at, closed_at, host_agrees, sales_count, sales_minor, refunds_count, refunds_minor,
  voids_count, voids_minor, matches, unresolved, acknowledged`;

/** Settled once: from then on people decide about it, and the live demonstration closes its own days. */
const SCHEDULE = 'update terminal set settle_at = $2, settle_since = $3 where id = any($1::uuid[])';

/** Closes the history's days, unless an earlier start has done so. */
export async function seedSettlements(db: PoolClient, terminals: readonly SeededTerminal[], chance: Chance, nowMs: number): Promise<void> {
  const known = await db.query(`select from terminal_command where instance_id = $1 and kind = 'settlement' limit 1`, [HISTORY_INSTANCE]);
  if (known.rowCount === 1) return;
  const { rows } = await db.query<OperationRow>(OPERATIONS, [HISTORY_INSTANCE]);
  const operations: readonly HistoryOperation[] = rows.map((row) => ({
    id: row.id,
    terminalId: row.terminal_id,
    atMs: row.at.getTime(),
    group: row.kind,
    amountMinor: BigInt(row.amount_minor),
    known: row.known,
  }));
  const batches = terminals.flatMap((terminal) => batchesOf(terminal, operations, nowMs));
  const written = batches.map((batch) => settlementRows(batch, chance));
  const insert = (table: string, columns: string, records: readonly unknown[]): Promise<unknown> =>
    db.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`, [JSON.stringify(records)]);
  await insert(
    'terminal_command',
    COMMAND_COLUMNS,
    written.map(({ command }) => command),
  );
  await insert(
    'settlement',
    SETTLEMENT_COLUMNS,
    written.map(({ settlement }) => settlement),
  );
  const since = new Date(Math.min(nowMs, ...batches.map(({ dueAtMs }) => dueAtMs)));
  await db.query(SCHEDULE, [terminals.map(({ id }) => id), SETTLE_AT, since]);
}
