import type { PropertyId } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { grantMembership } from '../src/modules/access/create-user.ts';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { LiveReader, subjects, tellable, told } from './live-reader.ts';
import { addPerson, PortalVisitor, type Person } from './portal-visitor.ts';

let gateway: GatewayHarness;
let terminalId: string;
let elsewhere: string;
let anna: Person;
let visitor: PortalVisitor;
const open: LiveReader[] = [];

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  terminalId = await gateway.addTerminal();
  elsewhere = await insertProperty(gateway.db, 'Балтика');
  anna = await addPerson(gateway, { [gateway.propertyId]: 'finance' });
  visitor = await PortalVisitor.signedIn(gateway, anna);
});
afterEach(() => open.splice(0).forEach((reader) => reader.close()));
afterAll(() => gateway.close());

async function listen(who = visitor, after?: string): Promise<LiveReader> {
  const reader = await LiveReader.open(gateway, who, after);
  open.push(reader);
  await reader.until(() => true);
  return reader;
}

const CHANGE = 'insert into live_change (property_id, topic, subject) values ($1, $2, $3)';
/** A change of something; whatever makes one, this is what its trigger writes. */
async function change(topic = 'payment', propertyId = gateway.propertyId): Promise<string> {
  const subject = randomUUID();
  await gateway.db.query(CHANGE, [propertyId, topic, subject]);
  await tellable(gateway.db);
  return subject;
}

describe('the live stream', () => {
  it('carries the headers of every answer, though it takes the connection over', async () => {
    const { headers } = await listen();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  });

  it('tells each step of a payment once, soon after its commit, with nothing of its content', async () => {
    const reader = await listen();
    const paid = String((await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID(), guestName: 'Соколова' } })).body['id']);
    const last = await change();
    await reader.until(({ data }) => data['subject'] === last);
    const about = reader.events.filter(({ data }) => data['subject'] === paid);
    expect(about.length).toBeGreaterThanOrEqual(2);
    for (const { data } of about) expect(data).toEqual({ topic: 'payment', subject: paid, property: gateway.propertyId });
    expect(new Set(reader.events.map(({ id }) => id)).size).toBe(reader.events.length);
  });

  it('tells of a refund as news of the sale too: an open page of it knows no refund that comes later', async () => {
    const sale = String((await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() } })).body['id']);
    const here = (await told(visitor)).at(-1);
    const refund = { amount: '100.00', reason: 'x' };
    const { body } = await gateway.call('POST', `/sonata/v1/payments/${sale}/refunds`, refund, { 'idempotency-key': randomUUID(), prefer: 'wait=5' });
    await tellable(gateway.db);
    const news = (await told(visitor, here!.id)).map(({ data }) => data['subject']);
    expect(body).toMatchObject({ kind: 'refund', status: 'approved' });
    expect(news.filter((subject) => subject === sale)).toHaveLength(news.filter((subject) => subject === body['id']).length);
    expect(news).toContain(sale);
  });

  it('tells who takes a payment in hand, which is no event of its history', async () => {
    const paid = String((await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() } })).body['id']);
    const here = (await told(visitor)).at(-1);
    await gateway.db.query('insert into payment_care (payment_id, done_at, done_by) values ($1, now(), $2)', [paid, 'test']);
    await tellable(gateway.db);
    expect((await told(visitor, here!.id)).map(({ data }) => data)).toContainEqual({ topic: 'care', subject: paid, property: gateway.propertyId });
  });

  it('tells of terminals and alarms too', async () => {
    const here = (await told(visitor)).at(-1);
    await gateway.db.query('update terminal set offline_since = now() where id = $1', [terminalId]);
    await gateway.db.query('update terminal set offline_since = null where id = $1', [terminalId]);
    await gateway.db.query(
      `insert into alarm (id, property_id, terminal_id, kind, severity, since, text) values ($1, $2, $3, 'settlement_missed', 'warning', now(), '{"ru": "т", "en": "t"}')`,
      [randomUUID(), gateway.propertyId, terminalId],
    );
    await tellable(gateway.db);
    const topics = (await told(visitor, here!.id)).flatMap(({ data }) => data['topic'] ?? []);
    expect(topics).toEqual(['terminal', 'terminal', 'alarm']);
  });

  it('goes on after a cut between any two changes, without loss and without repeats', async () => {
    const first = await listen();
    const before = [await change(), await change()];
    // Three of one transaction, so that a cut may fall inside of it.
    const together = [randomUUID(), randomUUID(), randomUUID()];
    await gateway.db.query(`insert into live_change (property_id, topic, subject) select $1, 'payment', unnest($2::uuid[])`, [
      gateway.propertyId,
      together,
    ]);
    await first.until(({ data }) => data['subject'] === together[2]);
    first.close();
    const after = [await change(), await change()];
    const all = [...before, ...together, ...after];
    const places = first.events.filter(({ event }) => event === 'change');
    for (const [index, { id }] of places.entries()) expect(subjects(await told(visitor, id))).toEqual(all.slice(index + 1));
    const again = await listen(visitor, places[1]!.id);
    await again.until(({ data }) => data['subject'] === after[1]);
    expect(subjects(again.events)).toEqual(all.slice(2));
  });

  it('never passes over a change whose transaction began early and was committed late', async () => {
    const reader = await listen();
    const slow = await gateway.db.connect();
    const [early, late] = [randomUUID(), randomUUID()];
    try {
      await slow.query('begin');
      await slow.query(CHANGE, [gateway.propertyId, 'payment', early]);
      await gateway.db.query(CHANGE, [gateway.propertyId, 'payment', late]);
      // The later one waits for the earlier: a place behind it would leave the earlier one out for ever.
      expect(subjects(await told(visitor, reader.events[0]!.id))).toEqual([]);
      await slow.query('commit');
    } finally {
      slow.release();
    }
    await reader.until(({ data }) => data['subject'] === late);
    expect(subjects(reader.events)).toEqual([early, late]);
  });

  it('goes on at another gateway from the same place', async () => {
    const [here] = (await told(visitor)).slice(-1);
    const missed = await change();
    const peer = await gateway.join();
    try {
      const answer = await peer.call('GET', '/portal/v1/live?once=true', undefined, {
        authorization: '',
        cookie: visitor.cookie ?? '',
        'last-event-id': here!.id,
      });
      expect(answer.text).toContain(missed);
    } finally {
      await peer.close();
    }
  });
});

