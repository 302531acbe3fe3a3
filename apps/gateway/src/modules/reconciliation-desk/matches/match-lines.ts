import type { ReconMatchOrder } from '@payport/contracts';
import type { ReconSide } from '@payport/domain';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import { linesOfGroups } from './line-groups.ts';

export interface MatchLine {
  readonly side: ReconSide;
  readonly ref: string;
  readonly business_day: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly match_id: string | null;
  readonly result: string;
  readonly day_closed: boolean;
  /** Its exception came, or stayed, after whatever close: somebody has to explain it. */
  readonly excepted: boolean;
}

const LINES = `
  select r.side, r.ref, r.business_day::text, r.amount_minor::text, r.currency, r.match_id, r.result, coalesce(d.state = 'closed', false) as day_closed,
    exists (select from recon_exception x where (x.property_id, x.relation, x.side, x.ref) = (r.property_id, r.relation, r.side, r.ref)
      and x.ended_at is null) as excepted
  from unnest($3::text[], $4::text[]) wanted (side, ref)
  join lateral recon_result_at($1, $2, wanted.side, wanted.ref) r on true
  left join recon_day d on (d.property_id, d.business_day) = (r.property_id, r.business_day)`;
/** Lines of a match that are not among these: it would be torn apart without a word. */
const OTHERS = `
  select from recon_result r where r.property_id = $1 and r.relation = $2 and r.match_id = any($3::uuid[])
    and not exists (select from unnest($4::text[], $5::text[]) wanted (side, ref) where wanted.side = r.side and wanted.ref = r.ref) limit 1`;
const DECIDED = `
  select from recon_match_member v join unnest($3::text[], $4::text[]) wanted (side, ref) on wanted.side = v.side and wanted.ref = v.ref
  where v.property_id = $1 and v.relation = $2 and v.live and v.verdict = 'together' limit 1`;

export type MatchOrder = Omit<ReconMatchOrder, 'reason' | 'look'>;

/** The left side is the one that the relation names first. */
export const sidesOf = (relation: MatchOrder['relation']): readonly [ReconSide, ReconSide] => relation.split('_') as [ReconSide, ReconSide];

/**
 * The lines of an order as they stand now.
 * @throws ProblemError `validation-failed` where a line is not there or the sides do not fit, `recon-lines-taken`,
 * `recon-day-closed` where every line is of a closed day and explained
 */
export async function linesOf(db: PoolClient, propertyId: string, order: MatchOrder): Promise<readonly MatchLine[]> {
  const { relation, verdict, groups = [] } = order;
  const ofGroups = await linesOfGroups(db, propertyId, groups);
  const named = new Set(ofGroups.map(({ ref }) => ref));
  const members = [...ofGroups, ...order.members.filter(({ side, ref }) => side !== 'bank' || !named.has(ref))];
  const sides = members.map(({ side }) => side);
  const refs = members.map(({ ref }) => ref);
  const wrong = (code: string): ProblemError => new ProblemError('validation-failed', { errors: [{ pointer: '/members', code, message: '' }] });
  const [left, right] = sidesOf(relation);
  if (sides.some((side) => side !== left && side !== right)) throw wrong('side');
  if (!sides.includes(left) || !sides.includes(right)) throw wrong('one_side');
  const { rows } = await db.query<MatchLine>(LINES, [propertyId, relation, sides, refs]);
  if (rows.length !== members.length) throw wrong('line');
  if (new Set(rows.map(({ currency }) => currency)).size > 1) throw wrong('currency');
  if (rows.every(({ day_closed, excepted }) => day_closed && !excepted)) throw new ProblemError('recon-day-closed');
  if (verdict === 'together') {
    const matches = rows.flatMap(({ match_id }) => (match_id === null ? [] : [match_id]));
    const taken =
      ((await db.query(DECIDED, [propertyId, relation, sides, refs])).rowCount ?? 0) > 0 ||
      ((await db.query(OTHERS, [propertyId, relation, matches, sides, refs])).rowCount ?? 0) > 0;
    if (taken) throw new ProblemError('recon-lines-taken');
  }
  return rows;
}

/** Left less right, minor units. */
export function differenceOf(relation: MatchOrder['relation'], lines: readonly MatchLine[]): bigint {
  const [left] = sidesOf(relation);
  return lines.reduce((sum, { side, amount_minor }) => sum + (side === left ? BigInt(amount_minor) : -BigInt(amount_minor)), 0n);
}
