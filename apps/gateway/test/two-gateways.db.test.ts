import { approveAtOnce, approvedResult, ManualClock, scriptedDecline, type OrderScript } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shutGate, type Gate } from './gate.ts';
import { GatewayHarness, type Peer } from './gateway-harness.ts';
import { TwoPhaseDevice } from './two-phase-device.ts';

let first: GatewayHarness;
let second: Peer;
let clock: ManualClock;
let peerClock: ManualClock;
let terminalId: string;
/** Holds the first gateway between its durable intent and its first byte, as a sleeping machine does. */
let asleep: Gate | null;
/** Opened at the end of each test: an order whose guest never comes would hold the first gateway's stop. */
let over: Gate;

beforeEach(async () => {
  asleep = null;
  over = shutGate();
  clock = new ManualClock(Date.now());
  peerClock = new ManualClock(Date.now());
  first = await GatewayHarness.start({ clock, checkpoints: { reached: (point) => (point === 'intent_durable' ? asleep?.opened : undefined) } });
  second = await first.join({ clock: peerClock, checkpoints: { reached: () => undefined } });
  terminalId = await first.addTerminal();
});
afterEach(async () => {
  asleep?.open();
  await second.close();
  over.open();
  await first.close();
});

const folio = (): Record<string, unknown> => ({ reservation: { confirmationNumber: randomUUID() } });
const order = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  terminalId,
  amount: '1500.00',
  currency: 'RUB',
  ...folio(),
  ...changes,
});
const read = async (id: unknown): Promise<Record<string, unknown>> => (await second.call('GET', `/sonata/v1/payments/${String(id)}`)).body;
/** The guest stands at the device and does nothing. */
const hang: OrderScript = async (sale, session) => {
  await over.opened;
  return approveAtOnce(sale, session);
};
const prompts = (): number => first.terminal.journal.prompts.length;
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the awaited condition did not come');
    await nextTurn();
  }
}
/** The other gateway's time passes until then. */
const passUntil = (condition: () => boolean | Promise<boolean>, stepMs = 200): Promise<void> =>
  until(async () => {
    await peerClock.advance(stepMs);
    return condition();
  });
/** The first gateway has not been heard of for so long, by the database's clock. */
const silent = (ms = 1): Promise<unknown> =>
  first.db.query(`update gateway_instance set lease_until = now() - $2 * interval '1 millisecond' where id = $1`, [first.config.instanceId, ms]);
/** Waits for what comes of an order at the first gateway without asking for it. */
async function begun(): Promise<string> {
  const { body, status } = await first.call('POST', '/sonata/v1/payments', order(), { 'idempotency-key': randomUUID() });
  expect(status).toBe(201);
  return String(body['id']);
}

