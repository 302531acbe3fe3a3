import type { LeaseHolder, LeaseSession } from '@payport/domain';
import pg from 'pg';

/** A lease's own connection to Postgres: a session lock on the name ends with it. */
export class PgLeaseSession implements LeaseSession {
  private constructor(private readonly client: pg.Client) {}

  static async open(databaseUrl: string, lost: (session: LeaseSession, error: Error | null) => void): Promise<PgLeaseSession> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'payport-lease', keepAlive: true });
    const session = new PgLeaseSession(client);
    client.on('error', (error) => lost(session, error));
    client.on('end', () => lost(session, null));
    await client.connect();
    return session;
  }

  async take({ instanceId, machine }: LeaseHolder, leaseMs: number): Promise<string | null> {
    const lock = `select pg_try_advisory_lock(hashtextextended('gateway:' || $1, 0)) as locked`;
    const { rows } = await this.client.query<{ locked: boolean }>(lock, [instanceId]);
    if (!rows[0]?.locked) return null;
    const taken = await this.client.query<{ epoch: string }>(
      `insert into gateway_instance (id, epoch, started_at, heartbeat_at, lease_until, host)
       values ($1, 1, now(), now(), now() + $2 * interval '1 millisecond', $3)
       on conflict (id) do update set epoch = gateway_instance.epoch + 1, started_at = now(), heartbeat_at = now(),
         lease_until = excluded.lease_until, host = excluded.host
       returning epoch`,
      [instanceId, leaseMs, machine],
    );
    return taken.rows[0]?.epoch ?? null;
  }

  async renew(instanceId: string, epoch: string, leaseMs: number): Promise<boolean> {
    const { rowCount } = await this.client.query(
      `update gateway_instance set heartbeat_at = now(), lease_until = now() + $3 * interval '1 millisecond'
       where id = $1 and epoch = $2 and lease_until > now()`,
      [instanceId, epoch, leaseMs],
    );
    return rowCount === 1;
  }

  end(): Promise<void> {
    return this.client.end();
  }
}
