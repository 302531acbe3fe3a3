import type { Clock } from '@payport/domain';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Tries of one account, known or not, before it is locked. */
const ACCOUNT_TRIES = 10;
/** Tries from one address: a hotel's whole staff may stand behind one. */
const ADDRESS_TRIES = 50;
/** Requests for a new password: each may send a mail. */
const RESETS_OF_ACCOUNT = 3;
const RESETS_OF_ADDRESS = 20;
const WINDOW_MS = 30 * 60_000;
/** The first lock; each one after it is twice as long, up to the longest. */
const LOCK_MS = 30 * 60_000;
const LONGEST_LOCK_MS = 8 * 60 * 60_000;
/** Without a try for this long, the next lock is a first one again. */
const FORGIVEN_MS = 24 * 60 * 60_000;

/**
 * Counts a try before the password is looked at, in one statement: any number of tries at once cannot pass a stale
 * count. While locked, further tries neither count nor prolong the lock. $6: tries before it are forgiven altogether.
 */
const TAKE = {
  name: 'sign_in_take',
  text: `insert into sign_in_attempt as a (key, tries, window_started_at) values ($1, 1, $2)
    on conflict (key) do update set
      tries = case when a.locked_until > $2 then a.tries when a.locked_until is not null or a.window_started_at <= $3 then 1 else a.tries + 1 end,
      window_started_at = case when a.locked_until > $2 then a.window_started_at
        when a.locked_until is not null or a.window_started_at <= $3 then $2 else a.window_started_at end,
      locked_until = case when a.locked_until > $2 then a.locked_until when a.locked_until is not null or a.window_started_at <= $3 then null
        when a.tries + 1 > $4 then $2::timestamptz + least($5::double precision * power(2, least(a.locks, 20)), $7) * interval '1 millisecond' end,
      locks = case when a.locked_until > $2 then a.locks when a.window_started_at <= $6 then 0
        when a.locked_until is not null or a.window_started_at <= $3 then a.locks
        when a.tries + 1 > $4 then a.locks + 1 else a.locks end
    returning locked_until, locks`,
};
const FORGET = { name: 'sign_in_forget', text: 'delete from sign_in_attempt where key = $1 or window_started_at <= $2' };
const GIVE_BACK = { name: 'sign_in_give_back', text: 'update sign_in_attempt set tries = greatest(tries - 1, 0) where key = $1' };

export interface Attempt {
  readonly email: string;
  readonly address: string | null;
}

export interface Locked {
  /** Until the next try makes sense, s. */
  readonly waitS: number;
  /** Set for the try that locked the account: that is told once. */
  readonly until: Date | null;
}

/** Limits on failed sign-ins, by account and by address, shared by every gateway through the database. */
export class SignInAttempts {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Null: go on. */
  async take({ email, address }: Attempt): Promise<Locked | null> {
    const locked = await this.takeOne(accountKey(email), ACCOUNT_TRIES);
    if (locked !== null || address === null) return locked;
    const place = await this.takeOne(addressKey(address), ADDRESS_TRIES);
    // It is not this account that was locked.
    return place && { ...place, until: null };
  }

  /** Counts a request for a new password, apart from sign-ins: neither locks the other. */
  async takeResetRequest({ email, address }: Attempt): Promise<number | null> {
    const locked = await this.takeOne(`reset-${accountKey(email)}`, RESETS_OF_ACCOUNT);
    if (locked !== null || address === null) return locked && locked.waitS;
    return (await this.takeOne(`reset-${addressKey(address)}`, RESETS_OF_ADDRESS))?.waitS ?? null;
  }

  /** A success clears the account, and does not count against the address. */
  async succeeded({ email, address }: Attempt): Promise<void> {
    await this.pool.query({ ...FORGET, values: [accountKey(email), new Date(this.clock.now() - FORGIVEN_MS)] });
    if (address !== null) await this.pool.query({ ...GIVE_BACK, values: [addressKey(address)] });
  }

  private async takeOne(key: string, tries: number): Promise<Locked | null> {
    const now = this.clock.now();
    const values = [key, new Date(now), new Date(now - WINDOW_MS), tries, LOCK_MS, new Date(now - FORGIVEN_MS), LONGEST_LOCK_MS];
    const [row] = (await this.pool.query<{ locked_until: Date | null; locks: number }>({ ...TAKE, values })).rows;
    if (!row?.locked_until) return null;
    const leftMs = row.locked_until.getTime() - now;
    // Only the try that locks finds the whole time before it.
    const fresh = leftMs === Math.min(LOCK_MS * 2 ** (row.locks - 1), LONGEST_LOCK_MS);
    return { waitS: Math.max(1, Math.ceil(leftMs / 1000)), until: fresh ? row.locked_until : null };
  }
}

/** By hash: people type passwords into the wrong field, and a table of e-mails is nobody's business. */
const accountKey = (email: string): string => `account:${createHash('sha256').update(email.trim().toLowerCase(), 'utf8').digest('hex')}`;
const addressKey = (address: string): string => `address:${address}`;
