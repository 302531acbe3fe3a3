import {
  DueTaken,
  type AlarmKind,
  type BatchCount,
  type BatchSpan,
  type BatchMoves,
  type BatchGroup,
  type CanonicalParams,
  type ClosedBatch,
  type CommandId,
  type CommandIntent,
  type CommandRecord,
  type CommandTx,
  type CommandUpdate,
  type GroupTotal,
  type NewAlarm,
  type NewFrame,
  type PaymentId,
  type PaymentRecord,
  type PropertyId,
  type SettlementRecord,
  type TerminalId,
} from '@payport/domain';
import { isUniqueViolation } from '../payment-store/payment-insert.ts';
import { PgPaymentTx } from '../payment-store/pg-payment-tx.ts';
import { BATCH_TOTALS, BATCH_UNRESOLVED, leastIdOf, MOVED_BETWEEN } from './batch-sql.ts';
import { COMMAND_SELECT, SETTLEMENT_SELECT, toCommand, toSettlement, totalsValues, type CommandRow, type SettlementRow } from './command-rows.ts';

const date = (ms: number): Date => new Date(ms);

/** Commands, closes and alarms in one Postgres transaction, beside the payments that they look at. */
export class PgCommandTx extends PgPaymentTx implements CommandTx {
  async command(id: CommandId): Promise<CommandRecord | null> {
    const [row] = await this.rows<CommandRow>('command', `${COMMAND_SELECT} where c.id = $1`, [id]);
    return row ? toCommand(row) : null;
  }

  async lockCommand(id: CommandId): Promise<CommandRecord | null> {
    await this.rows('lock_command', 'select from terminal_command where id = $1 for update', [id]);
    return this.command(id);
  }

  async commandByKey(propertyId: PropertyId, key: string): Promise<{ id: CommandId | null; params: CanonicalParams } | null> {
    const [row] = await this.rows<{ id: string | null; params: CanonicalParams }>(
      'command_by_key',
      `select command_id as id, params from idempotency_alias where property_id = $1 and idempotency_key = $2
       union all select null, params from payment where property_id = $1 and idempotency_key = $2`,
      [propertyId, key],
    );
    return row ? { id: row.id as CommandId | null, params: row.params } : null;
  }

