import type { Clock, UserId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool } from 'pg';
import type { AuditLog } from '../audit/index.ts';
import type { PortalUser } from './portal-user.ts';

export interface OwnSession {
  readonly id: string;
  readonly current: boolean;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

interface SessionRow {
  readonly id: string;
  readonly user_agent: string | null;
  readonly ip_address: string | null;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

const LIST = `
  select id, user_agent, ip_address, created_at, last_seen_at, expires_at from user_session
  where user_id = $1 and expires_at > $2 and last_seen_at > $3 order by last_seen_at desc, id`;

/** Where a person is signed in, and the end of it. */
export class SessionDesk {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly audit: AuditLog,
    private readonly idleLimitMs: number,
  ) {}

  async list(user: PortalUser): Promise<readonly OwnSession[]> {
    const now = this.clock.now();
    const { rows } = await this.pool.query<SessionRow>(LIST, [user.id, new Date(now), new Date(now - this.idleLimitMs)]);
    return rows.map((row) => ({
      id: row.id,
      current: row.id === user.sessionId,
      userAgent: row.user_agent,
      address: row.ip_address,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      expiresAt: row.expires_at,
    }));
  }

  /** False where it is nobody's or somebody else's. */
  async end(user: PortalUser, id: string): Promise<boolean> {
    return (await this.ended(user, 'id = $2', id)) === 1;
  }

  /** All of the person's, or all but the one that asks. @returns how many there were */
  async endAll(user: PortalUser, { others }: { readonly others: boolean }): Promise<number> {
    return others ? this.ended(user, 'id <> $2', user.sessionId) : this.ended(user, '$2::uuid is not null', user.sessionId);
  }

  /** The person has just proven who they are. */
  async prove(sessionId: string, userId: UserId): Promise<void> {
    await this.pool.query('update user_session set proven_at = $3 where id = $1 and user_id = $2', [sessionId, userId, new Date(this.clock.now())]);
  }

  private ended(user: PortalUser, which: string, id: string): Promise<number> {
    return inTransaction(this.pool, async (db) => {
      const ended = (await db.query(`delete from user_session where user_id = $1 and ${which}`, [user.id, id])).rowCount ?? 0;
      if (ended > 0) await this.audit.add(db, { by: user, propertyId: null, action: 'sessions.ended', subject: user.id, after: { ended } });
      return ended;
    });
  }
}
