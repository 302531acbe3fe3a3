import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, ok, refuse, type PropertyId, type Result, type UserId } from '@payport/domain';
import type { Role } from '@payport/contracts';
import { hashPassword } from 'better-auth/crypto';
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

/** A pool, or a client inside somebody's transaction. */
export type Queryable = Pick<Pool | PoolClient, 'query'>;

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Demonstration people go with the demonstration. */
  readonly demo: boolean;
}

export type NewUserRefusal = 'email_invalid' | 'email_taken' | 'name_empty' | 'password_too_short' | 'password_too_long';

const Email = z.email().max(254);

/** One statement, so that there is never a person without a way to sign in. */
const CREATE = `
  with person as (
    insert into app_user (id, name, email, email_verified, demo) values ($1, $2, $3, true, $4) on conflict (email) do nothing returning id
  )
  insert into user_account (id, user_id, account_id, provider_id, password)
  select $5, id, id::text, 'credential', $6 from person returning user_id`;

/**
 * The only way in: nobody signs up alone. The password is hashed the way sign-in checks it. What the person may see is
 * said by memberships, and is nothing at first.
 */
export async function createUser(db: Queryable, user: NewUser): Promise<Result<UserId, NewUserRefusal>> {
  const email = user.email.trim().toLowerCase();
  const name = user.name.trim();
  if (!Email.safeParse(email).success) return refuse('email_invalid');
  if (name === '') return refuse('name_empty');
  if (user.password.length < MIN_PASSWORD_LENGTH) return refuse('password_too_short');
  if (user.password.length > MAX_PASSWORD_LENGTH) return refuse('password_too_long');
  const values = [randomUUID(), name, email, user.demo, randomUUID(), await hashPassword(user.password)];
  const { rows } = await db.query<{ user_id: string }>(CREATE, values);
  const [row] = rows;
  return row ? ok(row.user_id as UserId) : refuse('email_taken');
}

export interface NewMembership {
  readonly userId: UserId;
  readonly propertyId: PropertyId;
  readonly role: Role;
}

/** Lets a person look at a property; a second call changes the role. */
export async function grantMembership(db: Queryable, { userId, propertyId, role }: NewMembership): Promise<void> {
  await db.query(
    `insert into membership (user_id, property_id, role) values ($1, $2, $3)
     on conflict (user_id, property_id) do update set role = excluded.role`,
    [userId, propertyId, role],
  );
}
