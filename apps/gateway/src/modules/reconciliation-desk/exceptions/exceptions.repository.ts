import type { z } from 'zod';
import type { ReconExceptionsQuery } from '@payport/contracts';
import type { PropertyId, ReconRelation, UserId } from '@payport/domain';
import type { Queryable } from '../../audit/index.ts';
import { SELECT_EXCEPTION, selectPair, type ExceptionRow, type PairRow } from './exception-rows.ts';

/** Worst first, then the oldest day; the id decides the rest, so that no line is shown twice or never. */
const RANK = `case x.severity when 'high' then 0 when 'medium' then 1 else 2 end`;
const NOT_ENDED = `x.state in ('open', 'assigned')`;
const PLACE = /^([0-2])\.(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/;

export interface SuggestionRow extends PairRow {
  readonly score: number;
  readonly why: readonly string[];
}

export interface EventRow {
  readonly at: Date;
  readonly by_id: string | null;
  readonly by_name: string | null;
  readonly kind: string;
  readonly comment: string | null;
  readonly attachment_id: string | null;
  readonly attachment_name: string | null;
  readonly attachment_size: number | null;
}

export interface DecisionRow {
  readonly id: string;
  readonly verdict: 'together' | 'apart';
  readonly reason: string;
  readonly made_at: Date;
  readonly made_by: string;
  readonly made_name: string;
}

/** Where a page ended. */
export const placeOf = (row: ExceptionRow): string => `${{ high: 0, medium: 1, low: 2 }[row.severity]}.${row.business_day}.${row.id}`;

export class ExceptionsRepository {
  constructor(private readonly db: Queryable) {}

  /** Null: the cursor is none of ours. */
  async list(
    propertyId: PropertyId,
    me: UserId,
    query: z.output<typeof ReconExceptionsQuery>,
    today: string,
  ): Promise<readonly ExceptionRow[] | null> {
    const place = query.cursor === undefined ? null : PLACE.exec(query.cursor);
    if (query.cursor !== undefined && place === null) return null;
    const values: unknown[] = [propertyId];
    const value = (given: unknown): string => `$${values.push(given)}`;
    const conditions = ['x.property_id = $1'];
    if (query.state !== 'all') conditions.push(query.state === 'open' ? NOT_ENDED : `not ${NOT_ENDED}`);
    if (query.day !== undefined) conditions.push(`x.business_day = ${value(query.day)}::date`);
    if (query.from !== undefined) conditions.push(`x.business_day >= ${value(query.from)}::date`);
    if (query.to !== undefined) conditions.push(`x.business_day <= ${value(query.to)}::date`);
    if (query.relation !== undefined) conditions.push(`x.relation = ${value(query.relation)}`);
    if (query.result !== undefined) conditions.push(`x.code = ${value(query.result)}`);
    if (query.severity !== undefined) conditions.push(`x.severity = ${value(query.severity)}`);
    if (query.owner !== undefined) conditions.push(query.owner === 'nobody' ? 'x.owner_id is null' : `x.owner_id = ${value(me)}::uuid`);
    if (query.waiting === 'overdue') conditions.push(`x.due_on < ${value(today)}::date and ${NOT_ENDED}`);
    if (query.waiting === 'second') conditions.push('q.id is not null');
    if (place !== null)
      conditions.push(`(${RANK}, x.business_day, x.id) > (${value(Number(place[1]))}::int, ${value(place[2])}::date, ${value(place[3])}::uuid)`);
    const text = `${SELECT_EXCEPTION} where ${conditions.join(' and ')} order by ${RANK}, x.business_day, x.id limit ${value(query.limit + 1)}`;
    return (await this.db.query<ExceptionRow>(text, values)).rows;
  }

  /** The newest line of each history. */
  async lastEvents(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const text = `
      select i.id, e.id::text as last from unnest($1::uuid[]) i (id)
      cross join lateral (select e.id from recon_event e where e.exception_id = i.id order by e.id desc limit 1) e`;
    const { rows } = await this.db.query<{ id: string; last: string }>(text, [ids]);
    return new Map(rows.map(({ id, last }) => [id, last]));
  }

  async countOpen(propertyId: PropertyId): Promise<number> {
    const text = `select count(*)::int as open from recon_exception x where x.property_id = $1 and ${NOT_ENDED}`;
    return (await this.db.query<{ open: number }>(text, [propertyId])).rows[0]?.open ?? 0;
  }

  /** Those of these that exist at the hotel, in the order of their ids. */
  async find(propertyId: PropertyId, ids: readonly string[]): Promise<readonly ExceptionRow[]> {
    return (
      await this.db.query<ExceptionRow>(`${SELECT_EXCEPTION} where x.property_id = $1 and x.id = any($2::uuid[]) order by x.id`, [propertyId, ids])
    ).rows;
  }

  /** The worst of a day that are not ended. */
  async worst(propertyId: PropertyId, day: string, limit: number): Promise<readonly ExceptionRow[]> {
    const text = `${SELECT_EXCEPTION} where x.property_id = $1 and x.business_day = $2::date and ${NOT_ENDED} order by ${RANK}, x.id limit $3`;
    return (await this.db.query<ExceptionRow>(text, [propertyId, day, limit])).rows;
  }

  async suggestions({ property_id, relation, ref }: ExceptionRow): Promise<readonly SuggestionRow[]> {
    // The left side is the one that the relation names first.
    const other = `recon_result_at(s.property_id, s.relation, split_part(s.relation, '_', case when s.left_ref = $3 then 2 else 1 end),
      case when s.left_ref = $3 then s.right_ref else s.left_ref end)`;
    const text = `
      select pair.*, s.score, s.why from recon_suggestion s join lateral (${selectPair(other)}) pair on true
      where s.property_id = $1 and s.relation = $2 and (s.left_ref = $3 or s.right_ref = $3)
      order by s.score desc, pair.ref limit 10`;
    return (await this.db.query<SuggestionRow>(text, [property_id, relation, ref])).rows;
  }

  /** Its lines, the side with fewer of them first, so that a part shows both. */
  async matched(propertyId: string, relation: ReconRelation, matchId: string, limit = 200): Promise<readonly PairRow[]> {
    const found = `select m.*, count(*) over (partition by m.side) as of_side from recon_result m
      where m.property_id = $1 and m.relation = $2 and m.match_id = $3 order by of_side, m.side, m.ref limit $4`;
    const text = `${selectPair(`(${found})`)} order by r.of_side, r.side, r.ref`;
    return (await this.db.query<PairRow>(text, [propertyId, relation, matchId, limit])).rows;
  }

  /** What a person decided about the line, if anybody did. */
  async decision({ property_id, relation, side, ref }: ExceptionRow): Promise<DecisionRow | null> {
    const text = `
      select m.id, m.verdict, m.reason, m.made_at, m.made_by, m.made_name from recon_match_member v join recon_match m on m.id = v.match_id
      where v.property_id = $1 and v.relation = $2 and v.side = $3 and v.ref = $4 and v.live order by m.id desc limit 1`;
    return (await this.db.query<DecisionRow>(text, [property_id, relation, side, ref])).rows[0] ?? null;
  }

  async events(id: string): Promise<readonly EventRow[]> {
    const text = `
      select e.at, e.by_id, e.by_name, e.kind, e.comment, e.attachment_id, a.name as attachment_name, a.size_bytes as attachment_size
      from recon_event e left join recon_attachment a on a.id = e.attachment_id where e.exception_id = $1 order by e.id limit 500`;
    return (await this.db.query<EventRow>(text, [id])).rows;
  }

  /** Who may own an exception of the hotel: whoever reconciles there. */
  async people(propertyId: PropertyId, roles: readonly string[]): Promise<readonly { readonly id: UserId; readonly name: string }[]> {
    const text = `
      select u.id, u.name from membership m join app_user u on u.id = m.user_id
      where m.property_id = $1 and m.role = any($2::text[]) order by u.name, u.id limit 200`;
    return (await this.db.query<{ id: UserId; name: string }>(text, [propertyId, roles])).rows;
  }
}
