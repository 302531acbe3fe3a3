import type { PortalReset, PortalResetState } from '@payport/contracts';
import { linkUrl } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { inTransaction } from '@payport/persistence';
import type { Language } from '../../http/language.ts';
import { resetMail, type Mailer } from '../mail/index.ts';
import { linkNotValid, type EntryPorts } from './entry-ports.ts';
import { replacePassword, userByEmail, userById } from './person-records.ts';

export interface PasswordResetPorts extends EntryPorts {
  readonly mailer: Mailer;
  readonly portalUrl: string;
  readonly log: Pick<Logger, 'warn'>;
}

/** A link that somebody asked for without being signed in, ms. */
const ASKED_LIFE_MS = 60 * 60_000;

/** Setting a new password by a link. */
export class PasswordResetService {
  constructor(private readonly ports: PasswordResetPorts) {}

  /** @throws ProblemError `link-not-valid` */
  async state(token: string): Promise<PortalResetState> {
    const { pool, links } = this.ports;
    const link = await links.find(pool, token, ['password_reset']);
    const user = link?.userId ? await userById(pool, link.userId) : null;
    if (!user) throw linkNotValid();
    return { email: user.email };
  }

  /** @returns whose password it is now. @throws ProblemError `link-not-valid` */
  async reset({ token, password }: PortalReset): Promise<{ email: string }> {
    const { pool, links, audit } = this.ports;
    return inTransaction(pool, async (db) => {
      const link = await links.use(db, token, ['password_reset']);
      const user = link?.userId ? await userById(db, link.userId) : null;
      if (!user) throw linkNotValid();
      await replacePassword(db, user.id, password);
      await links.voidResets(db, user.id, { onlyOwn: false });
      await audit.add(db, { by: user, propertyId: null, action: 'password.reset', subject: user.id, after: { link: link?.id ?? null } });
      return { email: user.email };
    });
  }

  /**
   * Mails a link, if there is such a person. The answer does not wait for it, so that neither its words nor its time tell
   * who has an account.
   */
  mailLink(email: string, language: Language): void {
    this.sendLink(email.trim().toLowerCase(), language).catch((error: unknown) => this.ports.log.warn({ err: error }, 'reset_link_not_mailed'));
  }

  private async sendLink(email: string, language: Language): Promise<void> {
    const { pool, links, audit, mailer, portalUrl } = this.ports;
    const userId = await userByEmail(pool, email);
    if (userId === null) return;
    const { token } = await inTransaction(pool, async (db) => {
      await links.voidResets(db, userId, { onlyOwn: true });
      await audit.add(db, { by: null, machine: 'sign-in page', propertyId: null, action: 'password.asked', subject: userId });
      return links.make(db, { purpose: 'password_reset', lifeMs: ASKED_LIFE_MS, userId });
    });
    await mailer.send(resetMail({ to: email, link: linkUrl(portalUrl, 'reset-password', token), language }));
  }
}
