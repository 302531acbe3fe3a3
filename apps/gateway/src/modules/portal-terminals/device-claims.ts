import type { PortalBusyWith } from '@payport/contracts';
import type { DeviceAddress } from '@payport/domain';
import type { Pool, PoolClient } from 'pg';

export type HeldBy = PortalBusyWith;

export interface ClaimColumns {
  readonly holder: HeldBy['kind'] | null;
  readonly service: string | null;
  readonly payment_id: string | null;
  readonly taken_at: Date | null;
  readonly cashier: string | null;
}

export const heldBy = (row: ClaimColumns): HeldBy | null =>
  row.holder === null || row.taken_at === null
    ? null
    : { kind: row.holder, service: row.service, paymentId: row.payment_id, startedAt: row.taken_at.toISOString(), cashier: row.cashier };

/** Who speaks to that device now. */
export async function claimAt(db: Pick<Pool | PoolClient, 'query'>, address: DeviceAddress): Promise<HeldBy | null> {
  const { rows } = await db.query<ClaimColumns>('select holder, service, payment_id, taken_at, cashier from device_claim where address = $1', [
    address,
  ]);
  return rows[0] ? heldBy(rows[0]) : null;
}
