import type { PortalChange } from '@payport/contracts';
import type { OfflineReason, PaymentStatus, PropertyId, QuarantineReason, TerminalId } from '@payport/domain';
import type { Pool } from 'pg';
import { SHOWN_CLAIM } from '../terminals/index.ts';
import type { ClaimColumns } from './device-claims.ts';

/** A terminal as pg gives it, with everything that its line in the list shows. */
export interface TerminalRow extends ClaimColumns {
  readonly id: TerminalId;
  readonly name: string;
  readonly property_id: PropertyId;
  readonly property_name: string;
  readonly time_zone: string;
  readonly driver: string;
  readonly settings: Record<string, unknown>;
  readonly device_address: string;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly enabled: boolean;
  readonly quarantine_reason: QuarantineReason | null;
  readonly quarantine_since: Date | null;
  readonly quarantine_detail: string | null;
  readonly offline_since: Date | null;
  readonly offline_reason: OfflineReason | null;
  readonly last_seen_at: Date | null;
  readonly settle_at: string | null;
  readonly demo: boolean;
  readonly workstations: readonly string[];
  readonly sale_id: string | null;
  readonly sale_at: Date | null;
  readonly sale_minor: string | null;
  readonly sale_currency: string | null;
  readonly unresolved: readonly { readonly id: string; readonly status: PaymentStatus }[];
}

/**
 * The last sale is looked for between a terminal and itself, and not at it: then only the index of each terminal's newest is in
 * the order that is asked for. By the order of ids alone the planner goes back through all payments of all hotels, which is a
 * few steps for a busy terminal and a million for one that has sold nothing.
 */
const SELECT = `
  select t.id, t.name, t.property_id, p.name as property_name, p.time_zone, t.driver, t.settings, t.device_address, t.tid, t.mid, t.enabled,
         t.quarantine_reason, t.quarantine_since, t.quarantine_detail,
         t.offline_since, t.offline_reason, t.last_seen_at, t.settle_at, t.demo, c.holder, c.service, c.payment_id, c.taken_at, c.cashier,
         coalesce(w.names, '{}') as workstations,
         s.id as sale_id, s.final_at as sale_at, s.amount_minor as sale_minor, s.currency as sale_currency,
         coalesce(u.payments, '[]') as unresolved
  from terminal t
  join property p on p.id = t.property_id
  ${SHOWN_CLAIM}
  left join lateral (
    select array_agg(d.workstation order by d.workstation) as names from workstation_default d where d.terminal_id = t.id
  ) w on true
  left join lateral (
    select id, final_at, amount_minor, currency from payment
    where terminal_id >= t.id and terminal_id <= t.id and kind = 'sale' and status = 'approved' order by terminal_id, id desc limit 1
  ) s on true
  left join lateral (
    select json_agg(json_build_object('id', o.id, 'status', o.status) order by o.id desc) as payments from (
      select id, status from payment
      where property_id = t.property_id and terminal_id = t.id and status in ('unknown', 'reversal_unknown', 'manual_review')
      order by id desc limit 20
    ) o
  ) u on true`;
const LIST = { name: 'portal_terminals', text: `${SELECT} where t.property_id = any($1::uuid[]) order by p.name, p.id, t.name, t.id` };
const ONE = { name: 'portal_terminal', text: `${SELECT} where t.id = $1` };
const HISTORY = {
  name: 'portal_terminal_history',
  text: `select id, at, actor, action, before, after from audit_entry
    where property_id = $1 and subject = $2::text and action like 'terminal.%' order by id desc limit 100`,
};
const OWNER_OF_DEVICE = {
  name: 'portal_terminal_of_device',
  text: 'select id, name, property_id from terminal where device_address = $1 and enabled and id is distinct from $2',
};

export interface DeviceOwner {
  readonly id: TerminalId;
  readonly name: string;
  readonly property_id: PropertyId;
}

/** What the portal reads about terminals: each question by one statement. */
export class PortalTerminalRepository {
  constructor(private readonly pool: Pool) {}

  async list(propertyIds: readonly PropertyId[]): Promise<readonly TerminalRow[]> {
    return (await this.pool.query<TerminalRow>({ ...LIST, values: [propertyIds] })).rows;
  }

  async find(id: TerminalId): Promise<TerminalRow | null> {
    return (await this.pool.query<TerminalRow>({ ...ONE, values: [id] })).rows[0] ?? null;
  }

  async history(propertyId: PropertyId, id: TerminalId): Promise<PortalChange[]> {
    const { rows } = await this.pool.query<Omit<PortalChange, 'at'> & { at: Date }>({ ...HISTORY, values: [propertyId, id] });
    return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  }

  /** The enabled terminal that has this device, but for `except`. */
  async ownerOf(deviceAddress: string, except: TerminalId | null): Promise<DeviceOwner | null> {
    return (await this.pool.query<DeviceOwner>({ ...OWNER_OF_DEVICE, values: [deviceAddress, except] })).rows[0] ?? null;
  }
}
