import { createLinkToken, uuidV7, type Clock, type PropertyId, type Random, type UserId } from '@payport/domain';
import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

type Queryable = Pick<Pool | PoolClient, 'query'>;

export type LinkPurpose = 'setup' | 'owner_reset' | 'invitation' | 'password_reset';

/** Ways to an owner that come from the machine itself, never from the portal. */
export const MACHINE_LINKS: readonly LinkPurpose[] = ['setup', 'owner_reset'];
/** A link that the machine prints, ms. */
export const MACHINE_LINK_LIFE_MS = 24 * 60 * 60_000;

export interface NewLink {
  readonly purpose: LinkPurpose;
  readonly lifeMs: number;
  readonly madeBy?: UserId;
  /** Of an invitation. */
  readonly email?: string;
  /** Of a password reset. */
  readonly userId?: UserId;
}

/** The token is told once, here. */
export interface MadeLink {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}

export interface LinkRecord {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly madeBy: UserId | null;
  readonly email: string | null;
  readonly userId: UserId | null;
  readonly expiresAt: Date;
}

interface LinkRow {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly made_by: string | null;
  readonly email: string | null;
  readonly user_id: string | null;
  readonly expires_at: Date;
}

const COLUMNS = 'id, purpose, made_by, email, user_id, expires_at';
const LIVE = `ended_at is null and expires_at > $2`;
const INSERT = `insert into one_time_link (id, purpose, sha256, created_at, expires_at, made_by, email, user_id) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const FIND = `select ${COLUMNS} from one_time_link where sha256 = $1 and ${LIVE} and purpose = any ($3)`;
const USE = `update one_time_link set ended_at = $2, ended_as = 'used' where sha256 = $1 and ${LIVE} and purpose = any ($3) returning ${COLUMNS}`;

/** What is stored of a link. A plain digest is enough: a token holds 256 random bits, so there is nothing to guess. */
const tokenSha256 = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();

/** Links that let somebody in once. Everything here runs in the caller's transaction. */
export class OneTimeLinks {
  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly random: Random,
  ) {}

  async make(db: Queryable, { purpose, lifeMs, madeBy, email, userId }: NewLink): Promise<MadeLink> {
    const now = this.clock.now();
    const made = { id: uuidV7(this.clock, this.random), token: createLinkToken(this.random), expiresAt: new Date(now + lifeMs) };
    const values = [made.id, purpose, tokenSha256(made.token), new Date(now), made.expiresAt, madeBy ?? null, email ?? null, userId ?? null];
    await db.query(INSERT, values);
    return made;
  }

  /** The link, while it still works; it goes on working. */
  async find(db: Queryable, token: string, purposes: readonly LinkPurpose[]): Promise<LinkRecord | null> {
    return this.one(db, FIND, token, purposes);
  }

  /** Uses the link up. Of many who try at once, one gets it. */
  async use(db: Queryable, token: string, purposes: readonly LinkPurpose[]): Promise<LinkRecord | null> {
    return this.one(db, USE, token, purposes);
  }

  /** Ends every link of the machine: a new one takes its place. */
  async voidMachineLinks(db: Queryable): Promise<void> {
    await this.end(db, 'purpose = any ($2)', [MACHINE_LINKS]);
  }

  /**
   * A link to an owner, in the place of any that the machine made before: to the first one where there is none yet, else
   * to one again. `onlyFirst`: null where there is an owner.
   */
  async renewMachineLink(db: Queryable, { onlyFirst }: { onlyFirst: boolean }): Promise<MadeLink | null> {
    await lockOwners(db);
    const owned = await anyOwner(db);
    if (owned && onlyFirst) return null;
    await this.voidMachineLinks(db);
    return this.make(db, { purpose: owned ? 'owner_reset' : 'setup', lifeMs: MACHINE_LINK_LIFE_MS });
  }

  /** Ends a person's open password links; `onlyOwn`: those that the person asked for, not those that a manager made. */
  async voidResets(db: Queryable, userId: UserId, { onlyOwn }: { onlyOwn: boolean }): Promise<void> {
    await this.end(db, `user_id = $2 ${onlyOwn ? 'and made_by is null' : ''}`, [userId]);
  }

  /** Ends one link by its id. False: it has ended before. */
  async void(db: Queryable, id: string): Promise<boolean> {
    return (await this.end(db, 'id = $2 and expires_at > $1', [id])) === 1;
  }

  private async end(db: Queryable, where: string, values: readonly unknown[]): Promise<number> {
    const text = `update one_time_link set ended_at = $1, ended_as = 'voided' where ended_at is null and ${where}`;
    return (await db.query(text, [new Date(this.clock.now()), ...values])).rowCount ?? 0;
  }

  private async one(db: Queryable, text: string, token: string, purposes: readonly LinkPurpose[]): Promise<LinkRecord | null> {
    const { rows } = await db.query<LinkRow>(text, [tokenSha256(token), new Date(this.clock.now()), purposes]);
    const [row] = rows;
    if (!row) return null;
    const { id, purpose, email } = row;
    return { id, purpose, email, madeBy: row.made_by as UserId | null, userId: row.user_id as UserId | null, expiresAt: row.expires_at };
  }
}

/** Owners are counted and made one after the other, whoever asks. */
const OWNERS_LOCK = `select pg_advisory_xact_lock(hashtextextended('payport.owners', 0))`;

/** Waits for its turn to look at and to make owners; holds until the end of the transaction. */
export async function lockOwners(db: Queryable): Promise<void> {
  await db.query(OWNERS_LOCK);
}

/** Whether anybody owns anything here. */
export async function anyOwner(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(`select exists (select from membership where role = 'owner') as found`);
  return rows[0]?.found ?? false;
}

export async function allProperties(db: Queryable): Promise<readonly PropertyId[]> {
  const { rows } = await db.query<{ id: string }>('select id from property order by id');
  return rows.map(({ id }) => id as PropertyId);
}
