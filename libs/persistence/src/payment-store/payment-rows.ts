import type {
  ApiKeyId,
  Bilingual,
  CanonicalParams,
  CardResult,
  ClaimRecord,
  CommandId,
  Contradiction,
  Decline,
  DeviceAddress,
  DeviceReference,
  FolioPosting,
  OfflineReason,
  OriginalLink,
  PaymentEvent,
  PaymentId,
  PaymentKind,
  PaymentRecord,
  PaymentStatus,
  PropertyId,
  PropertyRecord,
  QuarantineReason,
  Stage,
  TerminalId,
  TerminalRecord,
} from '@payport/domain';

type Nullable<T> = T | null;

/** A row of `PAYMENT_SELECT`, as pg gives it: bigint as text, timestamptz as Date, jsonb parsed. */
export interface PaymentRow {
  id: string;
  property_id: string;
  terminal_id: string;
  terminal_name: string;
  time_zone: string;
  kind: string;
  amount_minor: string;
  currency: string;
  status: string;
  last_seq: number;
  stage: Nullable<string>;
  idempotency_key: string;
  params: CanonicalParams;
  pms_transaction_number: Nullable<string>;
  confirmation_number: Nullable<string>;
  guest_name: Nullable<string>;
  room: Nullable<string>;
  arrival: Nullable<string>;
  departure: Nullable<string>;
  folio_window: Nullable<string>;
  folio_name: Nullable<string>;
  cashier: Nullable<string>;
  workstation: Nullable<string>;
  comment: Nullable<string>;
  details: Nullable<string>;
  confirmation: 'auto' | 'pms';
  original_payment_id: Nullable<string>;
  original_rrn: Nullable<string>;
  original_auth_code: Nullable<string>;
  original_date: Nullable<string>;
  original_linked_by: OriginalLink['linkedBy'];
  original_kind: Nullable<string>;
  expires_at: Nullable<Date>;
  device_reference: string;
  instance_id: string;
  api_key_id: Nullable<string>;
  holds_terminal: boolean;
  recovery_attempts: number;
  unknown_since: Nullable<Date>;
  absence_counts_after: Nullable<Date>;
  approved_amount_minor: Nullable<string>;
  rrn: Nullable<string>;
  auth_code: Nullable<string>;
  response_code: Nullable<string>;
  response_text: Nullable<string>;
  card_mask: Nullable<string>;
  card_brand: Nullable<string>;
  card_expiry: Nullable<string>;
  cardholder: Nullable<string>;
  result_tid: Nullable<string>;
  result_mid: Nullable<string>;
  stan: Nullable<string>;
  host_time: Nullable<string>;
  executed_as: CardResult['executedAs'];
  slip: Nullable<string>;
  decline: Nullable<Decline>;
  posting_number: Nullable<string>;
  posted_at: Nullable<Date>;
  posting_window: Nullable<string>;
  posting_reported_at: Nullable<Date>;
  confirm_by: Nullable<Date>;
  suspended: Nullable<boolean>;
  confirmed_as: Nullable<string>;
  contradiction_source: Nullable<Contradiction['source']>;
  contradiction_evidence: Nullable<Bilingual>;
  contradiction_at: Nullable<Date>;
  contradiction_minor: Nullable<string>;
  demo: boolean;
  dispatched_at: Nullable<Date>;
  created_at: Date;
  updated_at: Date;
  final_at: Nullable<Date>;
  refunded_minor: string;
  refund_claims_minor: string;
  captured_minor: string;
  capture_claims_minor: string;
}

export const WITHOUT_MONEY = `('declined', 'cancelled', 'failed', 'reversed')`;

/** Not proven to have moved nothing, or proven so and then contradicted by the bank. */
const COUNTS = `(x.status not in ${WITHOUT_MONEY} or x.contradiction_minor > 0)`;

/** One payment with its terminal's name, its property's time zone and what refunds have taken or may still take. Append a where clause on `p`. */
export const PAYMENT_SELECT = `
  select p.*, t.name as terminal_name, h.time_zone, r.refunded_minor, r.refund_claims_minor, r.captured_minor, r.capture_claims_minor,
    (select o.kind from payment o where o.id = p.original_payment_id) as original_kind
  from payment p
  join terminal t on t.id = p.terminal_id
  join property h on h.id = p.property_id
  left join lateral (
    select coalesce(sum(-x.amount_minor) filter (where x.kind <> 'capture' and x.status = 'approved'), 0)::bigint as refunded_minor,
           coalesce(sum(-x.amount_minor) filter (where x.kind <> 'capture' and ${COUNTS}), 0)::bigint as refund_claims_minor,
           coalesce(sum(x.amount_minor) filter (where x.kind = 'capture' and x.status = 'approved'), 0)::bigint as captured_minor,
           coalesce(sum(x.amount_minor) filter (where x.kind = 'capture' and ${COUNTS}), 0)::bigint as capture_claims_minor
    from payment x where x.original_payment_id = p.id and x.kind in ('refund', 'void', 'capture')
  ) r on true`;

