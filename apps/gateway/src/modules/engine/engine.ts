import type { Clock, PaymentId, PaymentStore, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { InstanceLease } from '../instance/index.ts';
import { PaymentFeed, PaymentRunner, Payments, PaymentsService, type Checkpoints, type EngineLog } from '../payments/index.ts';
import { RecoveryService } from '../recovery/index.ts';
import { TerminalSessions, type DriverDirectory } from '../terminal-sessions/index.ts';
import { LinkWatch } from '../terminals/index.ts';

/** Payments that begin right now are not orphans; older ones without a runner are. */
const ORPHAN_AGE_MS = 60_000;
const ORPHAN_CHECK_MS = 30_000;
/** A drain waits for what is on the device: the terminal's own limit and a reserve. */
const DRAIN_LIMIT_MS = 200_000;

export interface EngineParts {
  readonly config: GatewayConfig;
  readonly pool: Pool;
  readonly store: PaymentStore;
  readonly drivers: DriverDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly checkpoints: Checkpoints;
  readonly logger: Logger;
}

export const engineLog = (logger: Logger): EngineLog => ({
  warn: (event, fields, error) => logger.warn({ ...fields, ...(error === undefined ? {} : { err: error }) }, event),
  alert: (alert, payment) =>
    logger.error({ alert: alert.kind, detail: alert.detail, paymentId: payment.id, terminalId: payment.terminalId }, 'driver_alert'),
});

/** The payment engine put together: who may ask, who speaks to devices, who asks again. Starts and stops as one. */
export class Engine {
  readonly payments: Payments;
  readonly lease: InstanceLease;
  readonly pool: Pool;
  private readonly runner: PaymentRunner;
  private readonly recovery: RecoveryService;
  private readonly links: LinkWatch;
  private readonly log: EngineLog;
  private cancelSweep = (): void => undefined;
  private ready = false;

  constructor(private readonly parts: EngineParts) {
    const { store, drivers, clock, random, checkpoints, config, pool } = parts;
    const log = engineLog(parts.logger);
    const instanceId = config.instanceId;
    this.log = log;
    this.pool = pool;
    this.lease = new InstanceLease(instanceId, config.databaseUrl, clock, log);
    const feed = new PaymentFeed(clock);
    const sessions = new TerminalSessions(drivers);
    const service = new PaymentsService({ store, feed, drivers, clock, random, checkpoints, instanceId, log });
    const assertMaySend = this.lease.assertHeld;
    this.runner = new PaymentRunner({
      payments: service,
      sessions,
      store,
      feed,
      clock,
      checkpoints,
      log,
      assertMaySend,
      onUnknown: (payment) => this.recovery.schedule(payment),
    });
    this.recovery = new RecoveryService({
      payments: service,
      sessions,
      store,
      clock,
      log,
      instanceId,
      assertMaySend,
      ladderMs: config.recoveryWindowMs,
      isRunning: (id) => this.runner.isRunning(id),
    });
    this.links = new LinkWatch({ pool, store, drivers, clock, log, instanceId, assertMaySend });
    this.payments = new Payments({
      service,
      runner: this.runner,
      sessions,
      store,
      feed,
      clock,
      askAgain: (id: PaymentId, actor) => this.recovery.askAgain(id, actor),
    });
  }

  /** Takes the instance's name, and over what its former run left open. */
  async start(): Promise<void> {
    await this.lease.acquire();
    await this.parts.pool.query(`delete from device_claim where instance_id = $1 and holder = 'service'`, [this.parts.config.instanceId]);
    const taken = await this.recovery.takeOver();
    if (taken > 0) this.log.warn('open_payments_taken_over', { count: taken });
    this.links.start();
    this.sweep();
    this.ready = true;
  }

  /** True when a payment can be taken now. */
  isReady(): boolean {
    return this.ready && this.payments.isAccepting();
  }

  /** Orders on devices and questions to them that are under way here. */
  conversations(): number {
    return this.runner.runningCount() + this.recovery.askingCount();
  }

  /** Refuses new payments, lets those on a device end, stops asking. */
  async stop(): Promise<void> {
    this.payments.stopAccepting();
    this.cancelSweep();
    const drained = await this.runner.drain(DRAIN_LIMIT_MS);
    if (!drained) this.log.warn('drain_incomplete', {});
    await this.recovery.stop();
    await this.links.stop();
    await this.lease.release();
  }

  private sweep(): void {
    this.cancelSweep = this.parts.clock.after(ORPHAN_CHECK_MS, () => {
      this.recovery
        .takeOver(ORPHAN_AGE_MS)
        .catch((error: unknown) => this.log.warn('orphan_check_failed', {}, error))
        .finally(() => {
          if (this.payments.isAccepting()) this.sweep();
        });
    });
  }
}
