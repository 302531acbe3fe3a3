import { uuidV7, type Clock, type Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { ALARM_TEXTS } from '../alarms/index.ts';
import { BANK_ZONE } from './matching/payment-load.ts';
import { holdHotel, reconcile, RULES_VERSION } from './matching/reconcile.ts';

/** How often is looked for what has changed, ms: one question to an index where nothing has. */
const LOOK_MS = 15_000;
/** After somebody said that something changed: what comes with it is taken along, ms. */
const SOON_MS = 1_000;
/** Hotels of one look. */
const HOTELS = 100;
/** How long after a run that broke off the hotel is tried again, ms; the last one stays. */
const PAUSES_MS = [LOOK_MS, 60_000, 5 * 60_000, 15 * 60_000] as const;
/** One run may break off by chance, when it meets another transaction; people are told of the second in a row. */
const TOLD_AFTER = 2;

export interface RunPorts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Hotels where something changed since their last run, where a deadline has passed since, or whose results other rules made.
 * $1 the bank's today, $2 the version of the rules, $3 one hotel, null all.
 */
const DUE = `
  select property_id from (
    select distinct property_id from recon_change where $3::uuid is null or property_id = $3
    union select l.property_id from recon_line l join recon_run r using (property_id)
      where l.deadline < $1::date and r.as_of < $1::date and ($3::uuid is null or l.property_id = $3)
    union select property_id from recon_run where version < $2 and ($3::uuid is null or property_id = $3)) d
  where property_id <> all ($4::uuid[]) order by property_id limit ${HOTELS}`;
const RAISE = `
  insert into alarm (id, property_id, kind, severity, since, text) values ($1, $2, 'reconciliation_failed', $3, $4, $5)
  on conflict (property_id, kind) where cleared_at is null and kind = 'reconciliation_failed' do nothing`;
const CLEAR = `update alarm set cleared_at = $2 where property_id = $1 and kind = 'reconciliation_failed' and cleared_at is null`;

interface Failure {
  readonly times: number;
  readonly againMs: number;
}

/**
 * When hotels are reconciled: after files and payments have changed, and when a day's deadlines have passed. What changed stands
 * in the database, so nothing is lost with a gateway; a lock of the hotel sees to it that one gateway runs there at a time.
 */
export class ReconciliationRuns {
  private started = false;
  private stopped = false;
  private looking = false;
  private woken = false;
  private cancel = (): void => undefined;
  private round: Promise<void> = Promise.resolve();
  private readonly failures = new Map<string, Failure>();

  constructor(private readonly ports: RunPorts) {}

  start(): void {
    this.started = true;
    this.next(LOOK_MS);
  }

  /** Something changed: it is looked at soon, together with what comes right after it. */
  readonly wake = (): void => {
    if (!this.started || this.woken) return;
    this.woken = true;
    // A look that is under way may have passed that hotel already: another one follows it.
    if (!this.looking) this.next(SOON_MS);
  };

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.round;
  }

  /** One look: every hotel where something is due, one after the other. */
  async look(): Promise<void> {
    const { pool, clock } = this.ports;
    const asOf = new Date(clock.now()).toLocaleDateString('sv-SE', { timeZone: BANK_ZONE });
    const resting = [...this.failures].filter(([, { againMs }]) => againMs > clock.monotonic()).map(([id]) => id);
    const { rows } = await pool.query<{ property_id: string }>(DUE, [asOf, RULES_VERSION, null, resting]);
    for (const { property_id: propertyId } of rows) {
      if (this.stopped) return;
      await inTransaction(pool, (db) => runOnce(db, propertyId, asOf, clock)).then(
        () => this.failures.delete(propertyId),
        (error: unknown) => this.failed(propertyId, error),
      );
    }
  }

  private async failed(propertyId: string, error: unknown): Promise<void> {
    const { pool, clock, random, log } = this.ports;
    log.warn({ err: error, propertyId }, 'reconciliation_failed');
    const times = (this.failures.get(propertyId)?.times ?? 0) + 1;
    const pause = PAUSES_MS[Math.min(times, PAUSES_MS.length) - 1] ?? LOOK_MS;
    this.failures.set(propertyId, { times, againMs: clock.monotonic() + pause });
    if (times < TOLD_AFTER) return;
    const { severity, text } = ALARM_TEXTS.reconciliation_failed;
    await pool.query(RAISE, [uuidV7(clock, random), propertyId, severity, new Date(clock.now()), text]);
  }

  private next(delayMs: number): void {
    this.cancel();
    if (this.stopped) return;
    this.cancel = this.ports.clock.after(delayMs, () => {
      this.looking = true;
      this.woken = false;
      this.round = this.look()
        .catch((error: unknown) => this.ports.log.warn({ err: error }, 'reconciliation_look_failed'))
        .finally(() => {
          this.looking = false;
          this.next(this.woken ? SOON_MS : LOOK_MS);
        });
    });
  }
}

/** Between the look and the lock another gateway may have run: then there is nothing left to do. */
async function runOnce(db: PoolClient, propertyId: string, asOf: string, clock: Clock): Promise<void> {
  if (!(await holdHotel(db, propertyId))) return;
  const { rowCount } = await db.query(DUE, [asOf, RULES_VERSION, propertyId, []]);
  if (rowCount === 0) return;
  // A day may have been closed while other hotels were matched: what this run finds came after that.
  const at = new Date(clock.now());
  await reconcile(db, { propertyId, asOf, at });
  await db.query(CLEAR, [propertyId, at]);
}
