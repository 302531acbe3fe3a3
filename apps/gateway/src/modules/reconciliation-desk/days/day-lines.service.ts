import type { PortalReconLine, PortalReconLines, ReconLinesQuery } from '@payport/contracts';
import { RECON_RELATIONS, RECON_SIDES, type PropertyId, type ReconRelation } from '@payport/domain';
import type { Pool } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import { differencesOf, toPair, type PairRow } from '../exceptions/exception-rows.ts';
import { lineLook } from '../line-look-sql.ts';

export interface LineRow extends PairRow {
  readonly relation: ReconRelation;
  readonly deadline: string | null;
  readonly detail: unknown;
  readonly exception_id: string | null;
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
    looked.look, x.id as exception_id
  from page r
  left join recon_exception x on (x.property_id, x.relation, x.side, x.ref) = (r.property_id, r.relation, r.side, r.ref)
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
    const { rows } = await this.pool.query<LineRow>(SELECT(conditions.join(' and '), value(query.limit + 1)), values);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return { data: page.map(toLine), nextCursor: rows.length > query.limit && last !== undefined ? placeOf(last) : null };
  }
}

export const toLine = (row: LineRow): PortalReconLine => ({
  ...toPair(row),
  relation: row.relation,
  deadline: row.deadline,
  differences: differencesOf(row.detail),
  exceptionId: row.exception_id,
});
