import type { CardResult, PaymentStatus } from '@payport/domain';
import type { CleanFrame } from '@payport/terminals-core';
import { createHash } from 'node:crypto';
import type { SeededKey } from '../records/api-keys.ts';
import { daysMs } from './local-time.ts';
import type { PlayedOrder } from './played-order.ts';

/** The gateway that is said to have taken the history: a row of its own, so that no living one ever looks after it. */
export const HISTORY_INSTANCE = 'demo-history';
/** Older exchanges have been cleared away, as a gateway does in time. */
const FRAMES_KEPT_MS = daysMs(4);

type Row = Readonly<Record<string, unknown>>;
const iso = (atMs: number): string => new Date(atMs).toISOString();
const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;
const signed = ({ planned: { kind, amountMinor } }: PlayedOrder): string => (kind === 'refund' ? -amountMinor : amountMinor).toString();

export function paymentRow(order: PlayedOrder, apiKey: SeededKey): Row {
  const { planned, original } = order;
  const params = paramsOf(order);
  return {
    id: order.id,
    property_id: planned.terminal.property.id,
    terminal_id: planned.terminal.id,
    kind: planned.kind,
    amount_minor: signed(order),
    currency: planned.terminal.property.currency,
    status: 'accepted',
    idempotency_key: `demo-${order.id}`,
    params,
    params_hash: hex(createHash('sha256').update(JSON.stringify(params)).digest()),
    pms_transaction_number: order.pmsTransactionNumber,
    ...stayColumns(order),
    cashier: planned.cashier,
    workstation: planned.terminal.workstation,
    details: planned.details,
    comment: planned.comment,
    confirmation: 'auto',
    original_payment_id: original?.id,
    original_rrn: original?.result?.rrn,
    original_auth_code: original?.result?.authCode,
    original_linked_by: original ? 'auto' : undefined,
    device_reference: order.reference,
    instance_id: HISTORY_INSTANCE,
    api_key_id: apiKey.id,
    recovery_attempts: order.recoveryAttempts,
    ...resultColumns(order.result),
    decline: order.decline ?? undefined,
    created_at: iso(planned.atMs),
    updated_at: iso(planned.atMs),
    holds_terminal: false,
  };
}

function stayColumns({ planned: { stay } }: PlayedOrder): Row {
  if (!stay) return {};
  const { confirmationNumber, guestName, room, arrival, departure } = stay;
  return { confirmation_number: confirmationNumber, guest_name: guestName, room, arrival, departure, folio_window: '1', folio_name: guestName };
}

function resultColumns(result: CardResult | null): Row {
  if (!result) return {};
  return {
    approved_amount_minor: result.approvedAmountMinor?.toString(),
    rrn: result.rrn,
    auth_code: result.authCode,
    response_code: result.responseCode,
    response_text: result.responseText,
    card_mask: result.cardMask,
    card_brand: result.cardBrand,
    card_expiry: result.cardExpiry,
    cardholder: result.cardholder,
    result_tid: result.terminalTid,
    result_mid: result.merchantMid,
    stan: result.stan,
    host_time: result.hostTime,
    executed_as: result.executedAs,
    slip: result.slip,
  };
}

/** The parameters as the gateway keeps them for the comparison with a repeated request. */
function paramsOf(order: PlayedOrder): Readonly<Record<string, string | null>> {
  const { planned } = order;
  const { stay } = planned;
  return {
    '/terminalId': planned.terminal.id,
    '/amount': signed(order),
    '/currency': planned.terminal.property.currency,
    '/kind': planned.kind,
    '/pmsTransactionNumber': order.pmsTransactionNumber,
    '/reservation/confirmationNumber': stay?.confirmationNumber ?? null,
    '/reservation/guestName': stay?.guestName ?? null,
    '/reservation/room': stay?.room ?? null,
    '/reservation/arrival': stay?.arrival ?? null,
    '/reservation/departure': stay?.departure ?? null,
    '/folio/window': stay ? '1' : null,
    '/folio/name': stay?.guestName ?? null,
    '/original/paymentId': null,
    '/original/rrn': null,
    '/original/authCode': null,
    '/original/date': null,
    '/cashier': planned.cashier,
    '/workstation': planned.terminal.workstation,
    '/comment': planned.comment,
    '/details': planned.details,
    '/confirmation': 'auto',
  };
}

export function eventRows({ id, events }: PlayedOrder): readonly Row[] {
  let status: PaymentStatus | null = null;
  return events.map(({ atMs, type, to, stage, cause, actor, evidence }, i) => {
    const from = status;
    status = to;
    return { payment_id: id, seq: i + 1, at: iso(atMs), type, from_status: from, to_status: to, stage, cause, actor, evidence };
  });
}

export function frameRows({ id, planned, frames, events }: PlayedOrder, nowMs: number): readonly Row[] {
  const open = events.at(-1)?.to === 'manual_review';
  if (!open && planned.atMs < nowMs - FRAMES_KEPT_MS) return [];
  return frames.map((frame: CleanFrame) => ({
    payment_id: id,
    terminal_id: planned.terminal.id,
    at: iso(frame.atMs),
    direction: frame.direction,
    channel: frame.channel,
    bytes: hex(frame.bytes),
    text: frame.text,
    fields: frame.fields,
    checksum_ok: frame.checksumOk,
  }));
}
