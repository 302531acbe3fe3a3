import type { PropertyId, TerminalId } from '@payport/domain';
import type { Pool, PoolClient } from 'pg';
import type { DeviceOwner } from './portal-terminal.repository.ts';
import type { Settings } from './settings-input.ts';
import type { TwinColumn } from './terminal-refusals.ts';

/** A terminal's row as changes work on it. */
export interface StoredTerminal {
  readonly id: TerminalId;
  readonly property_id: PropertyId;
  readonly name: string;
  readonly driver: string;
  readonly settings: Settings;
  readonly device_address: string;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly settle_at: string | null;
  readonly enabled: boolean;
}

export interface NewTerminal extends StoredTerminal {
  readonly seenAt: Date | null;
}

/** Another enabled terminal got the device between our look and our write. */
export class DeviceTaken extends Error {
  override readonly name = 'DeviceTaken';
}

/**
 * A folder of the simulator's is no real device: what runs there is demonstration, and a reset may remove it. Its siblings
 * are the terminals that the demonstration itself has registered.
 */
const INSERT = `
  insert into terminal (id, property_id, name, driver, settings, device_address, tid, mid, enabled, last_seen_at, settle_at, demo)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, exists (
    select from terminal t where t.demo and t.property_id = $2 and t.driver = $4
      and regexp_replace(t.device_address, '/[^/]*$', '') = regexp_replace($6, '/[^/]*$', '')))`;
const UPDATE = `
  update terminal set name = $2, settings = $3, device_address = $4, tid = $5, mid = $6, enabled = $7, settle_at = $9, updated_at = now(),
    offline_since = case when $8::timestamptz is null then offline_since end,
    offline_reason = case when $8::timestamptz is null then offline_reason end, last_seen_at = coalesce($8, last_seen_at)
  where id = $1`;
const TAKE_WORKSTATIONS = `
  insert into workstation_default (property_id, workstation, terminal_id) select $1, unnest($2::text[]), $3
  on conflict (property_id, workstation) do update set terminal_id = excluded.terminal_id`;

/** One transaction on the terminals of one property: changes of two people come one after the other. */
export async function changingTerminals<T>(pool: Pool, propertyId: PropertyId, work: (tx: TerminalTx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`terminals:${propertyId}`]);
    const value = await work(new TerminalTx(client, propertyId));
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the connection may be what broke
    throw isDeviceTaken(error) ? new DeviceTaken('the device belongs to another enabled terminal', { cause: error }) : error;
  } finally {
    client.release();
  }
}

const isDeviceTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505' && 'constraint' in error && error.constraint === 'terminal_device';

const LIFT_QUARANTINE = `
  with was as (
    select id, quarantine_reason as reason, quarantine_since as since, quarantine_detail as detail from terminal
    where id = $1 and quarantine_since is not null for update),
  lifted as (
    update terminal t set quarantine_reason = null, quarantine_since = null, quarantine_detail = null, updated_at = now() from was where t.id = was.id),
  cleared as (
    update alarm a set cleared_at = $2 from was
    where a.terminal_id = was.id and a.kind = 'terminal_quarantined' and a.cleared_at is null)
  select reason, since, detail from was`;

export interface LiftedQuarantine {
  readonly reason: string;
  readonly since: Date;
  readonly detail: string | null;
}

/** What a change may read and write. */
export class TerminalTx {
  constructor(
    readonly client: PoolClient,
    private readonly propertyId: PropertyId,
  ) {}

  /** Waits for payments that are just starting there, and holds new ones back until the change is through. */
  async lock(id: TerminalId): Promise<StoredTerminal | null> {
    const { rows } = await this.client.query<StoredTerminal>(
      'select id, property_id, name, driver, settings, device_address, tid, mid, settle_at, enabled from terminal where id = $1 and property_id = $2 for update',
      [id, this.propertyId],
    );
    return rows[0] ?? null;
  }

  /** Another enabled terminal of the property by a value that must tell terminals apart. */
  async twin(column: TwinColumn, value: string, except: TerminalId | null): Promise<DeviceOwner | null> {
    const { rows } = await this.client.query<DeviceOwner>(
      `select id, name, property_id from terminal where property_id = $1 and ${column} = $2 and enabled and id is distinct from $3 limit 1`,
      [this.propertyId, value, except],
    );
    return rows[0] ?? null;
  }

  async insert(terminal: NewTerminal): Promise<void> {
    const { id, property_id, name, driver, settings, device_address, tid, mid, enabled, seenAt, settle_at } = terminal;
    await this.client.query(INSERT, [id, property_id, name, driver, JSON.stringify(settings), device_address, tid, mid, enabled, seenAt, settle_at]);
  }

  /** `seenAt`: the device has just answered. */
  async update({ id, name, settings, device_address, tid, mid, enabled, settle_at }: StoredTerminal, seenAt: Date | null): Promise<void> {
    await this.client.query(UPDATE, [id, name, JSON.stringify(settings), device_address, tid, mid, enabled, seenAt, settle_at]);
  }

  /** Takes the terminal out of quarantine and ends the alarm; null where it is in none. */
  async liftQuarantine(id: TerminalId, at: Date): Promise<LiftedQuarantine | null> {
    const { rows } = await this.client.query<LiftedQuarantine>(LIFT_QUARANTINE, [id, at]);
    return rows[0] ?? null;
  }

  async workstationsOf(id: TerminalId): Promise<string[]> {
    const { rows } = await this.client.query<{ workstation: string }>(
      'select workstation from workstation_default where property_id = $1 and terminal_id = $2 order by workstation',
      [this.propertyId, id],
    );
    return rows.map(({ workstation }) => workstation);
  }

  /** Gives these workstations this terminal and no other; tells from which terminals some were taken. */
  async setWorkstations(
    id: TerminalId,
    names: readonly string[],
  ): Promise<readonly { readonly terminalId: TerminalId; readonly workstation: string }[]> {
    const { rows } = await this.client.query<{ terminal_id: TerminalId; workstation: string }>(
      'select terminal_id, workstation from workstation_default where property_id = $1 and workstation = any($2::text[]) and terminal_id <> $3',
      [this.propertyId, names, id],
    );
    await this.client.query('delete from workstation_default where property_id = $1 and terminal_id = $2 and workstation <> all($3::text[])', [
      this.propertyId,
      id,
      names,
    ]);
    if (names.length > 0) await this.client.query(TAKE_WORKSTATIONS, [this.propertyId, names, id]);
    return rows.map(({ terminal_id: terminalId, workstation }) => ({ terminalId, workstation }));
  }
}
