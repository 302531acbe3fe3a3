import type { Clock } from '@payport/domain';
import pg from 'pg';
import type { EngineLog } from '../payments/index.ts';

const HEARTBEAT_MS = 5_000;
const LEASE_MS = 20_000;
/** How long a start waits for the former run of the same instance to let go of its lock. */
const TAKE_OVER_MS = 15_000;
const RETRY_MS = 250;

/** Another gateway runs under this instance's name, or the database took our lock away. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * This gateway's right to act under its name: a session lock that ends with the connection, so a killed gateway's
 * successor takes over at once, and a heartbeat that others can read.
 */
export class InstanceLease {
  private client: pg.Client | null = null;
  private stopBeat = (): void => undefined;
  private held = false;
  private stopped = false;

  constructor(
    readonly instanceId: string,
    private readonly databaseUrl: string,
    private readonly clock: Clock,
    private readonly log: EngineLog,
  ) {}

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

  /** @throws LeaseLost */
  assertHeld = (): Promise<void> => (this.held ? Promise.resolve() : Promise.reject(new LeaseLost('this gateway lost its lease and must not send')));

  async release(): Promise<void> {
    this.stopped = true;
    this.held = false;
    this.stopBeat();
    await this.client?.end().catch((error: unknown) => this.log.warn('lease_connection_not_closed', {}, error));
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
    const now = this.clock.now();
    await client.query(
      `insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until) values ($1, 1, $2, $2, $3)
       on conflict (id) do update set epoch = gateway_instance.epoch + 1, started_at = $2, heartbeat_at = $2, lease_until = $3`,
      [this.instanceId, new Date(now), new Date(now + LEASE_MS)],
    );
    this.client = client;
    this.held = true;
    return true;
  }

  private beat(): void {
    this.stopBeat = this.clock.after(HEARTBEAT_MS, () => {
      const now = this.clock.now();
      this.client
        ?.query('update gateway_instance set heartbeat_at = $2, lease_until = $3 where id = $1', [
          this.instanceId,
          new Date(now),
          new Date(now + LEASE_MS),
        ])
        .catch((error: unknown) => this.log.warn('heartbeat_failed', {}, error))
        .finally(() => {
          if (!this.stopped && this.held) this.beat();
        });
    });
  }

  /** The lock went with its connection. Nothing is sent until it is held again. */
  private lose(client: pg.Client, error: Error | null): void {
    if (this.stopped || client !== this.client || !this.held) return;
    this.held = false;
    this.client = null;
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
