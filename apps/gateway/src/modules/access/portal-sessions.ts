import type { Clock, UserId } from '@payport/domain';
import type { IncomingHttpHeaders } from 'node:http';
import type { Pool } from 'pg';
import type { AuthLibrary } from './auth-library.ts';
import type { PortalIdentity } from './portal-user.ts';
import { IDLE_LIMIT_MS, TOUCH_INTERVAL_MS } from './session-limits.ts';

const TOUCH = { name: 'session_touch', text: 'update user_session set last_seen_at = $2 where id = $1 and last_seen_at < $2' };
const END = { name: 'session_end', text: 'delete from user_session where id = $1' };

/** Whose cookie it is, by better-auth, and whether that session is still in use, by us. */
export class PortalSessions {
  constructor(
    private readonly library: AuthLibrary,
    private readonly pool: Pool,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  async identify(headers: IncomingHttpHeaders): Promise<PortalIdentity | null> {
    if (headers.cookie === undefined) return null;
    const auth = await this.library.get();
    const found = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }), query: { disableRefresh: true } });
    if (!found) return null;
    const { session, user } = found;
    const now = this.clock.now();
    const idleMs = now - (session.lastSeenAt ?? session.createdAt).getTime();
    if (idleMs > IDLE_LIMIT_MS) {
      await this.pool.query({ ...END, values: [session.id] });
      return null;
    }
    if (idleMs > TOUCH_INTERVAL_MS) await this.pool.query({ ...TOUCH, values: [session.id, new Date(now)] });
    return { id: user.id as UserId, email: user.email, name: user.name };
  }
}
