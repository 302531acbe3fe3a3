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

export async function seedUsers(
  db: PoolClient,
  plan: DemoPlan,
  properties: readonly SeededProperty[],
  secrets: DemoSecrets,
): Promise<readonly SeededUser[]> {
  const users: SeededUser[] = [];
  for (const user of plan.users) {
    const { id, password } = await seedUser(db, user, secrets);
    for (const { id: property } of properties.filter(({ key }) => user.properties.includes(key))) {
      await db.query(MEMBERSHIP, [id, property, user.role]);
    }
    users.push({ email: user.email, password, role: user.role });
  }
  return users;
}

/** Known person and password: nothing to do. A lost password is set anew, since its hash gives nothing back. */
async function seedUser(db: PoolClient, { email, name }: PlanUser, secrets: DemoSecrets): Promise<{ id: string; password: string }> {
  const { rows } = await db.query<{ id: string; demo: boolean }>('select id, demo from app_user where email = $1', [email]);
  const [person] = rows;
  if (person && !person.demo) throw new Error(`${email} is a real user of this database; the demonstration cannot have that name.`);
  const known = secrets.password(email);
  if (person && known !== undefined) return { id: person.id, password: known };
  const password = known ?? secrets.newPassword(email);
  await secrets.save();
  const hash = await hashPassword(password);
  if (person) {
    await db.query(SET_PASSWORD, [person.id, hash]);
    return { id: person.id, password };
  }
  const created = await db.query<{ user_id: string }>(CREATE, [randomUUID(), name, email, randomUUID(), hash]);
  const [row] = created.rows;
  if (!row) throw new Error(`${email} could not be created.`);
  return { id: row.user_id, password };
}
