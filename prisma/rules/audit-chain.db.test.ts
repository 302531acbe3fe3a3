import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertPerson } from './audit-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
let hotel: string;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  hotel = randomUUID();
  await db.app.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, 'Hotel', 'Europe/Moscow', 'RUB', '{RUB}')`, [
    hotel,
  ]);
});

const ENTRY = `insert into audit_entry (id, at, actor, actor_id, property_id, action, subject) values ($1, now(), 'user:Анна', $2, $3, 'person.invited', 'x')`;
async function add(property: string | null, actor: string | null = null): Promise<string> {
  const id = randomUUID();
  await db.app.query(ENTRY, [id, actor, property]);
  return id;
}
const chain = async (id: string): Promise<{ seq: string; entry_id: string; hash: string }[]> =>
  (await db.app.query(`select seq, entry_id, encode(hash, 'hex') as hash from audit_seal where chain = $1 order by seq`, [id])).rows;

describe('the chain of audit entries', () => {
  it('seals each entry in the transaction that adds it, one after the other', async () => {
    const ids = [await add(hotel), await add(hotel), await add(hotel)];
    expect((await chain(hotel)).map(({ seq, entry_id }) => [seq, entry_id])).toEqual(ids.map((id, index) => [String(index + 1), id]));
  });

  it('has neither a seal nor a gap for an entry that was rolled back', async () => {
    const client = await db.app.connect();
    await client.query('begin');
    await client.query(ENTRY, [randomUUID(), null, hotel]);
    await client.query('rollback');
    client.release();
    const id = await add(hotel);
    expect(await chain(hotel)).toMatchObject([{ seq: '1', entry_id: id }]);
  });

  it('stays one line under many who write at once to several hotels, in any order', async () => {
    const other = db.propertyId;
    const before = (await chain(other)).length;
    const write = async (index: number): Promise<void> => {
      const client = await db.app.connect();
      try {
        await client.query('begin');
        for (const property of index % 2 ? [hotel, other] : [other, hotel]) await client.query(ENTRY, [randomUUID(), null, property]);
        await client.query('commit');
      } finally {
        client.release();
      }
    };
    await Promise.all(Array.from({ length: 40 }, (_, index) => write(index)));
    for (const [id, count] of [
      [hotel, 40],
      [other, before + 40],
    ] as const) {
      const seals = await chain(id);
      expect(seals.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      expect(new Set(seals.map(({ hash }) => hash)).size).toBe(count);
    }
  });

  it('is one chain a hotel, one for what is about none, and one for what the demonstration’s people do there', async () => {
    const [real, demo] = [await insertPerson(db, { demo: false }), await insertPerson(db, { demo: true })];
    const ids = { none: await add(null, real), demo: await add(null, demo), hotel: await add(hotel, demo) };
    const last = async (id: string): Promise<string | undefined> => (await chain(id)).at(-1)?.entry_id;
    expect(await last('00000000-0000-0000-0000-000000000000')).toBe(ids.none);
    expect(await last('00000000-0000-0000-0000-000000000001')).toBe(ids.demo);
    expect(await last(hotel)).toBe(ids.hotel);
  });

  const CHANGES = [`update audit_seal set hash = sha256('x')`, 'delete from audit_seal', 'truncate audit_seal'];
  it.each(CHANGES)('cannot be touched by the owner: %s', async (sql) => {
    await add(hotel);
    await expect(db.owner.query(sql)).rejects.toMatchObject({ message: 'audit seals are never changed or deleted', code: '42501' });
  });

  it.each([...CHANGES, `insert into audit_seal values (gen_random_uuid(), 1, gen_random_uuid(), sha256('x'))`])(
    'cannot be touched by the gateway: %s',
    async (sql) => {
      await expect(db.app.query(sql)).rejects.toMatchObject({ code: '42501' });
    },
  );

  it('of a real hotel stays whole when the demonstration is removed', async () => {
    await add(hotel, await insertPerson(db, { demo: true }));
    const client = await db.owner.connect();
    try {
      for (const table of ['audit_seal', 'audit_entry']) {
        await client.query('begin');
        await client.query(`select set_config('payport.demo_reset', 'on', true)`);
        const column = table === 'audit_seal' ? 'chain' : 'property_id';
        await expect(client.query(`delete from ${table} where ${column} = $1`, [hotel])).rejects.toMatchObject({ code: '42501' });
        await client.query('rollback');
      }
    } finally {
      client.release();
    }
  });
});
