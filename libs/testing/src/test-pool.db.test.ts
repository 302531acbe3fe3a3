import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from './database.ts';
import { testPool } from './test-pool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('a pool of a test', () => {
  it('has ended when the server has let go of each of its connections', async () => {
    const onlooker = testPool(database.ownerUrl, { max: 1 });
    const sessions = async (): Promise<number | null> =>
      (await onlooker.query(`select from pg_stat_activity where application_name = 'leaving'`)).rowCount;
    for (let round = 0; round < 5; round += 1) {
      const leaving = testPool(database.ownerUrl, { application_name: 'leaving' });
      await Promise.all(Array.from({ length: 10 }, () => leaving.query('select pg_sleep(0.01)')));
      expect(await sessions()).toBe(10);
      await leaving.end();
      expect(await sessions()).toBe(0);
    }
    await onlooker.end();
  });
});