const ms = (date: Date | null): number | null => (date ? date.getTime() : null);

function toResult(row: PaymentRow): CardResult | null {
  const known = row.approved_amount_minor ?? row.rrn ?? row.auth_code ?? row.response_code ?? row.card_mask ?? row.slip ?? row.result_tid;
  if (known === null) return null;
  return {
    approvedAmountMinor: row.approved_amount_minor === null ? null : BigInt(row.approved_amount_minor),
    currency: row.currency,
    rrn: row.rrn,
    authCode: row.auth_code,
    responseCode: row.response_code,
    responseText: row.response_text,
    cardMask: row.card_mask,
    cardBrand: row.card_brand,
    cardExpiry: row.card_expiry,
    cardholder: row.cardholder,
    terminalTid: row.result_tid,
    merchantMid: row.result_mid,
    stan: row.stan,
    hostTime: row.host_time,
    executedAs: row.executed_as,
    slip: row.slip,
  };
}

function toReservation(row: PaymentRow): PaymentRecord['reservation'] {
  const { confirmation_number: confirmationNumber, guest_name: guestName, room, arrival, departure } = row;
  const known = confirmationNumber ?? guestName ?? room ?? arrival ?? departure;
  return known === null ? null : { confirmationNumber, guestName, room, arrival, departure };
}

function toOriginal(row: PaymentRow): OriginalLink | null {
  if ((row.original_payment_id ?? row.original_rrn) === null) return null;
  return {
    paymentId: row.original_payment_id as PaymentId | null,
    rrn: row.original_rrn,
    authCode: row.original_auth_code,
    date: row.original_date,
    linkedBy: row.original_linked_by,
    kind: row.original_kind as PaymentKind | null,
  };
}

function toPosting(row: PaymentRow): FolioPosting | null {
  if (row.posting_number === null || row.posted_at === null || row.posting_reported_at === null) return null;
  return {
    postingNumber: row.posting_number,
    postedAtMs: row.posted_at.getTime(),
    folioWindow: row.posting_window,
    reportedAtMs: row.posting_reported_at.getTime(),
  };
}

function toContradiction(row: PaymentRow): Contradiction | null {
  const { contradiction_source: source, contradiction_evidence: evidence, contradiction_at: at, contradiction_minor: minor } = row;
  if (source === null || evidence === null || at === null || minor === null) return null;
  return { source, evidence, atMs: at.getTime(), provenMinor: BigInt(minor) };
}

export function toPayment(row: PaymentRow): PaymentRecord {
  return {
    id: row.id as PaymentId,
    propertyId: row.property_id as PropertyId,
    terminalId: row.terminal_id as TerminalId,
    terminalName: row.terminal_name,
    timeZone: row.time_zone,
    kind: row.kind as PaymentKind,
    amountMinor: BigInt(row.amount_minor),
    currency: row.currency,
    status: row.status as PaymentStatus,
    lastSeq: row.last_seq,
    stage: row.stage as Stage | null,
    idempotencyKey: row.idempotency_key,
    params: row.params,
    pmsTransactionNumber: row.pms_transaction_number,
    reservation: toReservation(row),
    folio: (row.folio_window ?? row.folio_name) === null ? null : { window: row.folio_window, name: row.folio_name },
    cashier: row.cashier,
    workstation: row.workstation,
    comment: row.comment,
    details: row.details,
    confirmation: row.confirmation,
    original: toOriginal(row),
    expiresAtMs: ms(row.expires_at),
    deviceReference: row.device_reference as DeviceReference,
    instanceId: row.instance_id,
    apiKeyId: row.api_key_id as ApiKeyId | null,
    holdsTerminal: row.holds_terminal,
    recoveryAttempts: row.recovery_attempts,
    unknownSinceMs: ms(row.unknown_since),
    absenceCountsAfterMs: ms(row.absence_counts_after),
    dispatchedAtMs: ms(row.dispatched_at),
    createdAtMs: row.created_at.getTime(),
    updatedAtMs: row.updated_at.getTime(),
    finalAtMs: ms(row.final_at),
    result: toResult(row),
    decline: row.decline,
    posting: toPosting(row),
    hold: row.confirm_by === null ? null : { confirmByMs: row.confirm_by.getTime(), suspended: row.suspended, confirmedAs: row.confirmed_as },
    contradiction: toContradiction(row),
    refundedMinor: BigInt(row.refunded_minor),
    refundClaimsMinor: BigInt(row.refund_claims_minor),
    capturedMinor: BigInt(row.captured_minor),
    captureClaimsMinor: BigInt(row.capture_claims_minor),
    demo: row.demo,
  };
}

