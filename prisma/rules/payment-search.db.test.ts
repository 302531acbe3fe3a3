import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertPayment } from './payment-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

const wordsOf = async (payment: string): Promise<string[]> =>
  (await db.app.query<{ word: string }>('select word from payment_guest_word where payment_id = $1 order by word', [payment])).rows.map(
    ({ word }) => word,
  );

it('a payment is written together with the words of its guest, folded and each once', async () => {
  expect(await wordsOf(await insertPayment(db, ['accepted'], { guest_name: "Фёдорова-Çelik  Анна, Анна O'Neil" }))).toEqual([
    'celik',
    'neil',
    'o',
    'анна',
    'федорова',
  ]);
});

it('a payment without a guest has none', async () => {
  expect(await wordsOf(await insertPayment(db))).toEqual([]);
  expect(await wordsOf(await insertPayment(db, ['accepted'], { guest_name: ' — ' }))).toEqual([]);
});

it('the gateway writes no words of its own', async () => {
  await expect(
    db.app.query(`insert into payment_guest_word (property_id, word, payment_id) values ($1, 'x', $1)`, [db.propertyId]),
  ).rejects.toMatchObject({ code: '42501' });
});

it('words go with a demonstration payment that is removed', async () => {
  await db.owner.query('update terminal set demo = true where id = $1', [db.terminalId]);
  const id = await insertPayment(db, ['accepted'], { guest_name: 'Анна Гость' });
  const client = await db.owner.connect();
  await client.query('begin');
  await client.query(`select set_config('payport.demo_reset', 'on', true)`);
  await client.query('delete from payment_event where payment_id = $1', [id]);
  await client.query('delete from payment where id = $1', [id]);
  await client.query('commit');
  client.release();
  expect(await wordsOf(id)).toEqual([]);
});
