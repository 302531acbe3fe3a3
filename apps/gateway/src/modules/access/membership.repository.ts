import type { PortalProperty, Role } from '@payport/contracts';
import type { PropertyId, UserId } from '@payport/domain';
import type { Pool } from 'pg';
import type { PortalObject } from './portal-access.ts';

const OF_USER = {
  name: 'membership_of_user',
  text: `select m.property_id, m.role, m.role = any (p.second_factor_roles)
      and not exists (select from user_second_factor f where f.user_id = m.user_id and f.confirmed_at is not null) as lacks_factor
    from membership m join property p on p.id = m.property_id where m.user_id = $1`,
};
const PROPERTY_OF: Readonly<Record<PortalObject, { readonly name: string; readonly text: string }>> = {
  payment: { name: 'membership_payment_property', text: 'select property_id from payment where id = $1' },
  terminal: { name: 'membership_terminal_property', text: 'select property_id from terminal where id = $1' },
  command: { name: 'membership_command_property', text: 'select property_id from terminal_command where id = $1' },
  webhook: { name: 'membership_webhook_property', text: 'select property_id from webhook_endpoint where id = $1' },
  webhook_delivery: {
    name: 'membership_webhook_delivery_property',
    text: 'select e.property_id from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id where d.id = $1',
  },
  bank_file: { name: 'membership_bank_file_property', text: 'select property_id from bank_file where id = $1' },
  alarm: { name: 'membership_alarm_property', text: 'select property_id from alarm where id = $1' },
};
const ANY_DEMO = { name: 'membership_any_demo', text: 'select exists (select from property where demo) as demo' };
const PROPERTIES = {
  name: 'membership_properties',
  text: `select p.id, p.name, p.city, p.time_zone, p.currency, p.demo, m.role,
      coalesce(t.terminals, '[]') as terminals
    from membership m
    join property p on p.id = m.property_id
    left join lateral (
      select json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name, t.id) as terminals from terminal t where t.property_id = p.id
    ) t on true
    where m.user_id = $1 order by p.name, p.id`,
};

interface PropertyRow {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly time_zone: string;
  readonly currency: string;
  readonly demo: boolean;
  readonly role: Role;
  readonly terminals: PortalProperty['terminals'];
}

export interface Standing {
  readonly memberships: ReadonlyMap<PropertyId, Role>;
  /** A hotel asks this person for a second factor, and there is none. */
  readonly lacksFactor: boolean;
}

export type MemberProperty = PortalProperty & { readonly demo: boolean };

/** Where people may look. Read at every request, so that a change takes effect at once. */
export class MembershipRepository {
  constructor(private readonly pool: Pool) {}

  async of(userId: UserId): Promise<Standing> {
    const { rows } = await this.pool.query<{ property_id: string; role: Role; lacks_factor: boolean }>({ ...OF_USER, values: [userId] });
    return {
      memberships: new Map(rows.map((row) => [row.property_id as PropertyId, row.role])),
      lacksFactor: rows.some((row) => row.lacks_factor),
    };
  }

  async propertyOf(object: PortalObject, id: string): Promise<PropertyId | null> {
    const { rows } = await this.pool.query<{ property_id: string }>({ ...PROPERTY_OF[object], values: [id] });
    return (rows[0]?.property_id ?? null) as PropertyId | null;
  }

  /** Whether any property here is a demonstration. */
  async anyDemo(): Promise<boolean> {
    return (await this.pool.query<{ demo: boolean }>(ANY_DEMO)).rows[0]?.demo ?? false;
  }

  /** The person's properties with their terminals, by name. */
  async properties(userId: UserId): Promise<readonly MemberProperty[]> {
    const { rows } = await this.pool.query<PropertyRow>({ ...PROPERTIES, values: [userId] });
    return rows.map(({ time_zone: timeZone, ...row }) => ({ ...row, timeZone }));
  }
}