describe('who is told', () => {
  it('hears of their own hotels only', async () => {
    const reader = await listen();
    await change('payment', elsewhere);
    const own = await change();
    await reader.until(({ data }) => data['subject'] === own);
    expect(subjects(reader.events)).toEqual([own]);
  });

  it('hears only of what the role may look at', async () => {
    const support = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'support' }));
    const [reader, hers] = [await listen(support), await listen()];
    const file = await change('bank_file');
    const alarm = await change('alarm');
    for (const each of [reader, hers]) await each.until(({ data }) => data['subject'] === alarm);
    expect(subjects(reader.events)).toEqual([alarm]);
    expect(subjects(hers.events)).toEqual([file, alarm]);
  });

  it('gains and loses a hotel with the very next change', async () => {
    const reader = await listen();
    await grantMembership(gateway.db, { userId: anna.id, propertyId: elsewhere as PropertyId, role: 'auditor' });
    const gained = await change('payment', elsewhere);
    await reader.until(({ data }) => data['subject'] === gained);
    await gateway.db.query('delete from membership where user_id = $1 and property_id = $2', [anna.id, elsewhere]);
    await change('payment', elsewhere);
    const own = await change();
    await reader.until(({ data }) => data['subject'] === own);
    expect(subjects(reader.events)).toEqual([gained, own]);
  });

  it('is let go with the session, before anything more is told', async () => {
    const leaving = await PortalVisitor.signedIn(gateway, anna);
    const reader = await listen(leaving);
    await leaving.post('/portal/v1/auth/sign-out', {});
    await change();
    await reader.end();
    expect(reader.events.map(({ event }) => event)).toEqual(['ready', 'ended']);
  });
});

describe('a place that is too old', () => {
  it.each([
    ['of another server', () => '1.5.0'],
    ['that nobody wrote', () => 'yesterday'],
    ['of a time to come', (id: string) => id.replace(/\.\d+\./, '.999999999999.')],
  ])('is told, and everything is to be read anew: %s', async (_, spoil) => {
    const [ready] = await told(visitor);
    expect((await told(visitor, spoil(ready!.id)))[0]).toMatchObject({ event: 'stale' });
  });

  it('is one whose changes have been forgotten, and only then', async () => {
    const [old] = await told(visitor);
    await change();
    const [, , ...rest] = await told(visitor, old!.id);
    expect(rest.map(({ event }) => event)).toEqual(['beat']);
    await gateway.db.query(`select forget_live_changes(interval '1 hour')`);
    expect((await told(visitor, old!.id))[0]).toMatchObject({ event: 'ready' });
    await gateway.db.query(`select forget_live_changes(interval '0')`);
    expect(await told(visitor, old!.id)).toMatchObject([{ event: 'stale' }, { event: 'beat' }]);
  });

  it('is none in a quiet house, however often is forgotten', async () => {
    const [ready] = await told(visitor);
    for (let round = 0; round < 3; round += 1) {
      await gateway.db.query('update property set updated_at = now()');
      await gateway.db.query(`select forget_live_changes(interval '0')`);
    }
    expect((await told(visitor, ready!.id))[0]).toMatchObject({ event: 'ready' });
  });

  it('is told to an open stream after the server lost what it had not written', async () => {
    const reader = await listen();
    await gateway.db.query('truncate live_change, live_horizon');
    await reader.until(({ event }) => event === 'stale');
    const next = await change();
    await reader.until(({ data }) => data['subject'] === next);
  });
});
