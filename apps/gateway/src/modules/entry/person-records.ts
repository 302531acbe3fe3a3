import type { UserId } from '@payport/domain';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Queryable } from '../audit/index.ts';

const BY_EMAIL = 'select id from app_user where email = $1';
const HASH = `select password from user_account where user_id = $1 and provider_id = 'credential'`;
const SET_PASSWORD = `update user_account set password = $2, updated_at = now() where user_id = $1 and provider_id = 'credential'`;
const END_SESSIONS = 'delete from user_session where user_id = $1';

/** `email`: in lower case. */
export async function userByEmail(db: Queryable, email: string): Promise<UserId | null> {
  const { rows } = await db.query<{ id: string }>(BY_EMAIL, [email]);
  return (rows[0]?.id ?? null) as UserId | null;
}

export async function userById(db: Queryable, id: UserId): Promise<{ readonly id: UserId; readonly name: string; readonly email: string } | null> {
  const { rows } = await db.query<{ name: string; email: string }>('select name, email from app_user where id = $1', [id]);
  const [row] = rows;
  return row ? { id, ...row } : null;
}

/** Whoever is signed in with the old one is out. */
export async function replacePassword(db: Queryable, id: UserId, password: string): Promise<void> {
  await db.query(SET_PASSWORD, [id, await hashPassword(password)]);
  await db.query(END_SESSIONS, [id]);
}

export async function passwordFits(db: Queryable, id: UserId, password: string): Promise<boolean> {
  const { rows } = await db.query<{ password: string | null }>(HASH, [id]);
  const hash = rows[0]?.password ?? null;
  return hash !== null && verifyPassword({ hash, password });
}
