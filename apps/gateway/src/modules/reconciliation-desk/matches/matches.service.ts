import type { ReconMatchMade, ReconMatchOrder } from '@payport/contracts';
import { formatAmount, uuidV7, type PropertyId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import { addDeskEvent } from '../desk-events.ts';
import { deskTransaction } from '../desk-lock.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { refuseCardNumber } from '../exceptions/exception-work.service.ts';
import { differenceOf, linesOf, type MatchLine, type MatchOrder } from './match-lines.ts';
import { toWeight, weightOf, type MatchWeight } from './match-weight.ts';

const MATCH =
  'insert into recon_match (id, property_id, relation, verdict, reason, made_at, made_by, made_name) values ($1, $2, $3, $4, $5, $6, $7, $8)';
const MEMBER = `
  insert into recon_match_member (match_id, property_id, relation, verdict, side, ref, amount_minor)
  select $1, $2, $3, $4, side, ref, amount from unnest($5::text[], $6::text[], $7::bigint[]) m (side, ref, amount)`;
const PROPOSE = `
  insert into recon_proposal (id, property_id, kind, relation, members, amount_minor, currency, reason, proposed_at, proposed_by, proposed_name)
  values ($1, $2, 'force_match', $3, $4, $5, $6, $7, $8, $9, $10)`;
const WAITING = `select from recon_proposal q where q.property_id = $1 and q.decided_at is null and q.members -> 'exceptions' ?| $2::text[] limit 1`;
/** Exceptions of these lines, whatever their state. */
const EXCEPTIONS = `
  select x.id, x.state from recon_exception x join unnest($3::text[], $4::text[]) m (side, ref) on m.side = x.side and m.ref = x.ref
  where x.property_id = $1 and x.relation = $2`;
const END = `update recon_exception set state = 'resolved', ended_as = 'person', ended_at = $2 where id = $1`;
const OPEN_AGAIN = `
  update recon_exception set state = case when owner_id is null then 'open' else 'assigned' end, ended_as = null, ended_at = null where id = $1`;
const UNDO = 'update recon_match set undone_at = $2, undone_by = $3, undone_name = $4, undone_why = $5 where id = $1';
const MADE = `
  select m.relation, m.verdict, m.undone_at, bool_and(coalesce(d.state = 'closed' and d.closed_at >= m.made_at, false)) as closed, array_agg(v.side order by v.side, v.ref) as sides,
    array_agg(v.ref order by v.side, v.ref) as refs
  from recon_match m join recon_match_member v on v.match_id = m.id
  left join lateral recon_result_at(m.property_id, m.relation, v.side, v.ref) r on true
  left join recon_day d on (d.property_id, d.business_day) = (r.property_id, r.business_day)
  where m.property_id = $1 and m.id = $2 group by m.id`;

interface MadeRow {
  readonly relation: ReconMatchOrder['relation'];
  readonly verdict: 'together' | 'apart';
  readonly undone_at: Date | null;
  readonly closed: boolean;
  readonly sides: readonly string[];
  readonly refs: readonly string[];
}

/** What people decide about lines: that they belong together, or never do. */
export class MatchesService {
  constructor(private readonly ports: DeskPorts) {}

  /** A look changes nothing and tells what the match would weigh. @throws ProblemError */
  async decide(user: PortalUser, propertyId: PropertyId, { reason = '', look = false, ...order }: ReconMatchOrder): Promise<ReconMatchMade> {
    refuseCardNumber(reason, '/reason');
    const work = async (db: PoolClient): Promise<ReconMatchMade> => {
      const lines = await linesOf(db, propertyId, order);
      const weight = await weightOf(db, propertyId, order, lines);
      const difference = formatAmount(differenceOf(order.relation, lines), weight.currency);
      const told = { matchId: null, proposalId: null, difference, weight: order.verdict === 'together' ? toWeight(weight) : null };
      if (look) return told;
      if (weight.second) return { ...told, proposalId: await this.propose(db, user, propertyId, order, lines, weight, reason) };
      return { ...told, matchId: await this.make(db, user, propertyId, order, lines, reason) };
    };
    // A look waits for nobody: the decision weighs all of it again, under the hotel's lock.
    const made = await (look ? inTransaction(this.ports.pool, work) : deskTransaction(this.ports.pool, propertyId, work));
    if (made.matchId !== null) this.ports.wake(propertyId);
    return made;
  }

  /** Writes the decision and ends what it explains. Under the desk's lock, by whoever has checked the lines. */
  async make(db: PoolClient, user: PortalUser, propertyId: string, order: MatchOrder, lines: readonly MatchLine[], reason: string): Promise<string> {
    const { clock, random, audit } = this.ports;
    const id = uuidV7(clock, random);
    const at = this.now();
    const { relation, verdict } = order;
    await db.query(MATCH, [id, propertyId, relation, verdict, reason, at, user.id, user.name]);
    const sides = lines.map(({ side }) => side);
    const refs = lines.map(({ ref }) => ref);
    await db.query(MEMBER, [id, propertyId, relation, verdict, sides, refs, lines.map(({ amount_minor }) => amount_minor)]);
    for (const { id: exceptionId, state } of await exceptionsOf(db, propertyId, relation, sides, refs)) {
      const ends = verdict === 'together' && (state === 'open' || state === 'assigned');
      if (ends) await db.query(END, [exceptionId, at]);
      const kind = verdict === 'together' ? 'matched' : 'parted';
      await addDeskEvent(db, {
        propertyId,
        exceptionId,
        matchId: id,
        at,
        by: user,
        kind,
        from: state,
        to: ends ? 'resolved' : state,
        comment: reason,
      });
    }
    await audit.add(db, {
      by: user,
      propertyId: propertyId as PropertyId,
      action: verdict === 'together' ? 'reconciliation.matched' : 'reconciliation.parted',
      subject: id,
      after: { relation, lines: lines.length, reason },
    });
    return id;
  }

  /** @throws ProblemError `recon-match-undone`, `recon-day-closed`, `not-found` */
  async undo(user: PortalUser, propertyId: PropertyId, matchId: string, reason: string): Promise<ReconMatchMade> {
    refuseCardNumber(reason, '/reason');
    await deskTransaction(this.ports.pool, propertyId, async (db) => {
      const made = (await db.query<MadeRow>(MADE, [propertyId, matchId])).rows[0];
      if (made === undefined) throw new ProblemError('not-found');
      if (made.undone_at !== null) throw new ProblemError('recon-match-undone');
      if (made.closed) throw new ProblemError('recon-day-closed');
      const at = this.now();
      await db.query(UNDO, [matchId, at, user.id, user.name, reason]);
      for (const { id: exceptionId, state } of await exceptionsOf(db, propertyId, made.relation, made.sides, made.refs)) {
        const opens = made.verdict === 'together' && state === 'resolved';
        if (opens) await db.query(OPEN_AGAIN, [exceptionId]);
        const event = { propertyId, exceptionId, matchId, at, by: user, kind: 'undone', from: state, to: opens ? 'open' : state, comment: reason };
        await addDeskEvent(db, event);
      }
      await this.ports.audit.add(db, { by: user, propertyId, action: 'reconciliation.undone', subject: matchId, after: { reason } });
    });
    this.ports.wake(propertyId);
    return { matchId, proposalId: null, difference: '0.00', weight: null };
  }

  private async propose(
    db: PoolClient,
    user: PortalUser,
    propertyId: PropertyId,
    order: MatchOrder,
    lines: readonly MatchLine[],
    { minor, currency, basis }: MatchWeight,
    reason: string,
  ): Promise<string> {
    const { clock, random, audit } = this.ports;
    const sides = lines.map(({ side }) => side);
    const refs = lines.map(({ ref }) => ref);
    const exceptions = await exceptionsOf(db, propertyId, order.relation, sides, refs);
    const ids = exceptions.map(({ id }) => id);
    if (((await db.query(WAITING, [propertyId, ids])).rowCount ?? 0) > 0) throw new ProblemError('recon-lines-taken');
    const id = uuidV7(clock, random);
    const at = this.now();
    const members = JSON.stringify({ exceptions: ids, members: lines.map(({ side, ref }) => ({ side, ref })), groups: order.groups, basis });
    await db.query(PROPOSE, [id, propertyId, order.relation, members, minor, currency, reason, at, user.id, user.name]);
    for (const { id: exceptionId, state } of exceptions)
      await addDeskEvent(db, { propertyId, exceptionId, at, by: user, kind: 'force_match_proposed', from: state, to: state, comment: reason });
    await audit.add(db, {
      by: user,
      propertyId,
      action: 'reconciliation.force_match_proposed',
      subject: id,
      after: { stake: formatAmount(minor, currency), currency, reason },
    });
    return id;
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }
}

async function exceptionsOf(
  db: PoolClient,
  propertyId: string,
  relation: string,
  sides: readonly string[],
  refs: readonly string[],
): Promise<readonly { readonly id: string; readonly state: string }[]> {
  return (await db.query<{ id: string; state: string }>(EXCEPTIONS, [propertyId, relation, sides, refs])).rows;
}
