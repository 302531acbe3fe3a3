import { PERMISSIONS, mayDo, type PortalReconExceptionDetail, type PortalReconExceptions, type ReconExceptionsQuery } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { hotelToday } from '../days/hotel-today.ts';
import { groupsFor } from '../matches/line-groups.ts';
import { secondPersonAboveMajor } from '../settings/second-person.ts';
import { toException, toPair } from './exception-rows.ts';
import { ExceptionsRepository, placeOf, type DecisionRow, type EventRow } from './exceptions.repository.ts';

/** What people see of exceptions. */
export class ExceptionsService {
  private readonly repository: ExceptionsRepository;

  constructor(private readonly ports: Pick<DeskPorts, 'pool' | 'clock'>) {
    this.repository = new ExceptionsRepository(ports.pool);
  }

  /** @throws ProblemError `validation-failed` for a cursor that is none */
  async list(user: PortalUser, propertyId: PropertyId, query: ReconExceptionsQuery): Promise<PortalReconExceptions> {
    const { pool, clock } = this.ports;
    const today = (await hotelToday(pool, propertyId, clock)).today;
    const rows = await this.repository.list(propertyId, user.id, query, today);
    if (rows === null) throw new ProblemError('validation-failed', { errors: [{ pointer: '/cursor', code: 'cursor', message: '' }] });
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      data: page.map((row) => toException(row, user)),
      nextCursor: rows.length > query.limit && last !== undefined ? placeOf(last) : null,
      open: await this.repository.countOpen(propertyId),
      secondPersonAbove: await secondPersonAboveMajor(pool, propertyId),
    };
  }

  /** @throws ProblemError `not-found` */
  async detail(user: PortalUser, propertyId: PropertyId, id: string): Promise<PortalReconExceptionDetail> {
    const row = (await this.repository.find(propertyId, [id]))[0];
    if (row === undefined) throw new ProblemError('not-found');
    const credit = row.relation === 'bank_statement' && row.side === 'statement' && row.ended_at === null;
    const [suggestions, groups, matched, decision, events, people] = await Promise.all([
      this.repository.suggestions(row),
      credit ? groupsFor(this.ports.pool, row) : [],
      row.match_id === null ? [] : this.repository.matched(propertyId, row.relation, row.match_id),
      this.repository.decision(row),
      this.repository.events(id),
      this.repository.people(propertyId, PERMISSIONS.reconcile),
    ]);
    const exception = toException(row, user);
    const work = mayDo(user.memberships.get(propertyId), 'reconcile');
    return {
      ...exception,
      suggestions: suggestions.map((pair) => ({ ...toPair(pair), score: pair.score, why: [...pair.why] })),
      groups,
      matched: matched.map(toPair),
      decision: decision && decisionOf(decision, user),
      events: events.map((event) => eventOf(event, user)),
      people: people.map(({ id: person, name }) => ({ id: person, name })),
      may: { work, confirm: work && exception.proposal !== null && !exception.proposal.by.me },
    };
  }
}

const decisionOf = (row: DecisionRow, user: PortalUser): PortalReconExceptionDetail['decision'] => ({
  matchId: row.id,
  verdict: row.verdict,
  reason: row.reason,
  by: { name: row.made_name, me: row.made_by === user.id },
  at: row.made_at.toISOString(),
});

const eventOf = (row: EventRow, user: PortalUser): PortalReconExceptionDetail['events'][number] => ({
  at: row.at.toISOString(),
  by: row.by_name === null ? null : { name: row.by_name, me: row.by_id === user.id },
  kind: row.kind,
  comment: row.comment,
  attachment:
    row.attachment_id === null || row.attachment_name === null
      ? null
      : { id: row.attachment_id, name: row.attachment_name, sizeBytes: row.attachment_size ?? 0 },
});
