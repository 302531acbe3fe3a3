import { mayDo, type PortalQueue, type PortalQueueItem, type PortalQueueQuery, type QueuePart, type Role } from '@payport/contracts';
import { ok, refuse, type Clock, type PaymentId, type PropertyId, type Result } from '@payport/domain';
import type { Language } from '../../http/language.ts';
import type { PortalUser } from '../access/index.ts';
import { ASK_AGAIN_ROLES, paymentRow, RESOLVE_ROLES, type ListCursors } from '../portal-payments/index.ts';
import type { QueuedPayment, QueueRepository } from './queue.repository.ts';
import type { QueueFilter } from './queue-sql.ts';

export interface QueuePorts {
  readonly repository: QueueRepository;
  /** One for each part: a cursor says in which part the page ended. */
  readonly cursors: Readonly<Record<QueuePart, ListCursors>>;
  readonly clock: Pick<Clock, 'now'>;
}

interface Place {
  readonly part: QueuePart;
  readonly after: PaymentId | null;
}

type Found = readonly { readonly part: QueuePart; readonly row: QueuedPayment }[];

type Conditions = Pick<PortalQueueQuery, 'property' | 'owner'>;

/** Of what the person may see, what is asked for; none: it is not theirs. */
export const propertiesOf = (user: PortalUser, { property }: Conditions): readonly PropertyId[] =>
  property === undefined ? user.propertyIds : user.propertyIds.filter((id) => id === property);

/** What is asked for, of what; `propertyIds` is what `propertiesOf` said. */
export function filterOf(user: PortalUser, { owner }: Conditions, propertyIds: readonly PropertyId[]): Omit<QueueFilter, 'after' | 'limit'> {
  if (owner !== 'confirm') return { propertyIds, owner: owner === 'me' ? user.id : (owner ?? null), confirmer: null };
  return { propertyIds: propertyIds.filter((id) => mayDo(user.memberships.get(id), 'decideMoney')), owner: null, confirmer: user.id };
}

/** The payments that somebody has to look after: what is unknown first, then what staff can mend. */
export class QueueService {
  constructor(private readonly ports: QueuePorts) {}

  async list(user: PortalUser, query: PortalQueueQuery, language: Language): Promise<Result<PortalQueue, 'property' | 'cursor'>> {
    const { repository, clock } = this.ports;
    const propertyIds = propertiesOf(user, query);
    if (propertyIds.length === 0) return refuse('property');
    const place = query.cursor === undefined ? { part: query.part ?? 'unknown', after: null } : this.placeOf(query.cursor);
    if (place === null || (query.part !== undefined && place.part !== query.part)) return refuse('cursor');
    // One more than asked for tells whether there is a next page.
    const [found, counts] = await Promise.all([this.read(user, query, propertyIds, place), repository.counts(propertyIds, clock.now())]);
    const page = found.slice(0, query.limit);
    const last = found.length > query.limit ? page.at(-1) : undefined;
    return ok({
      data: page.map(({ part, row }) => queueItem(part, row, user, language)),
      nextCursor: last ? this.ports.cursors[last.part].write(last.row.id) : null,
      counts,
    });
  }

  private placeOf(cursor: string): Place | null {
    for (const part of ['unknown', 'care'] as const) {
      const after = this.ports.cursors[part].read(cursor);
      if (after !== null) return { part, after };
    }
    return null;
  }

  private async read(user: PortalUser, query: PortalQueueQuery, propertyIds: readonly PropertyId[], { part, after }: Place): Promise<Found> {
    const { repository, clock } = this.ports;
    const filter = filterOf(user, query, propertyIds);
    const limit = query.limit + 1;
    const rows = await repository.page(part, { ...filter, after, limit }, clock.now());
    const found = rows.map((row) => ({ part, row }));
    if (part === 'care' || query.part !== undefined || found.length === limit) return found;
    const care = await repository.page('care', { ...filter, after: null, limit: limit - found.length }, clock.now());
    return [...found, ...care.map((row) => ({ part: 'care' as const, row }))];
  }
}

/** The person of an actor. */
export const personIn = (actor: string): string => actor.replace(/^user:/, '');

function queueItem(part: QueuePart, row: QueuedPayment, user: PortalUser, language: Language): PortalQueueItem {
  const role = user.memberships.get(row.property_id as PropertyId);
  const is = (roles: readonly Role[]): boolean => role !== undefined && roles.includes(role);
  const mine = row.owner_id === user.id;
  const proposal = row.proposed_by === null ? null : { by: personIn(row.proposed_by), mine: row.proposed_by_id === user.id };
  const acts = is(ASK_AGAIN_ROLES);
  return {
    part,
    payment: paymentRow(row, language),
    care: {
      owner: row.owner_name === null || row.owned_at === null ? null : { name: row.owner_name, since: row.owned_at.toISOString(), me: mine },
      doneAt: null,
    },
    last: { cause: row.last_cause, at: row.last_at.toISOString() },
    questions: { count: row.questions, finding: row.finding },
    proposal,
    may: {
      take: acts && !mine,
      release: acts && mine,
      finish: acts && part === 'care',
      askAgain: acts && (row.status === 'unknown' || row.status === 'manual_review'),
      decide: is(RESOLVE_ROLES) && row.status === 'manual_review' && proposal?.mine !== true,
    },
  };
}
