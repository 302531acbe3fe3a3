import type { Clock, CommandId, PaymentId, PaymentStore, TerminalId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { TerminalSetupError, type DriverDirectory } from '../terminal-sessions/index.ts';
import type { LeaseHolder } from './instance-lease.ts';

/** Where the longest step of a device is not known: longer than any terminal's own limit, ms. */
const LONGEST_STEP_MS = 300_000;
const OPEN = ['accepted', 'dispatched', 'in_progress', 'cancelling', 'held', 'unknown', 'reversing', 'reversal_unknown'];

export interface Adoption {
  readonly payments: readonly { readonly id: PaymentId; readonly from: string }[];
  readonly commands: readonly CommandId[];
}

export interface DeadGatewayPorts {
  readonly pool: Pool;
  readonly store: PaymentStore;
  readonly drivers: DriverDirectory;
  readonly clock: Clock;
  readonly holder: LeaseHolder;
}

interface OpenPayment {
  readonly id: PaymentId;
  readonly from: string;
  readonly terminal_id: TerminalId;
  readonly lease_until: Date;
}

/**
 * What gateways left open whose lease has run out. A device that is reached over the network is taken over from any
 * machine; anything else (a program's folder, a serial port) only from the one that it hangs on.
 */
export class DeadGateways {
  constructor(private readonly ports: DeadGatewayPorts) {}

  /** True when another gateway lives on this database. */
  async othersLive(): Promise<boolean> {
    const text = 'select exists (select from gateway_instance where id <> $1 and lease_until > now()) as live';
    const { rows } = await this.ports.pool.query<{ live: boolean }>({ name: 'gateways_live', text, values: [this.ports.holder.instanceId] });
    return rows[0]?.live ?? false;
  }

  /** Makes their open payments and commands ours, in one transaction; two gateways never adopt the same. */
  async adopt(): Promise<Adoption> {
    if (!(await this.leftAnything())) return { payments: [], commands: [] };
    return inTransaction(this.ports.pool, async (client) => {
      const payments = await this.openPayments(client);
      await this.take(client, payments);
      const commands = await this.takeCommands(client);
      return { payments, commands };
    });
  }

  /** One look without a transaction: nearly always there is nothing to adopt. */
  private async leftAnything(): Promise<boolean> {
    const { rows } = await this.ports.pool.query<{ left: boolean }>({
      name: 'dead_gateways_left',
      text: `select exists (select from gateway_instance g where g.id <> $1 and g.lease_until < now() and (
          exists (select from payment p where p.instance_id = g.id and p.status = any ($2))
          or exists (select from device_claim c where c.instance_id = g.id and c.holder = 'service')
          or exists (select from terminal_command c where c.instance_id = g.id
            and (c.status in ('accepted', 'in_progress') or (c.status = 'unknown' and c.holds_terminal)))
        )) as left`,
      values: [this.ports.holder.instanceId, OPEN],
    });
    return rows[0]?.left ?? false;
  }

  private async openPayments(client: PoolClient): Promise<readonly OpenPayment[]> {
    const { instanceId, machine } = this.ports.holder;
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

  private async take(client: PoolClient, payments: readonly OpenPayment[]): Promise<void> {
    if (payments.length === 0) return;
    const { instanceId } = this.ports.holder;
    const ids = payments.map(({ id }) => id);
    const counts = await Promise.all(
      payments.map(async ({ terminal_id, lease_until }) => new Date(lease_until.getTime() + (await this.longestStepMs(terminal_id)))),
    );
    // A sleeper that wakes up finds its epoch counted on, and must not send.
    await client.query('update gateway_instance set epoch = epoch + 1 where id = any ($1)', [[...new Set(payments.map(({ from }) => from))]]);
    await client.query(
      `update payment p set instance_id = $3, absence_counts_after = a.counts
       from unnest($1::uuid[], $2::timestamptz[]) a (id, counts) where p.id = a.id`,
      [ids, counts, instanceId],
    );
    await client.query(
      `update device_claim set instance_id = $2, fencing_token = nextval('device_fencing_token') where payment_id = any ($1::uuid[])`,
      [ids, instanceId],
    );
  }

  /** Commands only once their device is free in any case: nothing about money is lost by waiting. */
  private async takeCommands(client: PoolClient): Promise<readonly CommandId[]> {
    const { instanceId, machine } = this.ports.holder;
    const late = `g.lease_until + ${LONGEST_STEP_MS} * interval '1 millisecond' < now()`;
    await client.query(
      `delete from device_claim c using gateway_instance g
       where g.id = c.instance_id and g.id <> $1 and ${late} and c.holder = 'service' and c.command_id is null`,
      [instanceId],
    );
    const { rows } = await client.query<{ id: CommandId }>(
      `update terminal_command c set instance_id = $1 from gateway_instance g, terminal t
       where g.id = c.instance_id and t.id = c.terminal_id and g.id <> $1 and ${late} and (t.device_address like 'tcp:%' or g.host = $2)
         and (c.status in ('accepted', 'in_progress') or (c.status = 'unknown' and c.holds_terminal))
       returning c.id`,
      [instanceId, machine],
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

  private async longestStepMs(id: TerminalId): Promise<number> {
    const terminal = await this.ports.store.terminal(id);
    if (!terminal) return LONGEST_STEP_MS;
    try {
      return (await this.ports.drivers.of(terminal)).stepLimitMs;
    } catch (error) {
      if (error instanceof TerminalSetupError) return LONGEST_STEP_MS;
      throw error;
    }
  }
}
