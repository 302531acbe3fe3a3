import { testDatabase, type TestDatabase, testPool } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, type NewUser } from '../src/modules/access/create-user.ts';

let database: TestDatabase;
let db: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  db = testPool(database.appUrl);
});
afterAll(async () => {
  await db.end();
  await database.close();
});

const anyone = (): string => `${randomUUID()}@grand.example`;
const create = (changes: Partial<NewUser>): ReturnType<typeof createUser> =>
  createUser(db, { email: anyone(), name: 'Анна Соколова', password: 'twelve chars', demo: false, ...changes });

describe('people', () => {
  it.each([
    ['email_invalid', { email: 'nonsense' }],
    ['name_empty', { name: '  ' }],
    ['password_too_short', { password: 'eleven char' }],
    ['password_too_long', { password: 'x'.repeat(129) }],
  ])('are not created when it is %s', async (refusal, changes) => {
    expect(await create(changes)).toEqual({ ok: false, error: refusal });
  });

  it('are not created twice, in whatever case', async () => {
    const email = anyone();
    expect(await create({ email })).toMatchObject({ ok: true });
    expect(await create({ email: ` ${email.toUpperCase()} ` })).toEqual({ ok: false, error: 'email_taken' });
  });
});
