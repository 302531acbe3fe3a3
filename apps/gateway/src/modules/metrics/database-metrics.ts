import { PAYMENT_STATUSES, isFinal } from '@payport/domain';
import { Gauge, type Registry } from 'prom-client';
import type { Pool } from 'pg';

const OPEN = PAYMENT_STATUSES.filter((status) => !isFinal(status));
const TERMINAL_STATES = ['online', 'busy', 'offline', 'disabled'] as const;
/** A scrape must not wait for a database that is away, ms. */
const QUERY_LIMIT_MS = 3_000;

/** Everything that only the database knows, in one question. The list of states is the one of the index `payment_open`. */
const SCRAPE = `
  select 'open' as metric, status as label, count(*)::float8 as value
    from payment where status in (${OPEN.map((status) => `'${status}'`).join(', ')}) group by status
  union all
  select 'oldest_unknown', '', coalesce(extract(epoch from now() - min(unknown_since)), 0)::float8
    from payment where status in ('unknown', 'reversal_unknown')
  union all
  select 'terminals', state, count(*)::float8 from (
    select case when not t.enabled then 'disabled' when c.address is not null then 'busy'
                when t.offline_since is not null then 'offline' else 'online' end as state
      from terminal t left join device_claim c on c.address = t.device_address) terminals
    group by state
  union all
  select 'outbox', '', count(*)::float8 from (select from outbox where delivered_at is null limit 10000) pending
  union all
  select 'oldest_outbox', '', coalesce(extract(epoch from now() - (
    select created_at from outbox where delivered_at is null order by id limit 1)), 0)::float8
  union all
  select 'webhooks', '', count(*)::float8 from (select from webhook_delivery where state = 'pending' limit 10000) pending
  union all
  select 'oldest_webhook', '', coalesce(extract(epoch from now() - (
    select min(created_at) from webhook_delivery where state = 'pending')), 0)::float8`;

interface Line {
  readonly metric: 'open' | 'oldest_unknown' | 'terminals' | 'outbox' | 'oldest_outbox' | 'webhooks' | 'oldest_webhook';
  readonly label: string;
  readonly value: number;
}

/** State of the whole database, read at each scrape; the same from every gateway on it. */
export class DatabaseMetrics {
  private readonly up: Gauge;
  private readonly open: Gauge<'status'>;
  private readonly oldestUnknown: Gauge;
  private readonly terminals: Gauge<'status'>;
  private readonly outbox: Gauge;
  private readonly oldestOutbox: Gauge;
  private readonly webhooks: Gauge;
  private readonly oldestWebhook: Gauge;
  private readonly connections: Gauge<'state'>;
  private readonly connectionsMax: Gauge;
  private readonly waiting: Gauge;

  constructor(
    registry: Registry,
    private readonly pool: Pool,
    private readonly poolSize: number,
  ) {
    const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]): Gauge<L> =>
      new Gauge({ name: `payport_${name}`, help, labelNames, registers: [registry] });
    this.up = gauge('database_up', 'The database answered at this scrape');
    this.open = gauge('payments_open', 'Payments without an end', 'status');
    this.oldestUnknown = gauge('oldest_unknown_payment_age_seconds', 'Age of the oldest unknown payment');
    this.terminals = gauge('terminals', 'Terminals by state', 'status');
    this.outbox = gauge('outbox_pending', 'Messages not handed on to their deliveries, counted up to 10000');
    this.oldestOutbox = gauge('outbox_oldest_age_seconds', 'Age of the oldest message not handed on');
    this.webhooks = gauge('webhook_deliveries_pending', 'Deliveries to hotel systems without an end, counted up to 10000');
    this.oldestWebhook = gauge('webhook_oldest_undelivered_age_seconds', 'Age of the oldest delivery without an end');
    this.connections = gauge('database_connections', 'Connections to the database', 'state');
    this.connectionsMax = gauge('database_connections_max', 'Connections that may be opened');
    this.waiting = gauge('database_waiting', 'Queries that wait for a connection');
  }

  /** Never rejects: without a database the rest of the metrics matters most. */
  async read(): Promise<void> {
    const { totalCount, idleCount, waitingCount } = this.pool;
    this.connections.set({ state: 'busy' }, totalCount - idleCount);
    this.connections.set({ state: 'idle' }, idleCount);
    this.connectionsMax.set(this.poolSize);
    this.waiting.set(waitingCount);
    const query = { name: 'metrics_scrape', text: SCRAPE, query_timeout: QUERY_LIMIT_MS };
    const lines = await this.pool.query<Line>(query).then(
      ({ rows }) => rows,
      () => null,
    );
    this.up.set(lines === null ? 0 : 1);
    if (lines === null) this.forget();
    else this.show(lines);
  }

  private show(lines: readonly Line[]): void {
    const valueOf = (metric: Line['metric'], label = ''): number => lines.find((line) => line.metric === metric && line.label === label)?.value ?? 0;
    for (const status of OPEN) this.open.set({ status }, valueOf('open', status));
    for (const status of TERMINAL_STATES) this.terminals.set({ status }, valueOf('terminals', status));
    this.oldestUnknown.set(valueOf('oldest_unknown'));
    this.outbox.set(valueOf('outbox'));
    this.oldestOutbox.set(valueOf('oldest_outbox'));
    this.webhooks.set(valueOf('webhooks'));
    this.oldestWebhook.set(valueOf('oldest_webhook'));
  }

  /** An old number would look like a fresh one. */
  private forget(): void {
    for (const gauge of [this.open, this.terminals]) gauge.reset();
    for (const gauge of [this.oldestUnknown, this.outbox, this.oldestOutbox, this.webhooks, this.oldestWebhook]) gauge.set(Number.NaN);
  }
}
