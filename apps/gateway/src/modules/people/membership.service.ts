import type { Role } from '@payport/contracts';
import { mayDo, type PropertyId, type UserId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { mayGive, PEOPLE_ROLES } from './people-rules.ts';
import { lockProperties, ownersOf, removeMembership, roleAt, setRole } from './people.repository.ts';
import { NOT_TO_GIVE, NOTHING_BACK, OWN_ROLE } from './people-texts.ts';
import { readLimit, writtenLimit } from './person-limit.ts';
import { hotelLimits, limitOf, personLimits, setPersonLimit } from './person-limits.repository.ts';

export interface MembershipPorts {
  readonly pool: Pool;
  readonly audit: AuditLog;
}

interface Change {
  readonly by: PortalUser;
  readonly userId: UserId;
  readonly propertyId: PropertyId;
}

type Work = (db: PoolClient, current: Role, own: Role) => Promise<void>;

/** Roles of people at one hotel, and how far they go with money. */
export class MembershipService {
  constructor(private readonly ports: MembershipPorts) {}

  /** @throws ProblemError */
  async changeRole(change: Change, role: Role): Promise<void> {
    await this.changing(change, async (db, current, own) => {
      if (!mayGive(own, role)) throw new ProblemError('forbidden', { detail: NOT_TO_GIVE });
      if (current === role) return;
      await setRole(db, change.userId, change.propertyId, role);
      await this.tell(db, change, 'person.role_changed', { role: current }, { role });
    });
  }

  /**
   * Keeps what a person gives back alone below their role's; `max` null lifts it.
   * @throws ProblemError
   */
  async changeRefundLimit(change: Change, currency: string, max: string | null): Promise<void> {
    const { userId, propertyId, by } = change;
    await this.looking(change, async (db, current, own) => {
      if (!mayDo(current, 'giveBack')) throw new ProblemError('forbidden', { detail: NOTHING_BACK });
      const limits = (await hotelLimits(db, [propertyId])).find((line) => line.currency === currency);
      if (!limits) throw new ProblemError('validation-failed', { errors: [{ pointer: '/currency', code: 'not-accepted', message: '' }] });
      const people = await personLimits(db, [propertyId]);
      const [before, mine] = [limitOf(people, { userId, propertyId, currency }), limitOf(people, { userId: by.id, propertyId, currency })];
      const wanted = readLimit({ limits, setter: { role: own, own: mine }, role: current, max });
      if (wanted === before) return;
      await setPersonLimit(db, { userId, propertyId, currency }, wanted);
      const [was, is] = [before, wanted].map((minor) => ({ currency, max: writtenLimit(minor, currency) }));
      await this.tell(db, change, 'person.refund_limit_changed', was ?? null, is ?? null);
    });
  }

  /** @throws ProblemError */
  async remove(change: Change): Promise<void> {
    await this.changing(change, async (db, current) => {
      await removeMembership(db, change.userId, change.propertyId);
      await this.tell(db, change, 'person.removed', { role: current }, null);
    });
  }

  /**
   * One after the other for each hotel, with the roles read anew: two owners who take each other's role at the same moment
   * must not leave the hotel without one.
   */
  private changing(change: Change, work: Work): Promise<void> {
    return this.looking(change, work, async (db, current) => {
      if (current === 'owner' && (await ownersOf(db, change.propertyId)) === 1) throw new ProblemError('last-owner');
    });
  }

  /** The person at the hotel, for whoever may give that role; nobody is the one who changes their own. */
  private async looking({ by, userId, propertyId }: Change, work: Work, first?: Work): Promise<void> {
    await inTransaction(this.ports.pool, async (db) => {
      await lockProperties(db, [propertyId]);
      const own = await roleAt(db, by.id, propertyId);
      const current = await roleAt(db, userId, propertyId);
      if (own === null || current === null) throw new ProblemError('not-found');
      if (!PEOPLE_ROLES.includes(own)) throw new ProblemError('forbidden', { detail: NOT_TO_GIVE });
      await first?.(db, current, own);
      if (userId === by.id) throw new ProblemError('forbidden', { detail: OWN_ROLE });
      if (!mayGive(own, current)) throw new ProblemError('forbidden', { detail: NOT_TO_GIVE });
      await work(db, current, own);
    });
  }

  private tell(
    db: PoolClient,
    { by, userId, propertyId }: Change,
    action: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown> | null,
  ): Promise<void> {
    return this.ports.audit.add(db, { by, propertyId, action, subject: userId, before, after });
  }
}
