import { ROLES, type Role } from '@payport/contracts';
import { hashPassword } from 'better-auth/crypto';
import { randomBytes, randomUUID } from 'node:crypto';
import { PlainError } from '../start/progress.mjs';
import type { AdminCommand } from './admin-command.ts';
import type { Database } from './owner-database.ts';
import { findProperty } from './property.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string | null;
  readonly property: string;
  readonly role: Role;
  readonly newPassword: boolean;
}

/** 15 random bytes: 20 characters that a person can still type; sign-in wants at least 12. */
const PASSWORD_BYTES = 15;

/** A person with a password, in the shape that sign-in reads. */
const CREATE = `
  with person as (insert into app_user (id, name, email, email_verified) values ($1, $2, $3, true) returning id)
  insert into user_account (id, user_id, account_id, provider_id, password) select $4, id, id::text, 'credential', $5 from person returning user_id`;
const SET_PASSWORD = `update user_account set password = $2, updated_at = now() where user_id = $1 and provider_id = 'credential'`;
const MEMBERSHIP = `
  insert into membership (user_id, property_id, role) values ($1, $2, $3) on conflict (user_id, property_id) do update set role = excluded.role`;

const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

/** `npm run admin:user`: lets a person into the portal, or gives one more hotel, another role or a new password. */
export const grantUser: AdminCommand<NewUser> = {
  name: 'admin:user',
  does: 'Lets a person into the portal for one hotel. A new person gets a password, printed once.',
  options: {
    email: { value: 'anna@hotel.example', hint: 'the name to sign in with' },
    property: { value: '<id or name>', hint: 'the hotel that the person may see' },
    role: { value: 'manager', hint: `one of ${ROLES.join(', ')}` },
    name: { value: '"Anna Sokolova"', hint: 'needed for a new person', optional: true },
    'new-password': { value: '', hint: 'makes a new password for a known person', optional: true, flag: true },
  },
  read({ email = '', property = '', role = '', name = null, 'new-password': newPassword }) {
    if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) throw new PlainError('--email: write it like anna@hotel.example.');
    if (!isRole(role)) throw new PlainError(`--role: ${role} is not one of ${ROLES.join(', ')}.`);
    return { email: email.toLowerCase(), name, property, role, newPassword: newPassword !== undefined };
  },
  async run(db, { email, name, property: wanted, role, newPassword }) {
    const property = await findProperty(db, wanted);
    const { rows } = await db.query<{ id: string }>('select id from app_user where email = $1', [email]);
    const known = rows[0]?.id;
    const password = known === undefined || newPassword ? randomBytes(PASSWORD_BYTES).toString('base64url') : null;
    const id = known ?? (await create(db, email, name, password));
    if (known !== undefined && password !== null) await replacePassword(db, known, password);
    await db.query(MEMBERSHIP, [id, property.id, role]);
    const told = `${email} is ${role} of ${property.name}.`;
    return password === null ? [`${told} The password stays as it is.`] : [`${told} Password, shown this once:`, password];
  },
};

async function create(db: Database, email: string, name: string | null, password: string | null): Promise<string> {
  if (name === null || password === null) throw new PlainError(`--name: ${email} is new, so a name is needed.`);
  const { rows } = await db.query<{ user_id: string }>(CREATE, [randomUUID(), name, email, randomUUID(), await hashPassword(password)]);
  const [row] = rows;
  if (!row) throw new PlainError(`${email} could not be created.`);
  return row.user_id;
}

/** Whoever is signed in with the old one is out. */
async function replacePassword(db: Database, id: string, password: string): Promise<void> {
  await db.query(SET_PASSWORD, [id, await hashPassword(password)]);
  await db.query('delete from user_session where user_id = $1', [id]);
}
