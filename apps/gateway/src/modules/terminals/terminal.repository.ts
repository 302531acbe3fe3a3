import type { PropertyId } from '@payport/domain';
import { IS_WATCH } from '@payport/persistence';
import type { Pool } from 'pg';

export interface TerminalView {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly settings: unknown;
  readonly enabled: boolean;
  readonly offline: boolean;
  readonly isDefault: boolean;
  readonly lastSeenAt: Date | null;
  readonly busyWith: {
    readonly kind: 'payment' | 'settlement' | 'service';
    readonly paymentId: string | null;
    readonly commandId: string | null;
    readonly startedAt: Date;
    readonly cashier: string | null;
  } | null;
}

interface Row {
  id: string;
  name: string;
  driver: string;
  settings: unknown;
  enabled: boolean;
  offline: boolean;
  is_default: boolean;
  last_seen_at: Date | null;
  holder: 'payment' | 'settlement' | 'service' | null;
  payment_id: string | null;
  command_id: string | null;
  taken_at: Date | null;
  cashier: string | null;
}

/**
 * Whose claim on terminal `t` is shown, as `c`. The watch that asks a silent terminal whether it is back holds it too, and for
 * seconds: to people the terminal is silent all the while.
 */
export const SHOWN_CLAIM = `left join device_claim c on c.address = t.device_address
  and not (t.offline_since is not null and ${IS_WATCH('c')})`;

/** Terminals with what they are busy with, in one question. */
export class TerminalRepository {
  constructor(private readonly pool: Pool) {}

  async list(propertyId: PropertyId, workstation: string | null): Promise<readonly TerminalView[]> {
    const { rows } = await this.pool.query<Row>({
      name: 'terminals_of_property',
      text: `
        select t.id, t.name, t.driver, t.settings, t.enabled and t.quarantine_since is null as enabled, t.offline_since is not null as offline, d.terminal_id is not null as is_default,
               t.last_seen_at, c.holder, c.payment_id, c.command_id, c.taken_at, c.cashier
        from terminal t
        ${SHOWN_CLAIM}
        left join workstation_default d on d.property_id = t.property_id and d.workstation = $2 and d.terminal_id = t.id
        where t.property_id = $1
        order by d.terminal_id is null, t.name, t.id`,
      values: [propertyId, workstation],
    });
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      driver: row.driver,
      settings: row.settings,
      enabled: row.enabled,
      offline: row.offline,
      isDefault: row.is_default,
      lastSeenAt: row.last_seen_at,
      busyWith:
        row.holder && row.taken_at
          ? { kind: row.holder, paymentId: row.payment_id, commandId: row.command_id, startedAt: row.taken_at, cashier: row.cashier }
          : null,
    }));
  }
}