describe('two gateways on one database', () => {
  it('never prompt one terminal twice, whoever is asked', async () => {
    const gate = shutGate();
    first.terminal.onOrder = async (sale, session) => {
      await gate.opened;
      return approveAtOnce(sale, session);
    };
    const racers = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? first : second).pay(order(), { prefer: 'wait=0' }));
    const answers = await Promise.all(racers);
    gate.open();
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 409 && body['code'] === 'terminal-busy')).toHaveLength(19);
    await until(async () => (await first.db.query('select from device_claim')).rowCount === 0);
    expect(prompts()).toBe(1);
  });

  it('answer a key that came to both with one payment', async () => {
    const key = randomUUID();
    const body = order();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? first : second).pay(body, { 'idempotency-key': key, prefer: 'wait=0' })),
    );
    expect(new Set(answers.map((answer) => answer.body['id'])).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    await until(async () => (await read(answers[0]!.body['id']))['final'] === true);
    expect(prompts()).toBe(1);
  });

  it('tell a caller at one what became of a payment at the other', async () => {
    const gate = shutGate();
    first.terminal.onOrder = async (sale, session) => {
      await gate.opened;
      return approveAtOnce(sale, session);
    };
    const id = await begun();
    await peerClock.advance(3_000);
    const held = second.call('GET', `/sonata/v1/payments/${id}`, undefined, { prefer: 'wait=60' });
    await until(() => prompts() === 1);
    gate.open();
    await until(async () => (await read(id))['final'] === true);
    const answer = await peerClock.complete(held, 30_000);
    expect(answer.body).toMatchObject({ id, status: 'approved' });
  });

  it('commit at one what the other was told to confirm, and answer there with what came of it', async () => {
    const device = new TwoPhaseDevice();
    device.play(first.terminal);
    const { body } = await first.call('POST', '/sonata/v1/payments', order({ confirmation: 'pms' }), {
      'idempotency-key': randomUUID(),
      prefer: 'wait=20',
    });
    expect(body).toMatchObject({ status: 'held' });
    const id = String(body['id']);
    const said = second.call('POST', `/sonata/v1/payments/${id}/confirm`, { postingNumber: 'F-7' }, { prefer: 'wait=20' });
    // The first one notices the decision by its look at what others have decided; its device is committed once.
    await until(async () => {
      await clock.advance(300);
      await peerClock.advance(300);
      return (await read(id))['final'] === true;
    });
    expect((await peerClock.complete(said, 60_000)).body).toMatchObject({ id, status: 'approved', posting: { postingNumber: 'F-7' } });
    expect(device.did).toEqual(['sale', 'suspend', 'commit']);
    const again = await second.call('POST', `/sonata/v1/payments/${id}/confirm`, { postingNumber: 'F-7' }, { prefer: 'wait=0' });
    expect([again.status, again.body['status']]).toEqual([200, 'approved']);
    expect(device.did).toHaveLength(3);
  });

  it('stop an order at one when the other was asked to', async () => {
    first.terminal.onOrder = (_, session) =>
      new Promise((resolve) => {
        const decline = scriptedDecline({ code: 'cancelled_by_cashier' });
        session.abort.addEventListener('abort', () => resolve({ outcome: 'cancelled', decline, evidence: {} }));
      });
    await clock.advance(3_000);
    const id = await begun();
    await until(() => prompts() === 1);
    expect((await second.call('POST', `/sonata/v1/payments/${id}/cancel`)).status).toBe(202);
    for (let n = 0; n < 40 && (await read(id))['final'] !== true; n += 1) await clock.advance(300);
    expect(await read(id)).toMatchObject({ status: 'cancelled' });
  });
});

