import type { ReconLineGroup, ReconMatchWeight } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { Queryable } from '../../audit/index.ts';
import { needsSecondPerson, secondPersonAboveMajor } from '../settings/second-person.ts';
import { groupsFor, linesOfGroups } from './line-groups.ts';
import { differenceOf, sidesOf, type MatchLine, type MatchOrder } from './match-lines.ts';

const SUGGESTED = 'select from recon_suggestion s where (s.property_id, s.relation, s.left_ref, s.right_ref) = ($1, $2, $3, $4)';

export interface MatchWeight {
  readonly minor: bigint;
  readonly currency: string;
  readonly basis: ReconMatchWeight['basis'];
  readonly second: boolean;
}

const size = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
const most = (sums: readonly bigint[]): bigint => sums.reduce((a, b) => (a > b ? a : b), 0n);

/**
 * What of a match is held against the hotel's limit. The matching itself vouches for what it has suggested: there only the difference
 * is a person's word. Whatever else is put together is that as a whole, however well its sums fit: the larger side, each line without
 * its sign, so that no refund hides a sale.
 */
export async function weightOf(db: Queryable, propertyId: string, order: MatchOrder, lines: readonly MatchLine[]): Promise<MatchWeight> {
  const currency = lines[0]?.currency ?? '';
  const suggested = await wasSuggested(db, propertyId, order, lines);
  const difference = size(differenceOf(order.relation, lines));
  const sums = sidesOf(order.relation).map((side) => sumOf(lines.filter((line) => line.side === side)));
  const minor = suggested ? difference : most([difference, ...sums]);
  const second = order.verdict === 'together' && needsSecondPerson(minor, currency, await secondPersonAboveMajor(db, propertyId));
  return { minor, currency, basis: suggested ? 'difference' : 'whole', second };
}

export const toWeight = ({ minor, currency, basis, second }: MatchWeight): ReconMatchWeight => ({
  stake: formatAmount(minor, currency),
  currency,
  basis,
  second,
});

const sumOf = (lines: readonly MatchLine[]): bigint => lines.reduce((sum, { amount_minor }) => sum + size(BigInt(amount_minor)), 0n);

/** One line of each side that are a likely pair, or a credit with whole days that it is offered, and nothing besides. */
async function wasSuggested(db: Queryable, propertyId: string, { relation, groups }: MatchOrder, lines: readonly MatchLine[]): Promise<boolean> {
  const [left, right] = sidesOf(relation);
  const ours = lines.filter(({ side }) => side === left);
  const theirs = lines.filter(({ side }) => side === right);
  const [one] = ours;
  const [other] = theirs;
  if (one === undefined || other === undefined || theirs.length !== 1) return false;
  if (groups !== undefined && groups.length > 0) return offered(db, propertyId, groups, ours, other);
  return ours.length === 1 && ((await db.query(SUGGESTED, [propertyId, relation, one.ref, other.ref])).rowCount ?? 0) > 0;
}

async function offered(
  db: Queryable,
  propertyId: string,
  groups: readonly ReconLineGroup[],
  ours: readonly MatchLine[],
  credit: MatchLine,
): Promise<boolean> {
  const days = await groupsFor(db, { ...credit, property_id: propertyId });
  if (!groups.every((group) => days.some(({ merchant, day }) => merchant === group.merchant && day === group.day))) return false;
  const refs = new Set((await linesOfGroups(db, propertyId, groups)).map(({ ref }) => ref));
  return refs.size === ours.length && ours.every(({ ref }) => refs.has(ref));
}
