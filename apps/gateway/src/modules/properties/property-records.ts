import {
  LIMITED_ROLES,
  type ChecklistKey,
  type LimitedRole,
  type NewProperty,
  type PropertyLimit,
  type Role,
  type RoleRefundLimit,
} from '@payport/contracts';
import { formatAmount, parseAmount, uuidV7, type Clock, type PropertyId, type Random, type UserId } from '@payport/domain';
import type { Queryable } from '../audit/index.ts';

export interface PropertyFacts {
  readonly name: string;
  readonly legalEntity: string | null;
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly city: string | null;
  readonly timeZone: string;
  readonly currency: string;
  readonly currencies: readonly string[];
  readonly limits: readonly PropertyLimit[];
  readonly refundLimits: readonly RoleRefundLimit[];
  readonly nightAuditHour: number | null;
  readonly confirmBySeconds: number;
  readonly secondFactorRoles: readonly Role[];
}

export interface PropertyRow extends Omit<PropertyFacts, 'limits' | 'refundLimits'> {
  readonly id: PropertyId;
  readonly demo: boolean;
  readonly role: Role;
  readonly terminals: number;
  readonly people: number;
  readonly done: Readonly<Record<ChecklistKey, boolean>>;
  readonly limits: readonly { readonly currency: string; readonly maxSale: string | null; readonly maxRefund: string | null }[];
  readonly refundLimits: readonly RoleRefundLimit[];
  /** Limits of refunds of the asking person alone, minor units. */
  readonly own: readonly { readonly currency: string; readonly minor: string }[];
}

const INSERT = `
  insert into property (id, name, legal_entity, city, time_zone, currency, currencies) values ($1, $2, $3, $4, $5, $6, array[$6])`;

/** Every step of the beginning is looked up in what is really there; nobody ticks anything off. */
const DONE: Readonly<Record<ChecklistKey, string>> = {
  legal: 'p.legal_entity is not null and p.inn is not null',
  terminal: 'exists (select from terminal t where t.property_id = p.id and t.enabled)',
  link: 'exists (select from terminal t where t.property_id = p.id and t.enabled and t.offline_since is null and t.last_seen_at is not null)',
  workstation: 'exists (select from workstation_default w where w.property_id = p.id)',
  apiKey: 'exists (select from api_key k where k.property_id = p.id and k.revoked_at is null and k.ends_at is null)',
  firstPayment: `exists (select from payment y where y.property_id = p.id and y.status = 'approved' and y.kind = 'sale')`,
  dayEnd: 'p.night_audit_hour is not null',
  secondPerson: `exists (select from membership o where o.property_id = p.id and o.user_id <> m.user_id)
    or exists (select from invitation_grant g join one_time_link l on l.id = g.link_id
      where g.property_id = p.id and l.ended_at is null and l.expires_at > $2)`,
};

const SELECT = `
  select p.id, p.name, p.legal_entity as "legalEntity", p.inn, p.kpp, p.city, p.time_zone as "timeZone", p.currency, p.currencies,
    p.night_audit_hour as "nightAuditHour", p.confirm_by_seconds as "confirmBySeconds",
    p.second_factor_roles as "secondFactorRoles", p.demo, m.role,
    (select count(*)::int from terminal t where t.property_id = p.id) as terminals,
    (select count(*)::int from membership o where o.property_id = p.id) as people,
    json_build_object(${Object.entries(DONE)
      .map(([key, condition]) => `'${key}', (${condition})`)
      .join(', ')}) as done,
    coalesce((
      select json_agg(json_build_object('currency', l.currency, 'maxSale', l.max_sale_minor::text, 'maxRefund', l.max_refund_minor::text))
      from property_limit l where l.property_id = p.id
    ), '[]') as limits,
    coalesce((
      select json_agg(json_build_object('role', r.role, 'currency', r.currency, 'max', r.max_minor::text)) from refund_limit r where r.property_id = p.id
    ), '[]') as "refundLimits",
    coalesce((
      select json_agg(json_build_object('currency', o.currency, 'minor', o.max_minor::text))
      from person_refund_limit o where o.property_id = p.id and o.user_id = m.user_id
    ), '[]') as own
  from property p join membership m on m.property_id = p.id
  where m.user_id = $1`;

/** A hotel with nothing but its facts. */
export async function insertProperty(db: Queryable, world: { clock: Pick<Clock, 'now'>; random: Random }, hotel: NewProperty): Promise<PropertyId> {
  const id = uuidV7(world.clock, world.random) as PropertyId;
  await db.query(INSERT, [id, hotel.name, hotel.legalEntity ?? null, hotel.city ?? null, hotel.timeZone, hotel.currency]);
  return id;
}

