import { hashPassword } from 'better-auth/crypto';
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { DemoPlan, PlanUser } from '../demo-plan.ts';
import type { DemoSecrets } from '../demo-secrets.ts';
import type { SeededProperty } from './seeded.ts';

export interface SeededUser {
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

/** A person with a password, as the gateway's own way of making people does it. */
const CREATE = `
  with person as (insert into app_user (id, name, email, email_verified, demo) values ($1, $2, $3, true, true) returning id)
  insert into user_account (id, user_id, account_id, provider_id, password) select $4, id, id::text, 'credential', $5 from person returning user_id`;
const SET_PASSWORD = `update user_account set password = $2, updated_at = now() where user_id = $1 and provider_id = 'credential'`;
const MEMBERSHIP = `
  insert into membership (user_id, property_id, role) values ($1, $2, $3) on conflict (user_id, property_id) do update set role = excluded.role`;

interface Person {
  readonly id: string;
  readonly email: string;
  readonly demo: boolean;
}

export async function seedUsers(
  db: PoolClient,
  plan: DemoPlan,
  properties: readonly SeededProperty[],
  secrets: DemoSecrets,
): Promise<readonly SeededUser[]> {
  const { rows } = await db.query<Person>('select id, email, demo from app_user where email = any ($1)', [plan.users.map(({ email }) => email)]);
  const real = rows.find(({ demo }) => !demo);
  if (real) throw new Error(`${real.email} is a real user of this database; the demonstration cannot have that name.`);
  const people = new Map(rows.map((person) => [person.email, person.id]));
  const hashes = await newHashes(plan, people, secrets);
  const users: SeededUser[] = [];
  for (const user of plan.users) {
    const id = await write(db, user, people.get(user.email), hashes.get(user.email));
    for (const { id: property } of properties.filter(({ key }) => user.properties.includes(key))) {
      await db.query(MEMBERSHIP, [id, property, user.role]);
    }
    users.push({ email: user.email, password: secrets.password(user.email) ?? '', role: user.role });
  }
  return users;
}

/**
 * Known person and password: nothing to do. A lost password is made anew, since its hash gives nothing back. Hashing is
 * slow on purpose, so it is done side by side.
 */
async function newHashes({ users }: DemoPlan, people: ReadonlyMap<string, string>, secrets: DemoSecrets): Promise<ReadonlyMap<string, string>> {
  const wanted = users.map(({ email }) => email).filter((email) => !people.has(email) || secrets.password(email) === undefined);
  const passwords = wanted.map((email) => secrets.password(email) ?? secrets.newPassword(email));
  if (wanted.length > 0) await secrets.save();
  const hashes = await Promise.all(passwords.map((password) => hashPassword(password)));
  return new Map(wanted.map((email, i) => [email, hashes[i] ?? '']));
}

async function write(db: PoolClient, { email, name }: PlanUser, known: string | undefined, hash: string | undefined): Promise<string> {
  if (known !== undefined) {
    if (hash !== undefined) await db.query(SET_PASSWORD, [known, hash]);
    return known;
  }
  const { rows } = await db.query<{ user_id: string }>(CREATE, [randomUUID(), name, email, randomUUID(), hash]);
  const [row] = rows;
  if (!row) throw new Error(`${email} could not be created.`);
  return row.user_id;
}
