import { ENDED_WITHOUT_MONEY } from '@payport/domain';
import type { PoolClient } from 'pg';
import type { SeededKey } from '../records/api-keys.ts';
import { eventRows, frameRows, HISTORY_INSTANCE, paymentRow } from './history-rows.ts';
import type { PlayedOrder } from './played-order.ts';

const PAYMENT_COLUMNS = `id, property_id, terminal_id, kind, amount_minor, currency, status, idempotency_key, params, params_hash,
  pms_transaction_number, confirmation_number, guest_name, room, arrival, departure, folio_window, folio_name, cashier, workstation, details, comment,
  confirmation, original_payment_id, original_rrn, original_auth_code, original_linked_by, device_reference, instance_id, api_key_id,
  holds_terminal, recovery_attempts, approved_amount_minor, rrn, auth_code, response_code, response_text, card_mask, card_brand, card_expiry,
  cardholder, result_tid, result_mid, stan, host_time, executed_as, slip, decline, created_at, updated_at`;
const EVENT_COLUMNS = 'payment_id, seq, at, type, from_status, to_status, stage, cause, actor, evidence';
const FRAME_COLUMNS = 'payment_id, terminal_id, at, direction, channel, bytes, text, fields, checksum_ok';

/** Its lease ran out before the history began: no payment of it is anybody's to look after. */
const INSTANCE = `
  insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until) values ($1, 1, $2, $2, $2) on conflict (id) do nothing`;

/** Whether the history was written by an earlier start. */
export async function hasHistory(db: PoolClient): Promise<boolean> {
  return (await db.query('select from payment where instance_id = $1 limit 1', [HISTORY_INSTANCE])).rowCount === 1;
}

/**
 * Payments, then their events one after the other, as the database's own rules demand of everybody.
 */
export async function writeHistory(
  db: PoolClient,
  orders: readonly PlayedOrder[],
  keyOf: (order: PlayedOrder) => SeededKey,
  nowMs: number,
): Promise<void> {
  await db.query(INSTANCE, [HISTORY_INSTANCE, new Date(orders[0]?.planned.atMs ?? nowMs)]);
  const insert = (table: string, columns: string, rows: readonly unknown[], order = ''): Promise<unknown> =>
    db.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1) ${order}`, [
      JSON.stringify(rows),
    ]);
  for (const wave of wavesOf(orders)) {
    await insert(
      'payment',
      PAYMENT_COLUMNS,
      wave.map((order) => paymentRow(order, keyOf(order))),
    );
    await insert('payment_event', EVENT_COLUMNS, wave.flatMap(eventRows), 'order by payment_id, seq');
  }
  await insert(
    'wire_frame',
    FRAME_COLUMNS,
    orders.flatMap((order) => frameRows(order, nowMs)),
  );
}

const endedWithoutMoney = ({ events }: PlayedOrder): boolean => ENDED_WITHOUT_MONEY.some((status) => status === events.at(-1)?.to);

/**
 * What ended without money goes first: until it has ended, its PMS number belongs to it. That holds among its own kind too:
 * a second try of a bill comes after the end of the first.
 */
export function wavesOf(orders: readonly PlayedOrder[]): readonly (readonly PlayedOrder[])[] {
  const waves: PlayedOrder[][] = [];
  const tries = new Map<string, number>();
  for (const order of orders.filter(endedWithoutMoney)) {
    const number = tries.get(order.pmsTransactionNumber) ?? 0;
    tries.set(order.pmsTransactionNumber, number + 1);
    (waves[number] ??= []).push(order);
  }
  return [...waves, orders.filter((order) => !endedWithoutMoney(order))];
}
