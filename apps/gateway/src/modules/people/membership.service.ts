import type { Role } from '@payport/contracts';
import type { PropertyId, UserId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { mayGive, PEOPLE_ROLES } from './people-rules.ts';
import { lockProperties, ownersOf, removeMembership, roleAt, setRole } from './people.repository.ts';
import { NOT_TO_GIVE, OWN_ROLE } from './people-texts.ts';

export interface MembershipPorts {
  readonly pool: Pool;
  readonly audit: AuditLog;
}

interface Change {
  readonly by: PortalUser;
  readonly userId: UserId;
  readonly propertyId: PropertyId;
}

/** Roles of people at one hotel. */
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
  private async changing({ by, userId, propertyId }: Change, work: (db: PoolClient, current: Role, own: Role) => Promise<void>): Promise<void> {
    await inTransaction(this.ports.pool, async (db) => {
      await lockProperties(db, [propertyId]);
      const own = await roleAt(db, by.id, propertyId);
      const current = await roleAt(db, userId, propertyId);
      if (own === null || current === null) throw new ProblemError('not-found');
      if (!PEOPLE_ROLES.includes(own)) throw new ProblemError('forbidden', { detail: NOT_TO_GIVE });
      if (current === 'owner' && (await ownersOf(db, propertyId)) === 1) throw new ProblemError('last-owner');
      if (userId === by.id) throw new ProblemError('forbidden', { detail: OWN_ROLE });
      if (!mayGive(own, current)) throw new ProblemError('forbidden', { detail: NOT_TO_GIVE });
      await work(db, current, own);
    });
  }

  private tell(
    db: PoolClient,
    { by, userId, propertyId }: Change,
    action: string,
    before: { role: Role },
    after: { role: Role } | null,
  ): Promise<void> {
    return this.ports.audit.add(db, { by, propertyId, action, subject: userId, before, after });
  }
}
