import type { PortalCare } from '@payport/contracts';
import { isFinal, ok, refuse, type Clock, type PaymentId, type PaymentStatus, type PropertyId, type Result } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool } from 'pg';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog, Queryable } from '../audit/index.ts';

export interface CarePorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly audit: AuditLog;
}

interface CareRow {
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly owned_at: Date | null;
  readonly done_at: Date | null;
}

type Cared = Result<PortalCare, 'not-found' | 'not-ended'>;

const PAYMENT = 'select property_id, status from payment where id = $1';
const MADE = 'insert into payment_care (payment_id) values ($1) on conflict do nothing';
/** The row exists by now, so two people who take at once do it one after the other. */
const LOCK = 'select owner_id, owner_name, owned_at, done_at from payment_care where payment_id = $1 for update';
const TAKE = 'update payment_care set owner_id = $2, owner_name = $3, owned_at = $4 where payment_id = $1';
const RELEASE = 'update payment_care set owner_id = null, owner_name = null, owned_at = null where payment_id = $1';
const FINISH = 'update payment_care set done_at = $2, done_by = $3 where payment_id = $1';
/** Whoever looks after the payment answers for its alarms too. */
const ALARMS = `
  update alarm set owner_id = $2, owner_name = $3, owned_at = $4,
    acknowledged_by = coalesce(acknowledged_by, $3), acknowledged_at = coalesce(acknowledged_at, $4)
  where payment_id = $1 and cleared_at is null and owner_id is distinct from $2`;

/** Who looks after a payment. It changes nothing about its money, and every change stands in the audit. */
export class CareService {
  constructor(private readonly ports: CarePorts) {}

  /** It is this person's from now on, whoever's it was; the one before stands in the audit. */
  take(user: PortalUser, id: PaymentId): Promise<Cared> {
    return this.change(user, id, async (db, { care, at }) => {
      if (care.owner_id === user.id) return null;
      await db.query(TAKE, [id, user.id, user.name, at]);
      await db.query(ALARMS, [id, user.id, user.name, at]);
      return { action: 'payment.taken', before: { owner: care.owner_name }, after: { owner: user.name } };
    });
  }

  /** Gives it back to everybody; somebody else's stays theirs. */
  release(user: PortalUser, id: PaymentId): Promise<Cared> {
    return this.change(user, id, async (db, { care }) => {
      if (care.owner_id !== user.id) return null;
      await db.query(RELEASE, [id]);
      return { action: 'payment.released', before: { owner: user.name }, after: { owner: null } };
    });
  }

  /** What was to be mended is mended. Never while the outcome is not known. */
  finish(user: PortalUser, id: PaymentId): Promise<Cared> {
    return this.change(user, id, async (db, { care, at, status }) => {
      if (!isFinal(status)) return 'not-ended';
      if (care.done_at !== null) return null;
      await db.query(FINISH, [id, at, user.name]);
      return { action: 'payment.put_aside', before: null, after: { owner: care.owner_name } };
    });
  }

  private change(
    user: PortalUser,
    id: PaymentId,
    work: (
      db: Queryable,
      now: { readonly care: CareRow; readonly at: Date; readonly status: PaymentStatus },
    ) => Promise<
      'not-ended' | null | { readonly action: string; readonly before: Record<string, unknown> | null; readonly after: Record<string, unknown> }
    >,
  ): Promise<Cared> {
    const { pool, clock, audit } = this.ports;
    return inTransaction(pool, async (db): Promise<Cared> => {
      const payment = (await db.query<{ property_id: PropertyId; status: PaymentStatus }>(PAYMENT, [id])).rows[0];
      if (!payment) return refuse('not-found');
      await db.query(MADE, [id]);
      const care = (await db.query<CareRow>(LOCK, [id])).rows[0];
      if (!care) return refuse('not-found');
      const done = await work(db, { care, at: new Date(clock.now()), status: payment.status });
      if (done === 'not-ended') return refuse(done);
      if (done) await audit.add(db, { by: user, propertyId: payment.property_id, subject: id, ...done });
      const now = (await db.query<CareRow>(LOCK, [id])).rows[0] ?? care;
      return ok(careResource(now, user));
    });
  }
}

const careResource = ({ owner_id, owner_name, owned_at, done_at }: CareRow, user: PortalUser): PortalCare => ({
  owner: owner_name === null || owned_at === null ? null : { name: owner_name, since: owned_at.toISOString(), me: owner_id === user.id },
  doneAt: done_at?.toISOString() ?? null,
});
