import type { Role } from '@payport/contracts';
import type { PropertyId, UserId } from '@payport/domain';
import type { Queryable } from '../audit/index.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly demo: boolean;
  readonly sessions: number;
  readonly second_factor: boolean;
  readonly last_seen_at: Date | null;
  /** All of them, also at hotels that the asking person does not see. */
  readonly memberships: readonly { readonly propertyId: PropertyId; readonly role: Role }[];
}

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly invited_by: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly grants: readonly { readonly propertyId: PropertyId; readonly role: Role }[];
}

export interface PropertyRow {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
}

const PROPERTIES = 'select id, name, time_zone from property where id = any ($1) order by name, id';
const PERSON = `
  select u.id, u.name, u.email, u.demo, s.sessions,
    exists (select from user_second_factor f where f.user_id = u.id and f.confirmed_at is not null) as second_factor, s.last_seen_at, m.memberships
  from app_user u
  cross join lateral (
    select count(*)::int as sessions, max(last_seen_at) as last_seen_at from user_session
    where user_id = u.id and expires_at > $2 and last_seen_at > $3
  ) s
  cross join lateral (
    select json_agg(json_build_object('propertyId', property_id, 'role', role)) as memberships from membership where user_id = u.id
  ) m`;
const PEOPLE = `${PERSON} where u.id in (select user_id from membership where property_id = any ($1)) order by lower(u.name), u.id`;
const INVITATION = `
  select l.id, l.email, coalesce(u.name, '') as invited_by, l.created_at, l.expires_at, g.grants
  from one_time_link l
  left join app_user u on u.id = l.made_by
  cross join lateral (
    select json_agg(json_build_object('propertyId', property_id, 'role', role)) as grants from invitation_grant where link_id = l.id
  ) g
  where l.purpose = 'invitation' and l.ended_at is null and l.expires_at > $2
    and l.id in (select link_id from invitation_grant where property_id = any ($1))`;
const ROLE = 'select role from membership where user_id = $1 and property_id = $2';
const OWNERS = `select count(*)::int as count from membership where property_id = $1 and role = 'owner'`;
const MEMBER_BY_EMAIL = `
  select from membership m join app_user u on u.id = m.user_id where u.email = $1 and m.property_id = any ($2) limit 1`;
const INVITED = `
  select from one_time_link l join invitation_grant g on g.link_id = l.id
  where l.email = $1 and l.ended_at is null and l.expires_at > $3 and g.property_id = any ($2) limit 1`;

export interface Looked {
  readonly now: Date;
  /** Sessions that nobody used since are over. */
  readonly idleSince: Date;
}

export const propertiesOf = async (db: Queryable, ids: readonly PropertyId[]): Promise<readonly PropertyRow[]> =>
  (await db.query<PropertyRow>(PROPERTIES, [ids])).rows;

export const peopleOf = async (db: Queryable, ids: readonly PropertyId[], { now, idleSince }: Looked): Promise<readonly PersonRow[]> =>
  (await db.query<PersonRow>(PEOPLE, [ids, now, idleSince])).rows;

export const invitationsOf = async (db: Queryable, ids: readonly PropertyId[], now: Date): Promise<readonly InvitationRow[]> =>
  (await db.query<InvitationRow>(`${INVITATION} order by l.created_at desc, l.id`, [ids, now])).rows;

/** Takes turns with everybody who changes the people of these hotels. In the order of their ids: no two wait for each other. */
export async function lockProperties(db: Queryable, ids: readonly PropertyId[]): Promise<readonly PropertyId[]> {
  const text = 'select id from property where id = any ($1) order by id for no key update';
  return (await db.query<{ id: string }>(text, [ids])).rows.map(({ id }) => id as PropertyId);
}

export async function roleAt(db: Queryable, userId: UserId, propertyId: PropertyId): Promise<Role | null> {
  return (await db.query<{ role: Role }>(ROLE, [userId, propertyId])).rows[0]?.role ?? null;
}

export async function ownersOf(db: Queryable, propertyId: PropertyId): Promise<number> {
  return (await db.query<{ count: number }>(OWNERS, [propertyId])).rows[0]?.count ?? 0;
}

export const isMember = async (db: Queryable, email: string, ids: readonly PropertyId[]): Promise<boolean> =>
  (await db.query(MEMBER_BY_EMAIL, [email, ids])).rowCount === 1;

export const isInvited = async (db: Queryable, email: string, ids: readonly PropertyId[], now: Date): Promise<boolean> =>
  (await db.query(INVITED, [email, ids, now])).rowCount === 1;

export async function addGrants(db: Queryable, linkId: string, ids: readonly PropertyId[], role: Role): Promise<void> {
  await db.query('insert into invitation_grant (link_id, property_id, role) select $1, unnest($2::uuid[]), $3', [linkId, ids, role]);
}

export async function setRole(db: Queryable, userId: UserId, propertyId: PropertyId, role: Role): Promise<void> {
  await db.query('update membership set role = $3 where user_id = $1 and property_id = $2', [userId, propertyId, role]);
}

export async function removeMembership(db: Queryable, userId: UserId, propertyId: PropertyId): Promise<void> {
  await db.query('delete from membership where user_id = $1 and property_id = $2', [userId, propertyId]);
}

export async function endSessionsOf(db: Queryable, userId: UserId): Promise<number> {
  return (await db.query('delete from user_session where user_id = $1', [userId])).rowCount ?? 0;
}
