import type { PortalMadeLink } from '@payport/contracts';
import { linkUrl, type Clock, type UserId } from '@payport/domain';
import { inTransaction, type OneTimeLinks } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import type { Language } from '../../http/language.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { dropSecondFactor, type PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { resetMail, type Mailer } from '../mail/index.ts';
import { mayManageAccount } from './people-rules.ts';
import { endSessionsOf, peopleOf, type PersonRow } from './people.repository.ts';
import { NOT_YOUR_ACCOUNT, OWN_ROLE } from './people-texts.ts';

export interface AccountPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly links: OneTimeLinks;
  readonly audit: AuditLog;
  readonly mailer: Mailer;
  readonly portalUrl: string;
}

/** A link that a manager hands over, ms. */
const HANDED_LIFE_MS = 24 * 60 * 60_000;

/** What managers do for a person's whole account: a new password, the end of all sessions. */
export class AccountService {
  constructor(private readonly ports: AccountPorts) {}

  /** @throws ProblemError */
  async resetLink(by: PortalUser, userId: UserId, language: Language): Promise<PortalMadeLink> {
    const { pool, links, audit, mailer, portalUrl } = this.ports;
    const { person, made } = await inTransaction(pool, async (db) => {
      const found = await this.managed(db, by, userId);
      await links.voidResets(db, userId, { onlyOwn: false });
      const link = await links.make(db, { purpose: 'password_reset', lifeMs: HANDED_LIFE_MS, madeBy: by.id, userId });
      await audit.add(db, { by, propertyId: null, action: 'password.link_made', subject: userId, after: { link: link.id } });
      return { person: found, made: link };
    });
    const link = linkUrl(portalUrl, 'reset-password', made.token);
    return { link, expiresAt: made.expiresAt.toISOString(), mailed: await mailer.send(resetMail({ to: person.email, link, language })) };
  }

  /** @returns how many there were. @throws ProblemError */
  async endSessions(by: PortalUser, userId: UserId): Promise<number> {
    return inTransaction(this.ports.pool, async (db) => {
      await this.managed(db, by, userId);
      const ended = await endSessionsOf(db, userId);
      await this.ports.audit.add(db, { by, propertyId: null, action: 'sessions.ended', subject: userId, after: { ended } });
      return ended;
    });
  }

  /** For who has lost the phone and the recovery codes: the password alone lets them in again. @throws ProblemError */
  async removeSecondFactor(by: PortalUser, userId: UserId): Promise<void> {
    await inTransaction(this.ports.pool, async (db) => {
      const person = await this.managed(db, by, userId);
      if (!person.second_factor) throw new ProblemError('second-factor-off');
      await dropSecondFactor(db, userId);
      await this.ports.audit.add(db, { by, propertyId: null, action: 'second_factor.removed', subject: userId });
    });
  }

  private async managed(db: PoolClient, by: PortalUser, userId: UserId): Promise<PersonRow> {
    const now = new Date(this.ports.clock.now());
    const person = (await peopleOf(db, by.propertyIds, { now, idleSince: now })).find(({ id }) => id === userId);
    if (!person) throw new ProblemError('not-found');
    if (person.id === by.id) throw new ProblemError('forbidden', { detail: OWN_ROLE });
    const account = new Map(person.memberships.map(({ propertyId, role }) => [propertyId, role]));
    if (!mayManageAccount(by.memberships, account)) throw new ProblemError('forbidden', { detail: NOT_YOUR_ACCOUNT });
    return person;
  }
}
