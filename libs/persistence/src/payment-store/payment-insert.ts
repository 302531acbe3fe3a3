import { IntentConflict, type PaymentIntent } from '@payport/domain';
import type { PoolClient } from 'pg';

/** Postgres' own code for a violated unique rule. */
export const isUniqueViolation = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';

const COLUMNS = [
  'id',
  'property_id',
  'terminal_id',
  'kind',
  'amount_minor',
  'currency',
  'status',
  'idempotency_key',
  'params',
  'params_hash',
  'pms_transaction_number',
  'confirmation_number',
  'guest_name',
  'room',
  'arrival',
  'departure',
  'folio_window',
  'folio_name',
  'cashier',
  'workstation',
  'comment',
  'details',
  'confirmation',
  'original_payment_id',
  'original_rrn',
  'original_auth_code',
  'original_date',
  'original_linked_by',
  'expires_at',
  'device_reference',
  'instance_id',
  'api_key_id',
  'created_at',
  'updated_at',
] as const;

/** The hash is made by the database from the canonical parameters, so that code and data cannot disagree about it. */
const PLACEHOLDERS = COLUMNS.map((column, i) => (column === 'params_hash' ? `sha256($${i + 1})` : `$${i + 1}`));
const INSERT = `insert into payment (${COLUMNS.join(', ')}) values (${PLACEHOLDERS.join(', ')})`;

/** @throws IntentConflict when a key or natural key was taken between the look and the insert */
export async function insertIntent(client: PoolClient, intent: PaymentIntent): Promise<void> {
  const created = new Date(intent.createdAtMs);
  const { reservation, folio, original } = intent;
  const values = [
    intent.id,
    intent.propertyId,
    intent.terminalId,
    intent.kind,
    intent.amountMinor,
    intent.currency,
    'accepted',
    intent.idempotencyKey,
    intent.params,
    Buffer.from(JSON.stringify(intent.params)),
    intent.pmsTransactionNumber,
    reservation?.confirmationNumber ?? null,
    reservation?.guestName ?? null,
    reservation?.room ?? null,
    reservation?.arrival ?? null,
    reservation?.departure ?? null,
    folio?.window ?? null,
    folio?.name ?? null,
    intent.cashier,
    intent.workstation,
    intent.comment,
    intent.details,
    intent.confirmation,
    original?.paymentId ?? null,
    original?.rrn ?? null,
    original?.authCode ?? null,
    original?.date ?? null,
    original?.linkedBy ?? null,
    intent.expiresAtMs === null ? null : new Date(intent.expiresAtMs),
    intent.deviceReference,
    intent.instanceId,
    intent.apiKeyId,
    created,
    created,
  ];
  try {
    await client.query({ name: 'insert_payment', text: INSERT, values });
  } catch (error) {
    if (isUniqueViolation(error)) throw new IntentConflict('the intent was recorded meanwhile');
    throw error;
  }
}
