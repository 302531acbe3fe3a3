import { OrderedIds, type Clock, type PropertyId, type Random, type UserId } from '@payport/domain';
import type { Pool, PoolClient } from 'pg';

/** A pool, or a client inside somebody's transaction. */
export type Queryable = Pick<Pool | PoolClient, 'query'>;

export interface AuditEntry {
  /** Who did it; null with `machine` where no person of the portal did. */
  readonly by: { readonly id: UserId; readonly name: string } | null;
  /** What acted where nobody did. */
  readonly machine?: string;
  /** The hotel that it is about, if it is about one. */
  readonly propertyId: PropertyId | null;
  /** Stable words, `topic.what_happened`. */
  readonly action: string;
  /** The id of what was changed. */
  readonly subject: string;
  /** Only what changed, and never a secret. */
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

const INSERT = {
  name: 'audit_add',
  text: 'insert into audit_entry (id, at, actor, actor_id, property_id, action, subject, before, after) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
};

/** Who changed what. Entries are added in the transaction of the change itself, and stay for ever. */
export class AuditLog {
  private readonly ids: OrderedIds;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    random: Random,
  ) {
    this.ids = new OrderedIds(clock, random);
  }

  /**
   * `db`: the change's own transaction, so that there is neither a change without its entry nor an entry without one. `atMs`:
   * when it happened, where that was a moment ago.
   */
  async add(db: Queryable, entry: AuditEntry, atMs = this.clock.now()): Promise<void> {
    const { by, propertyId, action, subject } = entry;
    const actor = by ? `user:${by.name}` : (entry.machine ?? 'gateway');
    const values = [this.ids.next(), new Date(atMs), actor, by?.id ?? null, propertyId, action, subject];
    await db.query({ ...INSERT, values: [...values, jsonOf(entry.before), jsonOf(entry.after)] });
  }
}

const jsonOf = (value: AuditEntry['before']): string | null => (value ? JSON.stringify(value) : null);
