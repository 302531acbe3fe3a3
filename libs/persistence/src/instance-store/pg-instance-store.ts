import type { Adoption, CommandId, InstanceStore, LeaseHolder, LeaseSession, PaymentId, StepLimits, TerminalId } from '@payport/domain';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../transaction.ts';
import { PgLeaseSession } from './pg-lease-session.ts';

const OPEN = ['accepted', 'dispatched', 'in_progress', 'cancelling', 'held', 'unknown', 'reversing', 'reversal_unknown'];

interface OpenPayment {
  readonly id: PaymentId;
  readonly from: string;
  readonly terminal_id: TerminalId;
  readonly lease_until: Date;
}

/** The table of gateways in Postgres, whose clock decides how long a lease holds. */
export class PgInstanceStore implements InstanceStore {
  constructor(
    private readonly pool: Pool,
    private readonly databaseUrl: string,
  ) {}

  session(lost: (session: LeaseSession, error: Error | null) => void): Promise<LeaseSession> {
    return PgLeaseSession.open(this.databaseUrl, lost);
  }

  async othersLive(instanceId: string): Promise<boolean> {
    const text = 'select exists (select from gateway_instance where id <> $1 and lease_until > now()) as live';
    const { rows } = await this.pool.query<{ live: boolean }>({ name: 'gateways_live', text, values: [instanceId] });
    return rows[0]?.live ?? false;
  }

  /** One look without a transaction: nearly always there is nothing to adopt. */
  async leftByTheDead(instanceId: string): Promise<boolean> {
    const { rows } = await this.pool.query<{ left: boolean }>({
      name: 'dead_gateways_left',
      text: `select exists (select from gateway_instance g where g.id <> $1 and g.lease_until < now() and (
          exists (select from payment p where p.instance_id = g.id and p.status = any ($2))
          or exists (select from device_claim c where c.instance_id = g.id and c.holder = 'service')
          or exists (select from terminal_command c where c.instance_id = g.id
            and (c.status in ('accepted', 'in_progress') or (c.status = 'unknown' and c.holds_terminal)))
        )) as left`,
      values: [instanceId, OPEN],
    });
    return rows[0]?.left ?? false;
  }

  adopt(heir: LeaseHolder, steps: StepLimits): Promise<Adoption> {
    return inTransaction(this.pool, async (client) => {
      const payments = await openPayments(client, heir);
      await take(client, heir, payments, steps);
      const commands = await takeCommands(client, heir, steps);
      return { payments: payments.map(({ id, from }) => ({ id, from })), commands };
    });
  }
}

async function openPayments(client: PoolClient, { instanceId, machine }: LeaseHolder): Promise<readonly OpenPayment[]> {
  const { rows } = await client.query<OpenPayment>({
    name: 'dead_gateways_payments',
    text: `select p.id, p.instance_id as from, p.terminal_id, g.lease_until
      from gateway_instance g join payment p on p.instance_id = g.id join terminal t on t.id = p.terminal_id
      where g.id <> $1 and g.lease_until < now() and p.status = any ($3)
        and (t.device_address like 'tcp:%' or g.host = $2)
      order by p.id for update of g skip locked`,
    values: [instanceId, machine, OPEN],
  });
  return rows;
}

async function take(client: PoolClient, heir: LeaseHolder, payments: readonly OpenPayment[], steps: StepLimits): Promise<void> {
  if (payments.length === 0) return;
  const ids = payments.map(({ id }) => id);
  const counts = await Promise.all(
    payments.map(async ({ terminal_id, lease_until }) => new Date(lease_until.getTime() + (await steps.of(terminal_id)))),
  );
  // A sleeper that wakes up finds its epoch counted on, and must not send.
  await client.query('update gateway_instance set epoch = epoch + 1 where id = any ($1)', [[...new Set(payments.map(({ from }) => from))]]);
  await client.query(
    `update payment p set instance_id = $3, absence_counts_after = a.counts
     from unnest($1::uuid[], $2::timestamptz[]) a (id, counts) where p.id = a.id`,
    [ids, counts, heir.instanceId],
  );
  await client.query(
    `update device_claim set instance_id = $2, fencing_token = nextval('device_fencing_token') where payment_id = any ($1::uuid[])`,
    [ids, heir.instanceId],
  );
}

/** Commands only once their device is free in any case: nothing about money is lost by waiting. */
async function takeCommands(client: PoolClient, { instanceId, machine }: LeaseHolder, { longest }: StepLimits): Promise<readonly CommandId[]> {
  const late = `g.lease_until + $2 * interval '1 millisecond' < now()`;
  await client.query(
    `delete from device_claim c using gateway_instance g
     where g.id = c.instance_id and g.id <> $1 and ${late} and c.holder = 'service' and c.command_id is null`,
    [instanceId, longest],
  );
  const { rows } = await client.query<{ id: CommandId }>(
    `update terminal_command c set instance_id = $1 from gateway_instance g, terminal t
     where g.id = c.instance_id and t.id = c.terminal_id and g.id <> $1 and ${late} and (t.device_address like 'tcp:%' or g.host = $3)
       and (c.status in ('accepted', 'in_progress') or (c.status = 'unknown' and c.holds_terminal))
     returning c.id`,
    [instanceId, longest, machine],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    await client.query(
      `update device_claim set instance_id = $2, fencing_token = nextval('device_fencing_token') where command_id = any ($1::uuid[])`,
      [ids, instanceId],
    );
  }
  return ids;
}
