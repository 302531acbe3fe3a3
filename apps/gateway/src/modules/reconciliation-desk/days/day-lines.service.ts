import {
  MAX_RECON_MEMBERS,
  type PortalReconDayLine,
  type PortalReconLine,
  type PortalReconLines,
  type PortalReconMatch,
  type ReconLinesQuery,
} from '@payport/contracts';
import { RECON_RELATIONS, RECON_SIDES, type PropertyId, type ReconRelation } from '@payport/domain';
import type { Pool } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import { differencesOf, toPair, type PairRow } from '../exceptions/exception-rows.ts';
import { ExceptionsRepository } from '../exceptions/exceptions.repository.ts';
import { lineLook } from '../line-look-sql.ts';

export interface LineRow extends PairRow {
  readonly relation: ReconRelation;
  readonly deadline: string | null;
  readonly detail: unknown;
  readonly exception_id: string | null;
}
interface DayLineRow extends LineRow {
  readonly match_id: string | null;
  readonly decision: PortalReconDayLine['decision'];
  readonly day_closed: boolean;
}

/** Where a page ended: the relation and the side are words of ours, the rest is the line. */
const PLACE = new RegExp(`^(${RECON_RELATIONS.join('|')})\\.(${RECON_SIDES.join('|')})\\.(.{1,500})$`, 'su');
const placeOf = ({ relation, side, ref }: LineRow): string => `${relation}.${side}.${ref}`;

/** What looks a line up is done for the page only, not for the whole day. */
const SELECT = (conditions: string, limit: string): string => `
  with page as (
    select * from recon_result r where ${conditions} order by r.relation collate "C", r.side collate "C", r.ref collate "C" limit ${limit}
  )
  select r.relation, r.side, r.ref, r.business_day::text, r.amount_minor::text, r.currency, r.result, r.rung, r.deadline::text, r.detail,
    looked.look, x.id as exception_id, r.match_id, made.decision, coalesce(d.state = 'closed', false) as day_closed
  from page r
  left join recon_exception x on (x.property_id, x.relation, x.side, x.ref) = (r.property_id, r.relation, r.side, r.ref)
  left join recon_day d on (d.property_id, d.business_day) = (r.property_id, r.business_day)
  left join lateral (
    select json_build_object('matchId', m.id, 'verdict', m.verdict, 'reason', m.reason, 'by', m.made_name) as decision
    from recon_match_member v join recon_match m on m.id = v.match_id
    where v.property_id = r.property_id and v.relation = r.relation and v.side = r.side and v.ref = r.ref collate "default" and v.live
    order by m.id desc limit 1
  ) made on true
  ${lineLook('r')}
  order by r.relation collate "C", r.side collate "C", r.ref collate "C"`;

/** The lines behind the figures of a day, as the matching sees them now; what a closed day was frozen with is its act. */
export class DayLinesService {
  constructor(private readonly pool: Pool) {}

  /** @throws ProblemError `validation-failed` for a cursor that is none */
  async list(propertyId: PropertyId, day: string, query: ReconLinesQuery): Promise<PortalReconLines> {
    const place = query.cursor === undefined ? null : PLACE.exec(query.cursor);
    if (query.cursor !== undefined && place === null)
      throw new ProblemError('validation-failed', { errors: [{ pointer: '/cursor', code: 'cursor', message: '' }] });
    const values: unknown[] = [propertyId, day];
    const value = (given: unknown): string => `$${values.push(given)}`;
    const conditions = ['r.property_id = $1', 'r.business_day = $2::date'];
    for (const field of ['relation', 'side', 'result'] as const) {
      const wanted = query[field];
      if (wanted !== undefined) conditions.push(`r.${field} = ${value(wanted)}`);
    }
    if (place !== null)
      conditions.push(
        `(r.relation collate "C", r.side collate "C", r.ref collate "C") > (${value(place[1])}, ${value(place[2])}, ${value(place[3])})`,
      );
    const { rows } = await this.pool.query<DayLineRow>(SELECT(conditions.join(' and '), value(query.limit + 1)), values);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return { data: page.map(toDayLine), nextCursor: rows.length > query.limit && last !== undefined ? placeOf(last) : null };
  }

  /** The lines of a match as it stands now. @throws ProblemError `not-found` */
  async match(propertyId: PropertyId, relation: ReconRelation, matchId: string): Promise<PortalReconMatch> {
    const rows = await new ExceptionsRepository(this.pool).matched(propertyId, relation, matchId, MAX_RECON_MEMBERS + 1);
    if (rows.length === 0) throw new ProblemError('not-found');
    return { members: rows.slice(0, MAX_RECON_MEMBERS).map(toPair), more: rows.length > MAX_RECON_MEMBERS };
  }
}

export const toLine = (row: LineRow): PortalReconLine => ({
  ...toPair(row),
  relation: row.relation,
  deadline: row.deadline,
  differences: differencesOf(row.detail),
  exceptionId: row.exception_id,
});

const toDayLine = (row: DayLineRow): PortalReconDayLine => ({
  ...toLine(row),
  matchId: row.match_id,
  decision: row.decision,
  dayClosed: row.day_closed,
});
