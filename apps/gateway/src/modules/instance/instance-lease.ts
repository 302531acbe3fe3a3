import type { Clock, InstanceStore, LeaseHolder, LeaseSession } from '@payport/domain';
import type { EngineLog } from '../payments/index.ts';

const HEARTBEAT_MS = 5_000;
/** How long others believe that a silent gateway lives, ms. */
export const LEASE_MS = 20_000;
/** A younger heartbeat needs no look into the database before a byte is sent, ms. */
const FRESH_MS = LEASE_MS / 2;
/** How long a start waits for the former run of the same instance to let go of its lock. */
const TAKE_OVER_MS = 15_000;
const RETRY_MS = 250;

/** Another gateway runs under this instance's name, or took over its payments, or the database took our lock away. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Asked immediately before the first byte; rejects with LeaseLost when it must not leave. */
export type MaySend = () => Promise<void>;

/**
 * This gateway's right to act under its name: a session lock that ends with the connection, so a killed gateway's
 * successor takes over at once, and a lease by the database's clock that its heartbeat renews. Once the lease has run out,
 * another gateway may take over what is open here, so nothing is sent any more: one that was asleep looks before it sends.
 */
export class InstanceLease {
  private session: LeaseSession | null = null;
  private stopBeat = (): void => undefined;
  private held = false;
  private stopped = false;
  private epoch = '0';
  /** When the last renewal that succeeded was asked for, by both clocks: the monotonic one stands still in a sleeping machine. */
  private renewed = { monotonic: 0, wall: 0 };

  constructor(
    private readonly holder: LeaseHolder,
    private readonly instances: Pick<InstanceStore, 'session'>,
    private readonly clock: Clock,
    private readonly log: EngineLog,
  ) {}

  get instanceId(): string {
    return this.holder.instanceId;
  }

  /** @throws LeaseLost when another gateway holds the name */
  async acquire(): Promise<void> {
    const deadline = this.clock.monotonic() + TAKE_OVER_MS;
    while (!(await this.tryAcquire())) {
      if (this.clock.monotonic() > deadline) {
        throw new LeaseLost(`another gateway runs as "${this.instanceId}" on this database: stop it, or set PAYPORT_INSTANCE to another name`);
      }
      await this.clock.sleep(RETRY_MS);
    }
    this.beat();
  }

  /** Resolves when a byte may leave now. @throws LeaseLost */
  assertHeld = (): Promise<void> => this.permit()();

  /**
   * The right to send for whatever begins now: it ends with this lease. A lease that was lost and taken anew does not bring
   * it back, since another gateway may have taken over what began under the old one.
   */
  permit = (): MaySend => {
    const { epoch, held } = this;
    return async () => {
      if (held && this.held && epoch === this.epoch && !this.isFresh()) await this.renew();
      if (!held || !this.held || epoch !== this.epoch) throw new LeaseLost('this gateway lost its lease and must not send');
    };
  };

  async release(): Promise<void> {
    this.stopped = true;
    this.held = false;
    this.stopBeat();
    await this.session?.end().catch((error: unknown) => this.log.warn('lease_connection_not_closed', {}, error));
  }

  private isFresh(): boolean {
    const asleep = Math.max(this.clock.monotonic() - this.renewed.monotonic, Math.abs(this.clock.now() - this.renewed.wall));
    return asleep < FRESH_MS;
  }

  private async tryAcquire(): Promise<boolean> {
    const session = await this.instances.session((ended, error) => this.lose(ended, error));
    const asked = this.askedNow();
    const epoch = await session.take(this.holder, LEASE_MS).catch((error: unknown) => {
      // A session that took the lock and then failed would keep the name from its own gateway.
      this.close(session);
      throw error;
    });
    if (epoch === null || this.stopped) {
      this.close(session);
      if (this.stopped) throw new LeaseLost('this gateway stops');
      return false;
    }
    this.session = session;
    this.epoch = epoch;
    this.renewed = asked;
    this.held = true;
    return true;
  }

  /** Renews the lease unless it has run out, or another gateway has counted our epoch on. Loses it then. */
  private async renew(): Promise<void> {
    const { session } = this;
    if (!session) return;
    const asked = this.askedNow();
    if (await session.renew(this.instanceId, this.epoch, LEASE_MS)) this.renewed = asked;
    else if (session === this.session) this.lapse(session);
  }

  private askedNow(): typeof this.renewed {
    return { monotonic: this.clock.monotonic(), wall: this.clock.now() };
  }

  private beat(): void {
    const { epoch } = this;
    this.stopBeat = this.clock.after(HEARTBEAT_MS, () => {
      this.renew()
        .catch((error: unknown) => this.log.warn('heartbeat_failed', {}, error))
        .finally(() => {
          if (!this.stopped && this.held && epoch === this.epoch) this.beat();
        });
    });
  }

  /** The lock is let go with its connection, and is taken anew as by a start. */
  private lapse(session: LeaseSession): void {
    this.lose(session, new LeaseLost('the lease ran out'));
    this.close(session);
  }

  private close(session: LeaseSession): void {
    session.end().catch((error: unknown) => this.log.warn('lease_connection_not_closed', {}, error));
  }

  /** Nothing is sent until the lease is held again. */
  private lose(session: LeaseSession, error: Error | null): void {
    if (this.stopped || session !== this.session || !this.held) return;
    this.held = false;
    this.session = null;
    this.stopBeat();
    this.log.warn('lease_lost', { instanceId: this.instanceId }, error ?? undefined);
    void this.regain();
  }

  private async regain(): Promise<void> {
    while (!this.stopped) {
      try {
        if (await this.tryAcquire()) {
          this.beat();
          this.log.warn('lease_regained', { instanceId: this.instanceId });
          return;
        }
      } catch (error) {
        this.log.warn('lease_not_regained', { instanceId: this.instanceId }, error);
      }
      await this.clock.sleep(RETRY_MS * 4);
    }
  }
}
