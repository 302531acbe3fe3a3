import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertPayment } from './payment-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

const wordsOf = async (payment: string): Promise<string[]> =>
  (await db.app.query<{ word: string }>('select word from payment_word where payment_id = $1 order by word', [payment])).rows.map(({ word }) => word);

it('a payment is written together with the words of its guest, folded and each once', async () => {
  expect(await wordsOf(await insertPayment(db, ['accepted'], { guest_name: "Фёдорова-Çelik  Анна, Анна O'Neil" }))).toEqual([
    'celik',
    'neil',
    'o',
    'анна',
    'федорова',
  ]);
});

it('a room is a word behind a sign that no name has, and each word knows name, room and amount', async () => {
  const id = await insertPayment(db, ['accepted'], { guest_name: '#Фёдорова Анна', room: '№ 12А' });
  const { rows } = await db.app.query('select word, two, four, guest, room, amount_minor from payment_word where payment_id = $1 order by word', [
    id,
  ]);
  const known = { guest: 'федорова анна', room: '12а', amount_minor: '150000' };
  expect(rows).toEqual([
    { word: '#12а', two: null, four: null, ...known },
    { word: 'анна', two: 'ан', four: 'анна', ...known },
    { word: 'федорова', two: 'фе', four: 'федо', ...known },
  ]);
});

it('of words that begin alike the first one alone stands among the beginnings, so that a payment is there once', async () => {
  const id = await insertPayment(db, ['accepted'], { guest_name: 'Иван Иванов Ивушкин Лев Лев' });
  const { rows } = await db.app.query('select word, two, four from payment_word where payment_id = $1 order by word', [id]);
  expect(rows).toEqual([
    { word: 'иван', two: 'ив', four: 'иван' },
    { word: 'иванов', two: null, four: null },
    { word: 'ивушкин', two: null, four: 'ивуш' },
    { word: 'лев', two: 'ле', four: 'лев' },
  ]);
});

it('a name and a room of any length are written', async () => {
  const long = '🏨'.repeat(255);
  const id = await insertPayment(db, ['accepted'], { guest_name: long.slice(0, 200) + ' ' + long, room: long });
  expect(await wordsOf(id)).toHaveLength(2);
});

it('a payment without a guest has none', async () => {
  expect(await wordsOf(await insertPayment(db))).toEqual([]);
  expect(await wordsOf(await insertPayment(db, ['accepted'], { guest_name: ' — ' }))).toEqual([]);
});

it('the gateway writes no words of its own', async () => {
  await expect(db.app.query(`insert into payment_word (property_id, word, payment_id) values ($1, 'x', $1)`, [db.propertyId])).rejects.toMatchObject({
    code: '42501',
  });
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
