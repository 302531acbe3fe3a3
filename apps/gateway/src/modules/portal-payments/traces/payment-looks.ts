import type { AuditAction, PortalTraceLook } from '@payport/contracts';
import type { PaymentId } from '@payport/domain';
import type { Pool } from 'pg';

/** The payment's own history tells these, with their evidence; everything else that the audit knows is told. */
const IN_HISTORY = [
  'payment.asked_again',
  'payment.resolution_proposed',
  'payment.resolution_rejected',
  'payment.resolved',
  'payment.contradiction_refund_proposed',
  'payment.contradiction_refund_confirmed',
  'payment.contradiction_refund_rejected',
  'payment.refund_started',
  'payment.refund_proposed',
  'payment.refund_confirmed',
  'payment.refund_rejected',
] as const satisfies readonly AuditAction[];

const LOOKS = {
  name: 'payment_looks',
  text: `select actor, action, count(*)::int as times, min(at) as first, max(at) as last from audit_entry
    where subject = $1 and action <> all($2::text[]) group by actor, action order by max(at) desc, actor, action limit 100`,
};

interface LookRow {
  readonly actor: string;
  readonly action: string;
  readonly times: number;
  readonly first: Date;
  readonly last: Date;
}

/** Who looked at a payment, and what else people did with it in the portal. */
export class PaymentLooks {
  constructor(private readonly pool: Pool) {}

  async of(id: PaymentId): Promise<readonly PortalTraceLook[]> {
    const { rows } = await this.pool.query<LookRow>({ ...LOOKS, values: [id, IN_HISTORY] });
    return rows.map(({ actor, action, times, first, last }) => ({
      name: actor.replace(/^user:/, ''),
      action,
      times,
      first: first.toISOString(),
      last: last.toISOString(),
    }));
  }
}