/** The hotels of a person, by name. */
export async function propertiesOf(db: Queryable, userId: UserId, now: Date): Promise<readonly PropertyRow[]> {
  const { rows } = await db.query<PropertyRow>(`${SELECT} order by p.name, p.id`, [userId, now]);
  return rows.map(withLimits);
}

export async function propertyOf(db: Queryable, userId: UserId, id: PropertyId, now: Date): Promise<PropertyRow | null> {
  const { rows } = await db.query<PropertyRow>(`${SELECT} and p.id = $3`, [userId, now, id]);
  const [row] = rows;
  return row ? withLimits(row) : null;
}

/** One line for each accepted currency, the main one first, in decimals. */
function withLimits(row: PropertyRow): PropertyRow {
  const currencies = [row.currency, ...row.currencies.filter((currency) => currency !== row.currency)];
  const shown = (minor: string | null | undefined, currency: string) => (minor == null ? null : formatAmount(BigInt(minor), currency));
  const limits = currencies.map((currency) => {
    const limit = row.limits.find((other) => other.currency === currency);
    return { currency, maxSale: shown(limit?.maxSale, currency), maxRefund: shown(limit?.maxRefund, currency) };
  });
  const refundLimits = roleLimits(currencies, (role, currency) =>
    shown(row.refundLimits.find((limit) => limit.role === role && limit.currency === currency)?.max, currency),
  );
  return { ...row, currencies, limits, refundLimits };
}

/** One line for each role and currency. */
export const roleLimits = (currencies: readonly string[], max: (role: LimitedRole, currency: string) => string | null): readonly RoleRefundLimit[] =>
  currencies.flatMap((currency) => LIMITED_ROLES.map((role) => ({ role, currency, max: max(role, currency) })));

const COLUMNS: Readonly<Record<Exclude<keyof PropertyFacts, 'limits' | 'refundLimits'>, string>> = {
  name: 'name',
  legalEntity: 'legal_entity',
  inn: 'inn',
  kpp: 'kpp',
  city: 'city',
  timeZone: 'time_zone',
  currency: 'currency',
  currencies: 'currencies',
  nightAuditHour: 'night_audit_hour',
  confirmBySeconds: 'confirm_by_seconds',
  secondFactorRoles: 'second_factor_roles',
};
const isColumn = (field: string): field is keyof typeof COLUMNS => field in COLUMNS;

/** Takes turns with everybody who changes this hotel. */
export async function lockProperty(db: Queryable, id: PropertyId): Promise<void> {
  await db.query('select from property where id = $1 for no key update', [id]);
}

/** Writes the named facts. Limits, and those of roles, are replaced as a whole. */
export async function writeFacts(db: Queryable, id: PropertyId, facts: Partial<PropertyFacts>): Promise<void> {
  const { limits, refundLimits, ...plain } = facts;
  const fields = Object.entries(plain).filter(([field]) => isColumn(field));
  const set = fields.map(([field], i) => `${isColumn(field) ? COLUMNS[field] : ''} = $${i + 2}`);
  await db.query(`update property set ${[...set, 'updated_at = now()'].join(', ')} where id = $1`, [id, ...fields.map(([, value]) => value)]);
  if (refundLimits) await writeRoleLimits(db, id, refundLimits);
  if (!limits) return;
  await db.query('delete from property_limit where property_id = $1', [id]);
  for (const { currency, maxSale, maxRefund } of limits) {
    if (maxSale === null && maxRefund === null) continue;
    const text = 'insert into property_limit (property_id, currency, max_sale_minor, max_refund_minor) values ($1, $2, $3, $4)';
    await db.query(text, [id, currency, minorOf(maxSale, currency), minorOf(maxRefund, currency)]);
  }
}

async function writeRoleLimits(db: Queryable, id: PropertyId, limits: readonly RoleRefundLimit[]): Promise<void> {
  await db.query('delete from refund_limit where property_id = $1', [id]);
  const set = limits.filter(({ max }) => max !== null);
  const text = `insert into refund_limit (property_id, role, currency, max_minor)
    select $1, role, currency, minor from unnest($2::text[], $3::text[], $4::bigint[]) as l (role, currency, minor)`;
  await db.query(text, [
    id,
    set.map(({ role }) => role),
    set.map(({ currency }) => currency),
    set.map(({ max, currency }) => minorOf(max, currency)),
  ]);
}

/** A limit of nothing: no amount of a payment, but a limit of a role. */
export const isZeroText = (text: string): boolean => /^0+([.]0+)?$/.test(text);

function minorOf(text: string | null, currency: string): bigint | null {
  if (text === null) return null;
  if (isZeroText(text)) return 0n;
  const amount = parseAmount(text, currency);
  if (!amount.ok) throw new Error('a limit that the contract let through is no amount');
  return amount.value;
}
