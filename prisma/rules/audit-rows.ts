import { randomUUID } from 'node:crypto';
import type { RulesDatabase } from './rules-database.ts';

export async function insertPerson({ app }: Pick<RulesDatabase, 'app'>, { demo }: { readonly demo: boolean }): Promise<string> {
  const id = randomUUID();
  await app.query(`insert into app_user (id, name, email, demo) values ($1, 'Анна', $2, $3)`, [id, `${id}@hotel.example`, demo]);
  return id;
}