  async insertCommand(intent: CommandIntent, settlement: { readonly acknowledged: readonly string[] } | null): Promise<void> {
    const { requestedBy, dueAtMs } = intent;
    try {
      await this.rows(
        'insert_command',
        `insert into terminal_command (id, property_id, terminal_id, kind, requested_kind, requested_name, requested_id, due_at, device_reference,
           instance_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          intent.id,
          intent.propertyId,
          intent.terminalId,
          intent.kind,
          requestedBy.kind,
          requestedBy.name,
          requestedBy.id,
          dueAtMs === null ? null : date(dueAtMs),
          intent.deviceReference,
          intent.instanceId,
          date(intent.createdAtMs),
        ],
      );
    } catch (error) {
      if (dueAtMs !== null && isUniqueViolation(error)) throw new DueTaken('somebody else closes at this moment');
      throw error;
    }
    if (!settlement) return;
    await this.rows('insert_settlement', 'insert into settlement (id, property_id, terminal_id, acknowledged) values ($1, $2, $3, $4)', [
      intent.id,
      intent.propertyId,
      intent.terminalId,
      settlement.acknowledged,
    ]);
  }

  async addCommandKey(intent: CommandIntent, key: string, params: CanonicalParams): Promise<void> {
    await this.rows(
      'add_command_key',
      'insert into idempotency_alias (property_id, idempotency_key, command_id, params, params_hash, created_at) values ($1, $2, $3, $4, sha256($5), $6)',
      [intent.propertyId, key, intent.id, params, Buffer.from(JSON.stringify(params)), date(intent.createdAtMs)],
    );
  }

  async markDispatched(id: CommandId, atMs: number): Promise<void> {
    await this.rows(
      'command_dispatched',
      `update terminal_command set status = 'in_progress', dispatched_at = $2 where id = $1 and status = 'accepted'`,
      [id, date(atMs)],
    );
  }

  async saveCommand(id: CommandId, update: CommandUpdate): Promise<void> {
    const ends = update.status === 'done' || update.status === 'failed';
    await this.rows(
      'save_command',
      `update terminal_command set status = $2, holds_terminal = $3, text = $4, message = $5, evidence = $6,
         final_at = case when $7 then $8::timestamptz end,
         unknown_since = case when $2 = 'unknown' then coalesce(unknown_since, $8) else unknown_since end,
         sales_count = $9, sales_minor = $10, refunds_count = $11, refunds_minor = $12, voids_count = $13, voids_minor = $14
       where id = $1`,
      [
        id,
        update.status,
        update.holdsTerminal,
        update.text,
        update.message,
        update.evidence,
        ends,
        date(update.atMs),
        ...totalsValues(update.totals),
      ],
    );
    if (!update.holdsTerminal) await this.releaseCommandClaim(id);
  }

  async countCommandAttempt(id: CommandId): Promise<void> {
    await this.rows('count_command_attempt', 'update terminal_command set recovery_attempts = recovery_attempts + 1 where id = $1', [id]);
  }

  async addCommandFrames(command: Pick<CommandRecord, 'id' | 'terminalId'>, frames: readonly NewFrame[]): Promise<void> {
    for (const frame of frames) {
      await this.rows(
        'add_command_frame',
        `insert into wire_frame (command_id, terminal_id, at, direction, channel, bytes, text, fields, checksum_ok)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          command.id,
          command.terminalId,
          date(frame.atMs),
          frame.direction,
          frame.channel,
          Buffer.from(frame.bytes),
          frame.text,
          frame.fields,
          frame.checksumOk,
        ],
      );
    }
  }

  async addSettlementOutbox(command: Pick<CommandRecord, 'id' | 'propertyId'>, atMs: number): Promise<void> {
    await this.rows('settlement_outbox', `insert into outbox (topic, property_id, payload, created_at) values ('settlement.done', $1, $2, $3)`, [
      command.propertyId,
      { settlementId: command.id },
      date(atMs),
    ]);
  }

  async releaseCommandClaim(id: CommandId): Promise<void> {
    await this.rows('release_command_claim', 'delete from device_claim where command_id = $1', [id]);
  }

  async undecidedOnTerminal(terminalId: TerminalId): Promise<readonly PaymentRecord[]> {
    const ids = await this.rows<{ id: string }>(
      'undecided_on_terminal',
      `select id from payment where terminal_id = $1 and status in ('unknown', 'reversal_unknown') order by id for update`,
      [terminalId],
    );
    return ids.length === 0 ? [] : this.payments('by_ids', 'where p.id = any($1::uuid[]) order by p.id', [ids.map((row) => row.id)]);
  }

  async freeTerminalOf(id: PaymentId): Promise<void> {
    await this.rows('free_terminal', 'update payment set holds_terminal = false where id = $1', [id]);
    await this.releaseClaim(id);
  }

  async settlement(id: CommandId): Promise<SettlementRecord | null> {
    const [row] = await this.rows<SettlementRow>('settlement', `${SETTLEMENT_SELECT} where c.id = $1`, [id]);
    return row ? toSettlement(row) : null;
  }

  async lastCloseMs(terminalId: TerminalId): Promise<number | null> {
    const [row] = await this.rows<{ at: Date | null }>('last_close', 'select max(closed_at) as at from settlement where terminal_id = $1', [
      terminalId,
    ]);
    return row?.at?.getTime() ?? null;
  }

  async earlierCloseMs(close: Pick<CommandRecord, 'id' | 'terminalId' | 'dispatchedAtMs'>): Promise<number | null> {
    const [row] = await this.rows<{ at: Date | null }>(
      'earlier_close',
      `select max(least($3, greatest(dispatched_at, unknown_since, final_at))) as at from terminal_command
        where terminal_id = $1 and kind = 'settlement' and status in ('in_progress', 'done', 'unknown') and id <> $2 and dispatched_at is not null`,
      [close.terminalId, close.id, close.dispatchedAtMs === null ? null : date(close.dispatchedAtMs)],
    );
    return row?.at?.getTime() ?? null;
  }

  async momentOf(propertyId: PropertyId, hostTime: string): Promise<number> {
    const [row] = await this.rows<{ at: Date }>('moment_of', 'select $2::timestamp at time zone time_zone as at from property where id = $1', [
      propertyId,
      hostTime,
    ]);
    if (!row) throw new Error(`property ${propertyId} does not exist`);
    return row.at.getTime();
  }

  async countBatch({ terminalId, openedAtMs, closedAtMs, byOurClock }: BatchSpan, nowMs: number): Promise<BatchCount> {
    const opened = openedAtMs === null ? null : date(openedAtMs);
    const until = (moment: Date): unknown[] => [terminalId, opened, moment, leastIdOf(openedAtMs), byOurClock];
    const counted = await this.rows<{ kind: BatchGroup; count: number; minor: string }>('batch_totals', BATCH_TOTALS, until(date(closedAtMs)));
    const group = (kind: BatchGroup): GroupTotal => {
      const row = counted.find((each) => each.kind === kind);
      return { count: row?.count ?? 0, amountMinor: BigInt(row?.minor ?? 0) };
    };
    // A payment without an answer has only our time, which may be a little after the terminal's.
    const unresolved = await this.rows<{ id: string }>('batch_unresolved', BATCH_UNRESOLVED, until(date(Math.max(closedAtMs, nowMs))));
    return { totals: { sales: group('sales'), refunds: group('refunds'), voids: group('voids') }, unresolved: unresolved.map((row) => row.id) };
  }

  async movedBetween(terminalId: TerminalId, afterMs: number | null, untilMs: number): Promise<BatchMoves> {
    const after = afterMs === null ? null : date(afterMs);
    const params = [terminalId, after, date(untilMs), leastIdOf(afterMs)];
    const [row] = await this.rows<{ moved: boolean; last_at: string | null }>('moved_between', MOVED_BETWEEN, params);
    return { moved: row?.moved === true, lastHostTime: row?.last_at ?? null };
  }

  async saveBatch(id: CommandId, batch: ClosedBatch): Promise<void> {
    await this.rows(
      'save_batch',
      `update settlement set opened_at = $2, closed_at = $3, host_agrees = $4, matches = $5, unresolved = $6,
         sales_count = $7, sales_minor = $8, refunds_count = $9, refunds_minor = $10, voids_count = $11, voids_minor = $12
       where id = $1`,
      [
        id,
        batch.openedAtMs === null ? null : date(batch.openedAtMs),
        date(batch.closedAtMs),
        batch.hostAgrees,
        batch.matches,
        batch.unresolved,
        ...totalsValues(batch.gatewayTotals),
      ],
    );
  }

  async raiseAlarm(alarm: NewAlarm): Promise<void> {
    await this.rows(
      'raise_alarm',
      `insert into alarm (id, property_id, terminal_id, command_id, kind, severity, since, text) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (property_id, terminal_id, kind) where cleared_at is null and terminal_code is null
       do update set severity = excluded.severity, command_id = excluded.command_id, text = excluded.text`,
      [alarm.id, alarm.propertyId, alarm.terminalId, alarm.commandId, alarm.kind, alarm.severity, date(alarm.sinceMs), alarm.text],
    );
  }

  async clearAlarms(terminalId: TerminalId, kinds: readonly AlarmKind[], atMs: number, but?: CommandId): Promise<void> {
    await this.rows(
      'clear_alarms',
      `update alarm set cleared_at = $3 where terminal_id = $1 and kind = any($2::text[]) and cleared_at is null
         and ($4::uuid is null or command_id is distinct from $4)`,
      [terminalId, kinds, date(atMs), but ?? null],
    );
  }
}
