import type { QueuePart } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import type { Pool } from 'pg';
import type { ListedPayment } from '../portal-payments/index.ts';
import { CARE_DAYS, COUNTS, queueStatement, type QueueFilter } from './queue-sql.ts';

const DAY_MS = 86_400_000;

/** A row of the queue as pg gives it. */
export interface QueuedPayment extends ListedPayment {
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly owned_at: Date | null;
  readonly last_cause: string;
  readonly last_at: Date;
  readonly questions: number;
  readonly finding: string | null;
  readonly proposed_by: string | null;
  readonly proposed_by_id: string | null;
}

/** What the queue reads: a page in one statement. */
export class QueueRepository {
  constructor(private readonly pool: Pool) {}

  async page(part: QueuePart, { propertyIds, owner, confirmer, after, limit }: QueueFilter, nowMs: number): Promise<readonly QueuedPayment[]> {
    // Nothing is proposed about what did not go through.
    if (part === 'care' && confirmer !== null) return [];
    const more = part === 'care' ? careOf(nowMs) : [confirmer];
    const values = [propertyIds, after, owner === 'nobody' ? null : owner, owner === 'nobody', limit, ...more];
    return (await this.pool.query<QueuedPayment>({ ...queueStatement(part), values })).rows;
  }

  async counts(propertyIds: readonly PropertyId[], nowMs: number): Promise<{ readonly unknown: number; readonly care: number }> {
    const { rows } = await this.pool.query<{ unknown: number; care: number }>({ ...COUNTS, values: [propertyIds, ...careOf(nowMs)] });
    return rows[0] ?? { unknown: 0, care: 0 };
  }
}

/** The moment, and the first id of that moment: ids are ordered by time, so the newest are found by the index. */
function careOf(nowMs: number): readonly [Date, string] {
  const since = nowMs - CARE_DAYS * DAY_MS;
  // An id is made a moment before its row: an hour is more than enough, and the row's own time decides.
  const hex = Math.max(since - 3_600_000, 0)
    .toString(16)
    .padStart(12, '0');
  return [new Date(since), `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`];
}
