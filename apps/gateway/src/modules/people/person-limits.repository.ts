import { LIMITED_ROLES, type LimitedRole, type PropertyId, type RefundLimits, type UserId } from '@payport/domain';
import type { Queryable } from '../audit/index.ts';

/** What a hotel and its roles let go in one of its currencies. */
export interface HotelLimits extends Omit<RefundLimits, 'person'> {
  readonly propertyId: PropertyId;
  readonly currency: string;
}

export interface PersonLimit {
  readonly userId: UserId;
  readonly propertyId: PropertyId;
  readonly currency: string;
  readonly max: bigint;
}

interface HotelRow {
  readonly property_id: PropertyId;
  readonly currency: string;
  readonly hotel: string | null;
  readonly roles: Readonly<Partial<Record<LimitedRole, string>>> | null;
}

/** One line for each currency that a hotel accepts, the main one first. */
const HOTELS = `
  select p.id as property_id, c.currency, l.max_refund_minor::text as hotel,
    (select json_object_agg(r.role, r.max_minor::text) from refund_limit r where r.property_id = p.id and r.currency = c.currency) as roles
  from property p
  cross join unnest(p.currencies) as c (currency)
  left join property_limit l on l.property_id = p.id and l.currency = c.currency
  where p.id = any ($1) order by p.id, c.currency <> p.currency, c.currency`;
const PEOPLE = 'select user_id, property_id, currency, max_minor::text as max from person_refund_limit where property_id = any ($1)';

const minor = (text: string | null | undefined): bigint | null => (text == null ? null : BigInt(text));

export async function hotelLimits(db: Queryable, ids: readonly PropertyId[]): Promise<readonly HotelLimits[]> {
  const { rows } = await db.query<HotelRow>(HOTELS, [ids]);
  return rows.map(({ property_id: propertyId, currency, hotel, roles }) => ({
    propertyId,
    currency,
    hotel: minor(hotel),
    roles: Object.fromEntries(LIMITED_ROLES.map((role) => [role, minor(roles?.[role])])),
  }));
}

export async function personLimits(db: Queryable, ids: readonly PropertyId[]): Promise<readonly PersonLimit[]> {
  const { rows } = await db.query<{ user_id: UserId; property_id: PropertyId; currency: string; max: string }>(PEOPLE, [ids]);
  return rows.map(({ user_id: userId, property_id: propertyId, currency, max }) => ({ userId, propertyId, currency, max: BigInt(max) }));
}

/** The person's own limit in a currency; null: none. */
export const limitOf = (limits: readonly PersonLimit[], of: Pick<PersonLimit, 'userId' | 'propertyId' | 'currency'>): bigint | null =>
  limits.find(({ userId, propertyId, currency }) => userId === of.userId && propertyId === of.propertyId && currency === of.currency)?.max ?? null;

/** Sets it; null takes it away. */
export async function setPersonLimit(db: Queryable, { userId, propertyId, currency }: Omit<PersonLimit, 'max'>, max: bigint | null): Promise<void> {
  const which = [userId, propertyId, currency];
  if (max === null) await db.query('delete from person_refund_limit where user_id = $1 and property_id = $2 and currency = $3', which);
  else
    await db.query(
      `insert into person_refund_limit (user_id, property_id, currency, max_minor) values ($1, $2, $3, $4)
       on conflict (user_id, property_id, currency) do update set max_minor = excluded.max_minor`,
      [...which, max.toString()],
    );
}
