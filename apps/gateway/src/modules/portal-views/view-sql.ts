import type { ViewConditions, ViewList } from '@payport/domain';

export interface ViewRow {
  readonly id: string;
  readonly list: ViewList;
  readonly name: string;
  readonly conditions: ViewConditions;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly property_id: string | null;
  readonly property_name: string | null;
  readonly is_default: boolean;
}

/** $1: who asks, $2: the hotels where they have a role. What is neither their own nor shared there does not exist for them. */
const SEEN = `
  select v.id, v.list, v.name, v.conditions, v.owner_id, u.name as owner_name, v.property_id, p.name as property_name,
    exists (select from default_view d where d.view_id = v.id and d.user_id = $1) as is_default
  from list_view v join app_user u on u.id = v.owner_id left join property p on p.id = v.property_id
  where (v.property_id = any ($2::uuid[]) or (v.owner_id = $1 and v.property_id is null))`;

/** $4: part of a name, or the empty one. */
export const LIST = `${SEEN} and v.list = $3 and position(lower($4) in lower(v.name)) > 0
  order by v.owner_id = $1 desc, lower(v.name), v.id limit $5`;
export const ONE = `${SEEN} and v.id = $3`;
export const STANDARD = `${SEEN} and v.list = $3 and exists (select from default_view d where d.view_id = v.id and d.user_id = $1 and d.list = $3)`;

/** Held for the time of the change, so that two changes come one after the other and the audit tells both. */
export const LOCK = 'select from list_view where id = $1 for update';
export const INSERT = `
  insert into list_view (id, owner_id, list, name, conditions, property_id, created_at, changed_at) values ($1, $2, $3, $4, $5, null, $6, $6)`;
export const UPDATE = 'update list_view set name = $2, conditions = $3, property_id = $4, changed_at = $5 where id = $1';
export const REMOVE = 'delete from list_view where id = $1';
export const FORGET_DEFAULT = 'delete from default_view where user_id = $1 and list = $2';
export const SET_DEFAULT = `
  insert into default_view (user_id, list, view_id) values ($1, $2, $3) on conflict (user_id, list) do update set view_id = excluded.view_id`;
/** Hotels by name, of those in $1. */
export const HOTELS = 'select id, name from property where id = any ($1::uuid[]) order by name, id';
