import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { inTransaction } from '@payport/persistence';
import type { Pool } from 'pg';
import { BANK_ZONE } from './matching/payment-load.ts';
import { reconcile, RULES_VERSION } from './matching/reconcile.ts';

/** How often is looked for what has changed, ms: one question to an index where nothing has. */
const LOOK_MS = 15_000;
/** After somebody said that something changed: what comes with it is taken along, ms. */
const SOON_MS = 1_000;
/** Hotels of one look. */
const HOTELS = 100;

export interface RunPorts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Hotels where something changed since their last run, where a deadline has passed since, or whose results other rules made.
 * $1 the bank's today, $2 the version of the rules.
 */
const DUE = `
  select property_id from (
    select distinct property_id from recon_change
    union select l.property_id from recon_line l join recon_run r using (property_id) where l.deadline < $1::date and r.as_of < $1::date
    union select property_id from recon_run where version < $2) d
  order by property_id limit ${HOTELS}`;

/**
 * When hotels are reconciled: after files and payments have changed, and when a day's deadlines have passed. What changed stands
 * in the database, so nothing is lost with a gateway; a lock of the hotel sees to it that one gateway runs there at a time.
 */
export class ReconciliationRuns {
  private started = false;
  private stopped = false;
  private cancel = (): void => undefined;
  private round: Promise<void> = Promise.resolve();

  constructor(private readonly ports: RunPorts) {}

  start(): void {
    this.started = true;
    this.next(LOOK_MS);
  }

  /** Something changed: it is looked at soon, together with what comes right after it. */
  readonly wake = (): void => {
    if (this.started) this.next(SOON_MS);
  };

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.round;
  }

  /** One look: every hotel where something is due, one after the other. */
  async look(): Promise<void> {
    const { pool, clock, log } = this.ports;
    const at = new Date(clock.now());
    const asOf = at.toLocaleDateString('sv-SE', { timeZone: BANK_ZONE });
    const { rows } = await pool.query<{ property_id: string }>(DUE, [asOf, RULES_VERSION]);
    for (const { property_id: propertyId } of rows) {
      if (this.stopped) return;
      await inTransaction(pool, (db) => reconcile(db, { propertyId, asOf, at })).catch((error: unknown) =>
        log.warn({ err: error, propertyId }, 'reconciliation_failed'),
      );
    }
  }

  private next(delayMs: number): void {
    this.cancel();
    if (this.stopped) return;
    this.cancel = this.ports.clock.after(delayMs, () => {
      this.round = this.look()
        .catch((error: unknown) => this.ports.log.warn({ err: error }, 'reconciliation_look_failed'))
        .finally(() => this.next(LOOK_MS));
    });
  }
}
