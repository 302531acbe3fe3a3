import type { Clock } from '@payport/domain';
import pg from 'pg';
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

export interface LeaseHolder {
  readonly instanceId: string;
  readonly machine: string;
}

/**
 * This gateway's right to act under its name: a session lock that ends with the connection, so a killed gateway's
 * successor takes over at once, and a lease by the database's clock that its heartbeat renews. Once the lease has run out,
 * another gateway may take over what is open here, so nothing is sent any more: one that was asleep looks before it sends.
 */
export class InstanceLease {
  private client: pg.Client | null = null;
  private stopBeat = (): void => undefined;
  private held = false;
  private stopped = false;
  private epoch = '0';
  /** When the last renewal that succeeded was asked for, by both clocks: the monotonic one stands still in a sleeping machine. */
  private renewed = { monotonic: 0, wall: 0 };

  constructor(
    private readonly holder: LeaseHolder,
    private readonly databaseUrl: string,
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
    await this.client?.end().catch((error: unknown) => this.log.warn('lease_connection_not_closed', {}, error));
  }

  private isFresh(): boolean {
    const asleep = Math.max(this.clock.monotonic() - this.renewed.monotonic, Math.abs(this.clock.now() - this.renewed.wall));
    return asleep < FRESH_MS;
  }

  private async tryAcquire(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.databaseUrl, application_name: 'payport-lease', keepAlive: true });
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, null));
    await client.connect();
    const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(hashtextextended('gateway:' || $1, 0)) as locked`, [
      this.instanceId,
    ]);
    if (!rows[0]?.locked) {
      await client.end();
      return false;
    }
    const asked = this.askedNow();
    const taken = await client.query<{ epoch: string }>(
      `insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until, host)
       values ($1, 1, now(), now(), now() + $2 * interval '1 millisecond', $3)
       on conflict (id) do update set epoch = gateway_instance.epoch + 1, started_at = now(), heartbeat_at = now(),
         lease_until = excluded.lease_until, host = excluded.host
       returning epoch`,
      [this.instanceId, LEASE_MS, this.holder.machine],
    );
    this.client = client;
    this.epoch = taken.rows[0]?.epoch ?? '0';
    this.renewed = asked;
    this.held = true;
    return true;
  }

  /** Renews the lease unless it has run out, or another gateway has counted our epoch on. Loses it then. */
  private async renew(): Promise<void> {
    const client = this.client;
    if (!client) return;
    const asked = this.askedNow();
    const { rowCount } = await client.query(
      `update gateway_instance set heartbeat_at = now(), lease_until = now() + $3 * interval '1 millisecond'
       where id = $1 and epoch = $2 and lease_until > now()`,
      [this.instanceId, this.epoch, LEASE_MS],
    );
    if (rowCount === 1) this.renewed = asked;
    else if (client === this.client) this.lapse(client);
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
  private lapse(client: pg.Client): void {
    this.lose(client, new LeaseLost('the lease ran out'));
    client.end().catch((error: unknown) => this.log.warn('lease_connection_not_closed', {}, error));
  }

  /** Nothing is sent until the lease is held again. */
  private lose(client: pg.Client, error: Error | null): void {
    if (this.stopped || client !== this.client || !this.held) return;
    this.held = false;
    this.client = null;
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
