import type { NewInvitation, PortalMadeLink, Role } from '@payport/contracts';
import { linkUrl, type Clock, type PropertyId } from '@payport/domain';
import { inTransaction, type MadeLink, type OneTimeLinks } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import type { Language } from '../../http/language.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { invitationMail, type Mailer } from '../mail/index.ts';
import { mayRevoke } from './people-list.service.ts';
import { mayGive } from './people-rules.ts';
import { addGrants, invitationsOf, isInvited, isMember, lockProperties, roleAt } from './people.repository.ts';
import { NOT_TO_GIVE } from './people-texts.ts';

export interface InvitePorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly links: OneTimeLinks;
  readonly audit: AuditLog;
  readonly mailer: Mailer;
  readonly portalUrl: string;
}

/** Long enough for somebody on leave, ms. */
const INVITATION_LIFE_MS = 7 * 24 * 60 * 60_000;

/** Inviting people, and taking an invitation back. */
export class InviteService {
  constructor(private readonly ports: InvitePorts) {}

  /** @throws ProblemError */
  async invite(by: PortalUser, invitation: NewInvitation, language: Language): Promise<PortalMadeLink> {
    const { pool, mailer, portalUrl } = this.ports;
    const { email, role } = invitation;
    const ids = [...new Set(invitation.propertyIds)] as PropertyId[];
    const made = await inTransaction(pool, async (db) => {
      await lockProperties(db, ids);
      for (const propertyId of ids) await this.checkRight(db, by, propertyId, role);
      if (await isMember(db, email, ids)) throw new ProblemError('already-member');
      if (await isInvited(db, email, ids, new Date(this.ports.clock.now()))) throw new ProblemError('already-invited');
      return this.make(db, by, { email, role, ids });
    });
    const link = linkUrl(portalUrl, 'invitation', made.token);
    return { link, expiresAt: made.expiresAt.toISOString(), mailed: await mailer.send(invitationMail({ to: email, link, language })) };
  }

  /** @throws ProblemError */
  async revoke(by: PortalUser, id: string): Promise<void> {
    const { pool, clock, links, audit } = this.ports;
    await inTransaction(pool, async (db) => {
      const open = (await invitationsOf(db, by.propertyIds, new Date(clock.now()))).find((invitation) => invitation.id === id);
      if (!open) throw new ProblemError('not-found');
      if (!mayRevoke(open, by)) throw new ProblemError('forbidden', { detail: NOT_TO_GIVE });
      if (!(await links.void(db, id))) throw new ProblemError('not-found');
      for (const { propertyId, role } of open.grants) {
        await audit.add(db, { by, propertyId, action: 'person.uninvited', subject: id, before: { email: open.email, role } });
      }
    });
  }

  /** The right is read in the transaction itself: whoever lost it a moment ago invites nobody. @throws ProblemError */
  private async checkRight(db: PoolClient, by: PortalUser, propertyId: PropertyId, role: Role): Promise<void> {
    const own = await roleAt(db, by.id, propertyId);
    if (own === null) throw new ProblemError('not-found');
    if (!mayGive(own, role)) throw new ProblemError('forbidden', { detail: NOT_TO_GIVE });
  }

  private async make(
    db: PoolClient,
    by: PortalUser,
    { email, role, ids }: { email: string; role: Role; ids: readonly PropertyId[] },
  ): Promise<MadeLink> {
    const made = await this.ports.links.make(db, { purpose: 'invitation', lifeMs: INVITATION_LIFE_MS, madeBy: by.id, email });
    await addGrants(db, made.id, ids, role);
    for (const propertyId of ids) {
      await this.ports.audit.add(db, { by, propertyId, action: 'person.invited', subject: made.id, after: { email, role } });
    }
    return made;
  }
}
