import { TOPIC_PREFIXES, type PortalAuditFilter } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import type { Pool } from 'pg';

export interface AuditRow {
  readonly id: string;
  readonly seq: string | null;
  readonly hash: string | null;
  readonly at: Date;
  readonly actor: string;
  readonly actor_id: string | null;
  readonly property_id: string | null;
  readonly property_name: string | null;
  readonly time_zone: string | null;
  readonly action: string;
  readonly subject: string;
  readonly label: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly currency: string | null;
}

export interface Page {
  readonly limit: number;
  /** The id that the page begins behind; null: from the newest. */
  readonly behind: string | null;
}

/** About these hotels, or about no hotel but by or about one of their people. */
const SEEN = `(e.property_id = any ($1::uuid[]) or (e.property_id is null and $2::boolean and exists (
  select from membership m where m.property_id = any ($1::uuid[]) and (m.user_id = e.actor_id or m.user_id::text = e.subject))))`;

/** Exports of payments are about their hotel. Names are looked up by the key as it is: by its text, each entry about a payment would read every payment there is. */
const SELECT = `
  select e.id, s.seq, encode(s.hash, 'hex') as hash, e.at, e.actor, e.actor_id, e.property_id, p.name as property_name, p.time_zone, e.action,
    e.subject, e.before, e.after, case split_part(case e.action when 'payment.exported' then 'property.' else e.action end, '.', 1)
      when 'terminal' then (select t.name from terminal t where t.id = about.id)
      when 'command' then (select t.name from terminal t where t.id = about.id)
      when 'audit' then (select h.name from property h where h.id = about.id)
      when 'property' then (select h.name from property h where h.id = about.id)
      when 'api_key' then (select k.name from api_key k where k.id = about.id)
      when 'bank_file' then (select f.name from bank_file f where f.id = about.id)
      when 'view' then (select v.name from list_view v where v.id = about.id)
      when 'webhook' then (select w.url from webhook_endpoint w where w.id = about.id)
      when 'payment' then (select concat_ws(' · ', nullif(y.room, ''), y.guest_name) from payment y where y.id = about.id)
      when 'alarm' then null
      else (select u.name from app_user u where u.id = about.id)
    end as label, case split_part(e.action, '.', 1)
      when 'payment' then coalesce((select y.currency from payment y where y.id = about.id), p.currency)
      else p.currency
    end as currency
  from audit_entry e left join property p on p.id = e.property_id left join audit_seal s on s.entry_id = e.id
  cross join lateral (select case when e.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.subject::uuid end as id) about`;

const PEOPLE = `
  select distinct u.id, u.name from app_user u join membership m on m.user_id = u.id where m.property_id = any ($1) order by u.name, u.id`;

/** Reads the audit; nothing here writes it. */
export class AuditRepository {
  constructor(private readonly pool: Pool) {}

  async entries(ids: readonly PropertyId[], filter: PortalAuditFilter, { limit, behind }: Page): Promise<readonly AuditRow[]> {
    const { property, person, topic, subject, views, from, to } = filter;
    const values: unknown[] = [property === undefined ? ids : [property], property === undefined];
    const where = [SEEN];
    const add = (condition: (place: string) => string, value: unknown): void => {
      values.push(value);
      where.push(condition(`$${values.length}`));
    };
    if (person !== undefined) add((place) => `e.actor_id = ${place}`, person);
    if (topic !== undefined) add((place) => `split_part(e.action, '.', 1) = any (${place}::text[])`, TOPIC_PREFIXES[topic]);
    if (subject !== undefined) add((place) => `e.subject = ${place}`, subject);
    if (views === 'false') where.push(`e.action <> 'payment.viewed'`);
    if (from !== undefined) add((place) => `e.at >= ${place}`, new Date(from));
    if (to !== undefined) add((place) => `e.at < ${place}`, new Date(to));
    if (behind !== null) add((place) => `e.id < ${place}`, behind);
    values.push(limit);
    const text = `${SELECT} where ${where.join(' and ')} order by e.id desc limit $${values.length}`;
    return (await this.pool.query<AuditRow>(text, values)).rows;
  }

  async people(ids: readonly PropertyId[]): Promise<readonly { readonly id: string; readonly name: string }[]> {
    return (await this.pool.query<{ id: string; name: string }>(PEOPLE, [ids])).rows;
  }

  async names(ids: readonly PropertyId[]): Promise<readonly { readonly id: string; readonly name: string }[]> {
    return (await this.pool.query<{ id: string; name: string }>('select id, name from property where id = any ($1) order by name, id', [ids])).rows;
  }
}
