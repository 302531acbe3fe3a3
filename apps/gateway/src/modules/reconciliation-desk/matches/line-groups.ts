import type { PortalReconLineGroup, ReconLineGroup } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { Queryable } from '../../audit/index.ts';

/** As far from its day as the matching looks for a credit that names its registry. */
const BEFORE_DAYS = 31;
/** Days of merchants that are offered at most. */
const MOST = 8;
const DAY_MS = 86_400_000;

/** Lines of the registries that no credit has paid, with the merchant that each names or its terminal has. $1 property. */
const FREE = `
  select r.ref, r.business_day, r.currency, r.amount_minor, coalesce(l.mid, t.mid, '') as merchant
  from recon_line r
  left join lateral (
    select max(l.mid) as mid, max(l.tid) as tid from registry_line l join bank_file f on f.id = l.file_id and f.state = 'taken'
    where l.property_id = r.property_id and l.identity = r.ref collate "default") l on true
  left join lateral (select min(t.mid) as mid from terminal t where t.property_id = r.property_id and t.tid = l.tid) t on true
  where r.property_id = $1 and r.relation = 'bank_statement' and r.side = 'bank' and r.match_id is null
    and r.result in ('expected', 'missing_in_statement')`;
const GROUPS = `
  select merchant, business_day::text as day, count(*)::int as count, sum(amount_minor)::text as minor
  from (${FREE} and r.currency = $2 and r.business_day between $3::date - ${BEFORE_DAYS} and $3::date + 1) f group by 1, 2`;
const MEMBERS = `
  select f.ref from (${FREE}) f join unnest($2::text[], $3::date[]) g (merchant, day) on g.merchant = f.merchant and g.day = f.business_day order by f.ref`;
/** Whom the purpose of the credit names. */
const NAMED = `
  select max(l.acquiring ->> 'mid') as mid from statement_entry l join bank_file f on f.id = l.file_id and f.state = 'taken'
  where l.property_id = $1 and l.identity = $2`;

interface GroupRow {
  readonly merchant: string;
  readonly day: string;
  readonly count: number;
  readonly minor: string;
}
interface Credit {
  readonly property_id: string;
  readonly ref: string;
  readonly business_day: string;
  readonly amount_minor: string;
  readonly currency: string;
}

/** Whole days of merchants that a credit may pay, the likeliest first. Nothing is picked: a person may. */
export async function groupsFor(db: Queryable, credit: Credit): Promise<PortalReconLineGroup[]> {
  const { property_id: propertyId, ref, business_day: day, amount_minor: minor, currency } = credit;
  const { rows } = await db.query<GroupRow>(GROUPS, [propertyId, currency, day]);
  if (rows.length === 0) return [];
  const named = (await db.query<{ mid: string | null }>(NAMED, [propertyId, ref])).rows[0]?.mid ?? null;
  return rows
    .filter(({ merchant }) => named === null || merchant === '' || merchant === named)
    .map((row) => {
      const why = [
        ...(named !== null && row.merchant === named ? ['merchant'] : []),
        ...(row.minor === minor ? ['amount'] : []),
        ...(row.day === day ? ['day'] : []),
      ];
      const apart = Math.abs(Date.parse(day) - Date.parse(row.day)) / DAY_MS;
      const score = (why.includes('merchant') ? 40 : 20) + (why.includes('amount') ? 40 : 0) + Math.max(0, 15 - Math.round(apart));
      return { merchant: row.merchant, day: row.day, count: row.count, amount: formatAmount(BigInt(row.minor), currency), currency, score, why };
    })
    .toSorted((a, b) => b.score - a.score || b.day.localeCompare(a.day) || a.merchant.localeCompare(b.merchant))
    .slice(0, MOST);
}

/** The lines of these days, as they stand now. */
export async function linesOfGroups(db: Queryable, propertyId: string, groups: readonly ReconLineGroup[]): Promise<{ side: 'bank'; ref: string }[]> {
  if (groups.length === 0) return [];
  const values = [propertyId, groups.map(({ merchant }) => merchant), groups.map(({ day }) => day)];
  return (await db.query<{ ref: string }>(MEMBERS, values)).rows.map(({ ref }) => ({ side: 'bank', ref }));
}