describe('a gateway that is not heard of any more', () => {
  it('is taken over from: its payment is asked about by the other, and found', async () => {
    first.terminal.onOrder = hang;
    first.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} });
    const id = await begun();
    await until(() => prompts() === 1);
    await peerClock.advance(5_000);
    expect(await read(id)).toMatchObject({ outcome: 'pending' });
    await silent();
    await passUntil(async () => (await read(id))['final'] === true);
    expect(await read(id)).toMatchObject({ status: 'approved' });
    const { rows } = await first.db.query('select cause, evidence from payment_event where payment_id = $1 order by seq', [id]);
    expect(rows.map((row) => row.cause)).toEqual(expect.arrayContaining(['adopted', 'gateway_restarted', 'recovered']));
    expect(rows.find((row) => row.cause === 'adopted')?.evidence).toEqual({ from: first.config.instanceId });
    expect((await first.db.query('select from device_claim')).rowCount).toBe(0);
  });

  it('proves nothing by a device that does not know the order yet, until the longest step of the device is over', async () => {
    first.terminal.stepLimitMs = 600_000;
    first.terminal.onOrder = hang;
    const asked: boolean[] = [];
    first.terminal.onRecover = ({ memoryIntact }) => {
      asked.push(memoryIntact);
      return Promise.resolve(
        memoryIntact ? { finding: 'not_found_proven', rung: 1, evidence: {} } : { finding: 'cannot_tell', conclusive: true, evidence: {} },
      );
    };
    const id = await begun();
    await until(() => prompts() === 1);
    await silent();
    await passUntil(() => asked.length === 1);
    await until(async () => second.engine.conversations() === 0);
    expect(asked).toEqual([false]);
    expect(await read(id)).toMatchObject({ status: 'unknown' });
    const { rows } = await first.db.query(
      'select absence_counts_after as counts, g.lease_until + $2::interval as step from payment, gateway_instance g where payment.id = $1 and g.id = $3',
      [id, '10 minutes', first.config.instanceId],
    );
    expect(rows[0].counts).toEqual(rows[0].step);
    // Its moment is over by the database's clock, which no test can move.
    await first.db.query(`update payment set absence_counts_after = now() - interval '1 second' where id = $1`, [id]);
    await passUntil(async () => (await read(id))['final'] === true, 5_000);
    expect(asked).toEqual([...asked.slice(1).map(() => false), true]);
    expect(await read(id)).toMatchObject({ status: 'failed', decline: { code: 'proven_absent' } });
  });

  it('must not send when it wakes up', async () => {
    asleep = shutGate();
    const id = await begun();
    await silent();
    await passUntil(async () => (await read(id))['status'] === 'unknown');
    // Its heartbeat comes first: it has lost its lease and taken it anew before the old order goes on.
    await clock.advance(30_000);
    await until(async () => {
      await clock.advance(1_000);
      return (await first.db.query('select from gateway_instance where id = $1 and lease_until > now()', [first.config.instanceId])).rowCount === 1;
    });
    await first.engine.lease.assertHeld();
    asleep.open();
    await until(() => first.engine.activity().orders === 0);
    expect(prompts()).toBe(0);
    expect(await read(id)).toMatchObject({ status: 'failed', final: true });
  });

  it('takes nothing when it wakes up, leaves nothing of what it refuses, and still answers what it knows', async () => {
    const [known, later] = [randomUUID(), randomUUID()];
    const [paid, wanted] = [order(), order()];
    const first201 = await first.pay(paid, { 'idempotency-key': known });
    const wakeUp = async (): Promise<void> => {
      await silent();
      // No timer has run yet, as on a machine that slept: the request comes before the heartbeat.
      clock.jump(30_000);
    };
    const rows = async (): Promise<unknown> =>
      (await first.db.query('select (select count(*)::int from payment) + (select count(*)::int from terminal_command) as n')).rows;
    await wakeUp();
    const refused = await first.pay(wanted, { 'idempotency-key': later });
    expect([refused.status, refused.body['code'], refused.headers['retry-after']]).toEqual([503, 'unavailable', '5']);
    await wakeUp();
    const close = await first.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, { 'idempotency-key': randomUUID() });
    expect([close.status, close.body['code']]).toEqual([503, 'unavailable']);
    await wakeUp();
    const repeat = await first.pay(paid, { 'idempotency-key': known });
    expect([repeat.status, repeat.body['id']]).toEqual([200, first201.body['id']]);
    expect([await rows(), prompts()]).toEqual([[{ n: 1 }], 1]);
    await until(async () => {
      await clock.advance(1_000);
      return (await first.pay(wanted, { 'idempotency-key': later })).body['status'] === 'approved';
    });
  });

  it('brings home what its device said meanwhile, and has its lease again', async () => {
    const gate = shutGate();
    first.terminal.onOrder = async (sale, session) => {
      await gate.opened;
      return approveAtOnce(sale, session);
    };
    const id = await begun();
    await until(() => prompts() === 1);
    await silent();
    await passUntil(async () => (await read(id))['status'] === 'unknown');
    gate.open();
    await until(async () => (await read(id))['final'] === true);
    expect(await read(id)).toMatchObject({ status: 'approved' });
    first.terminal.onOrder = approveAtOnce;
    const again = await (async () => {
      for (;;) {
        await clock.advance(1_000);
        const answer = await first.pay(order());
        if (answer.status === 201 && answer.body['status'] === 'approved') return answer;
      }
    })();
    expect(again.body['status']).toBe('approved');
    expect(prompts()).toBe(2);
  });

  it('keeps what hangs on another machine, but not what the network reaches', async () => {
    first.terminal.onOrder = hang;
    const cabled = await begun();
    terminalId = await first.addTerminal({ address: 'tcp:10.0.0.5:20007' });
    const networked = await begun();
    await until(() => prompts() === 2);
    await silent();
    await first.db.query(`update gateway_instance set host = 'another-machine' where id = $1`, [first.config.instanceId]);
    await passUntil(async () => (await read(networked))['status'] === 'unknown');
    const { rows } = await first.db.query('select id, instance_id from payment order by created_at');
    expect(rows).toEqual([
      { id: cabled, instance_id: first.config.instanceId },
      { id: networked, instance_id: second.config.instanceId },
    ]);
  });
});