export interface EventRow {
  payment_id: string;
  seq: number;
  at: Date;
  type: PaymentEvent['type'];
  from_status: Nullable<string>;
  to_status: string;
  stage: Nullable<string>;
  cause: string;
  actor: string;
  evidence: Record<string, unknown>;
}

export const toEvent = (row: EventRow): PaymentEvent => ({
  paymentId: row.payment_id as PaymentId,
  seq: row.seq,
  atMs: row.at.getTime(),
  type: row.type,
  from: row.from_status as PaymentStatus | null,
  to: row.to_status as PaymentStatus,
  stage: row.stage as Stage | null,
  cause: row.cause,
  actor: row.actor,
  evidence: row.evidence,
});

export interface PropertyRow {
  id: string;
  name: string;
  time_zone: string;
  currency: string;
  currencies: string[];
  max_sale_minor: Nullable<string>;
  max_refund_minor: Nullable<string>;
}

export const toProperty = (row: PropertyRow): PropertyRecord => ({
  id: row.id as PropertyId,
  name: row.name,
  timeZone: row.time_zone,
  currency: row.currency,
  currencies: row.currencies,
  maxSaleMinor: row.max_sale_minor === null ? null : BigInt(row.max_sale_minor),
  maxRefundMinor: row.max_refund_minor === null ? null : BigInt(row.max_refund_minor),
});

export interface TerminalRow {
  id: string;
  property_id: string;
  name: string;
  driver: string;
  settings: unknown;
  device_address: string;
  tid: Nullable<string>;
  mid: Nullable<string>;
  enabled: boolean;
  offline_since: Nullable<Date>;
  offline_reason: Nullable<OfflineReason>;
  last_seen_at: Nullable<Date>;
  quarantine_reason: Nullable<QuarantineReason>;
  quarantine_since: Nullable<Date>;
  quarantine_detail: Nullable<string>;
}

export const toTerminal = (row: TerminalRow): TerminalRecord => ({
  id: row.id as TerminalId,
  propertyId: row.property_id as PropertyId,
  name: row.name,
  driver: row.driver,
  settings: row.settings,
  deviceAddress: row.device_address as DeviceAddress,
  tid: row.tid,
  mid: row.mid,
  enabled: row.enabled,
  offlineSinceMs: ms(row.offline_since),
  offlineReason: row.offline_reason,
  lastSeenAtMs: ms(row.last_seen_at),
  quarantine:
    row.quarantine_reason === null || row.quarantine_since === null
      ? null
      : { reason: row.quarantine_reason, sinceMs: row.quarantine_since.getTime(), detail: row.quarantine_detail },
});

export interface ClaimRow {
  address: string;
  terminal_id: string | null;
  holder: ClaimRecord['holder'];
  payment_id: Nullable<string>;
  command_id: Nullable<string>;
  cashier: Nullable<string>;
  instance_id: string;
  fencing_token: string;
  taken_at: Date;
  is_watch: boolean;
}

/**
 * Whether a claim is that of the watch of silent terminals: a link test that a person asked for names itself, and a command names
 * its record; the watch names nothing.
 */
export const IS_WATCH = (claim: string): string => `(${claim}.holder = 'service' and ${claim}.service is null and ${claim}.command_id is null)`;
export const CLAIM_SELECT = `select c.*, ${IS_WATCH('c')} as is_watch from device_claim c`;

export const toClaim = (row: ClaimRow): ClaimRecord => ({
  address: row.address as DeviceAddress,
  terminalId: row.terminal_id as TerminalId | null,
  holder: row.holder,
  paymentId: row.payment_id as PaymentId | null,
  commandId: row.command_id as CommandId | null,
  isWatch: row.is_watch,
  cashier: row.cashier,
  instanceId: row.instance_id,
  fencingToken: BigInt(row.fencing_token),
  takenAtMs: row.taken_at.getTime(),
});
