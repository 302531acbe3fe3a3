import { OrderedIds, type Clock, type PaymentId, type Random, type UserId } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';

/** Views are written down at most this late, ms. Nobody waits for it, and a page that polls costs nothing. */
const FLUSH_MS = 2_000;
/** Looking again within this time is the same look, ms. */
const SAME_LOOK_MS = 10 * 60_000;
/** People who look at once, at most; beyond it the oldest are forgotten, and would be written down again. */
const REMEMBERED = 10_000;

const INSERT = `
  insert into audit_entry (id, at, actor, actor_id, property_id, action, subject)
  select v.id, v.at, v.actor, v.actor_id, p.property_id, 'payment.viewed', p.id::text
  from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[], $5::uuid[]) as v (id, at, actor, actor_id, payment)
  join payment p on p.id = v.payment
  order by v.id`;

export interface Looker {
  readonly id: UserId;
  readonly name: string;
}

interface Note {
  readonly id: string;
  readonly at: Date;
  readonly by: Looker;
  readonly payment: PaymentId;
}

/**
 * Who looked at which guest's payment. Written in batches, beside the request, and all of it before the gateway stops. Looks
 * alone: what people order is written in the transaction of the order.
 */
export class PaymentViews {
  private waiting: Note[] = [];
  private readonly seen = new Map<string, number>();
  private timer: (() => void) | null = null;
  private writing: Promise<void> = Promise.resolve();
  private readonly ids: OrderedIds;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    random: Random,
    private readonly log: Pick<Logger, 'error'>,
  ) {
    this.ids = new OrderedIds(clock, random);
  }

  viewed(by: Looker, payment: PaymentId): void {
    const key = `${by.id} ${payment}`;
    const now = this.clock.now();
    const before = this.seen.get(key);
    if (before !== undefined && now - before < SAME_LOOK_MS) return;
    this.seen.delete(key);
    this.seen.set(key, now);
    const [oldest] = this.seen.keys();
    if (this.seen.size > REMEMBERED && oldest !== undefined) this.seen.delete(oldest);
    this.waiting.push({ id: this.ids.next(), at: new Date(now), by: { id: by.id, name: by.name }, payment });
    this.later();
  }

  /** Writes down what waits, and waits for it. Called when the last request has ended, and by who must see it now. */
  async flush(): Promise<void> {
    this.timer?.();
    this.timer = null;
    this.writing = this.writing.then(() => this.write());
    await this.writing;
  }

  private later(): void {
    this.timer ??= this.clock.after(FLUSH_MS, () => void this.flush());
  }

  private async write(): Promise<void> {
    const notes = this.waiting;
    if (notes.length === 0) return;
    this.waiting = [];
    const column = <T>(of: (note: Note) => T): T[] => notes.map(of);
    try {
      await this.pool.query(INSERT, [
        column(({ id }) => id),
        column(({ at }) => at),
        column(({ by }) => `user:${by.name}`),
        column(({ by }) => by.id),
        column(({ payment }) => payment),
      ]);
    } catch (error) {
      // The database is away: they stay, and are tried again with the next ones.
      this.waiting = [...notes, ...this.waiting].slice(-REMEMBERED);
      this.log.error({ err: error, views: notes.length }, 'payment_views_not_written');
    }
  }
}
