import { LIMITED_ROLES, type PaymentId, type PaymentRecord, type RefundLimits, type UserId } from '@payport/domain';
import type { Pool } from 'pg';
import { ROW_COLUMNS, ROW_NAMES } from '../payment-list-sql.ts';
import type { ListedPayment } from '../payment-row.ts';

/** Chains are short: a reservation, its capture, refunds of that. The bound keeps a wrong row from running for ever. */
const DEEPEST = 8;

const FAMILY = {
  name: 'portal_family',
  text: `with recursive up (id, original_payment_id, depth) as (
      select id, original_payment_id, 0 from payment where id = $1
      union all select p.id, p.original_payment_id, u.depth + 1 from payment p join up u on p.id = u.original_payment_id where u.depth < ${DEEPEST}
    ), down (id, depth) as (
      (select id, 0 from up order by depth desc limit 1)
      union all select p.id, d.depth + 1 from payment p join down d on p.original_payment_id = d.id where d.depth < ${DEEPEST}
    )
    select ${ROW_COLUMNS}, ${ROW_NAMES}, p.original_payment_id, p.contradiction_minor
    from down d join payment p on p.id = d.id join property h on h.id = p.property_id join terminal t on t.id = p.terminal_id order by p.id`,
};
const TERMINALS = {
  name: 'portal_refund_terminals',
  text: `select t.id, t.name, t.id = o.id as usual, t.enabled and t.quarantine_since is null and t.offline_since is null as ready
    from terminal o join terminal t on t.property_id = o.property_id and t.driver = o.driver and t.mid is not distinct from o.mid
    where o.id = $1 and (t.enabled or t.id = o.id) order by t.id <> o.id, t.name, t.id`,
};
const LIMITS = {
  name: 'portal_refund_limits',
  text: `select 'hotel' as role, max_refund_minor as minor from property_limit where property_id = $1 and currency = $2
    union all select role, max_minor from refund_limit where property_id = $1 and currency = $2
    union all select 'person', max_minor from person_refund_limit where property_id = $1 and currency = $2 and user_id = $3`,
};

export interface FamilyRow extends ListedPayment {
  readonly original_payment_id: string | null;
  readonly contradiction_minor: string | null;
}

export interface RefundTerminal {
  readonly id: string;
  readonly name: string;
  readonly usual: boolean;
  readonly ready: boolean;
}

/** What the refund panel and the tree of a payment are made of. */
export class RefundDeskRepository {
  constructor(private readonly pool: Pool) {}

  /** The payment, all that it goes back to and all that goes back to it, in the order in which they began. */
  async family(id: PaymentId): Promise<readonly FamilyRow[]> {
    return (await this.pool.query<FamilyRow>({ ...FAMILY, values: [id] })).rows;
  }

  /** Where money of this payment can go back: terminals of the acquirer that took it, its own first. */
  async terminals({ terminalId }: Pick<PaymentRecord, 'terminalId'>): Promise<readonly RefundTerminal[]> {
    return (await this.pool.query<RefundTerminal>({ ...TERMINALS, values: [terminalId] })).rows;
  }

  /** The limits that count for this person at the payment's hotel, in its currency. */
  async limits({ propertyId, currency }: Pick<PaymentRecord, 'propertyId' | 'currency'>, userId: UserId): Promise<RefundLimits> {
    const { rows } = await this.pool.query<{ role: string; minor: string | null }>({ ...LIMITS, values: [propertyId, currency, userId] });
    const of = (role: string): bigint | null => {
      const minor = rows.find((row) => row.role === role)?.minor ?? null;
      return minor === null ? null : BigInt(minor);
    };
    return { hotel: of('hotel'), person: of('person'), roles: Object.fromEntries(LIMITED_ROLES.map((role) => [role, of(role)])) };
  }
}
