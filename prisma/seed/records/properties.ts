import type { PropertyId } from '@payport/domain';
import type { PoolClient } from 'pg';
import type { DemoPlan } from '../demo-plan.ts';
import { stableId } from '../stable-id.ts';
import type { SeededProperty } from './seeded.ts';

/** Names stay as people have changed them since; what the simulated bank needs follows the plan. */
const UPSERT = `
  insert into property (id, name, legal_entity, inn, kpp, night_audit_hour, city, time_zone, currency, currencies, demo)
  select id, name, legal_entity, inn, kpp, night_audit_hour, city, time_zone, currency, array[currency], true
  from jsonb_to_recordset($1) as x(
    id uuid, name text, legal_entity text, inn text, kpp text, night_audit_hour smallint, city text, time_zone text, currency text)
  on conflict (id) do update set time_zone = excluded.time_zone, currency = excluded.currency, demo = true`;

export async function seedProperties(db: PoolClient, plan: DemoPlan): Promise<readonly SeededProperty[]> {
  const properties = plan.properties.map((property) => ({ ...property, id: stableId('property', property.key) as PropertyId }));
  const rows = properties.map(({ id, name, legalEntity, inn, kpp, nightAuditHour, city, timeZone, currency }) => ({
    id,
    name,
    legal_entity: legalEntity,
    inn,
    kpp,
    night_audit_hour: nightAuditHour,
    city,
    time_zone: timeZone,
    currency,
  }));
  await db.query(UPSERT, [JSON.stringify(rows)]);
  return properties;
}
