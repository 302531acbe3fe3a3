import { UNATTENDED_HEADER } from '@payport/contracts';
import type { Clock, UserId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { IncomingHttpHeaders } from 'node:http';
import type { Pool } from 'pg';
import type { AuditLog } from '../audit/index.ts';
import type { AuthLibrary } from './auth-library.ts';
import type { Auth } from './auth.ts';
import type { PortalIdentity } from './portal-user.ts';
import { STEP_UP_MS, TOUCH_INTERVAL_MS } from './session-limits.ts';

type Found = NonNullable<Awaited<ReturnType<Auth['api']['getSession']>>>;

const TOUCH = { name: 'session_touch', text: 'update user_session set last_seen_at = $2 where id = $1 and last_seen_at < $2' };
const END = { name: 'session_end', text: 'delete from user_session where id = $1' };

/** Whose cookie it is, by better-auth, and whether that session is still in use, by us. */
export class PortalSessions {
  constructor(
    private readonly library: AuthLibrary,
    private readonly pool: Pool,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly audit: AuditLog,
    /** A session that nobody used for this long is over, ms. */
    private readonly idleLimitMs: number,
  ) {}

  async identify(headers: IncomingHttpHeaders): Promise<PortalIdentity | null> {
    const found = await this.find(headers);
    if (!found) return null;
    const { session, user } = found;
    const now = this.clock.now();
    const idleMs = now - (session.lastSeenAt ?? session.createdAt).getTime();
    if (idleMs > this.idleLimitMs) {
      await this.pool.query({ ...END, values: [session.id] });
      return null;
    }
    // What a page reads by itself is no use of the session: a screen that somebody left would keep it open for ever.
    const attended = headers[UNATTENDED_HEADER] === undefined;
    if (attended && idleMs > TOUCH_INTERVAL_MS) await this.pool.query({ ...TOUCH, values: [session.id, new Date(now)] });
    const provenMs = now - (session.provenAt ?? session.createdAt).getTime();
    return { id: user.id as UserId, email: user.email, name: user.name, sessionId: session.id, proven: provenMs <= STEP_UP_MS };
  }

  /** Ends the cookie's session here; the library would say it did even where it could not reach the database. */
  async end(headers: IncomingHttpHeaders): Promise<void> {
    const found = await this.find(headers);
    if (!found) return;
    const by = { id: found.user.id as UserId, name: found.user.name };
    await inTransaction(this.pool, async (db) => {
      const { rowCount } = await db.query({ ...END, values: [found.session.id] });
      if (rowCount === 1) await this.audit.add(db, { by, propertyId: null, action: 'sign_in.signed_out', subject: by.id });
    });
  }

  private async find({ cookie }: IncomingHttpHeaders): Promise<Found | null> {
    if (cookie === undefined) return null;
    const auth = await this.library.get();
    try {
      return await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } });
    } catch (error) {
      // The library hides why: that the database is away must not read as a fault of ours.
      throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
    }
  }
}

/** Ends a session by the token that its cookie would have had. */
export const dropSession =
  (pool: Pool) =>
  async (token: string): Promise<void> => {
    await pool.query('delete from user_session where token = $1', [token]);
  };
