import type { CommandId, PaymentId, TerminalId, UserId } from '@payport/domain';
import { PgCommandStore } from '@payport/persistence';
import { approveAtOnce, approvedResult, closed, ManualClock, scriptedDecline, SeededRandom } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandConclusion } from '../src/modules/service-commands/index.ts';
import { SettlementRepository } from '../src/modules/settlements/settlement.repository.ts';
import { shutGate } from './gate.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { TwoPhaseDevice } from './two-phase-device.ts';

let gateway: GatewayHarness;
let terminalId: string;
const ANNA = { id: randomUUID() as UserId, name: 'Анна' };
beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = approveAt(null);
  gateway.terminal.onSettle = () => Promise.resolve(closed());
  gateway.terminal.onRecoverSettlement = () => Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
});

/** Approves with the terminal's own time. */
const approveAt =
  (hostTime: string | null): typeof approveAtOnce =>
  (order) =>
    Promise.resolve({ outcome: 'approved', result: approvedResult(order, { hostTime }), evidence: {} });
const settle = (body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, body, { 'idempotency-key': randomUUID(), prefer: 'wait=20', ...headers });
const read = async (id: unknown): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/settlements/${String(id)}`)).body;
const total = (count: number, amountMinor: bigint): { count: number; amountMinor: bigint } => ({ count, amountMinor });
const printed = (sales: [number, bigint], refunds: [number, bigint] = [0, 0n], more: Parameters<typeof closed>[0] = {}) =>
  closed({ totals: { sales: total(...sales), refunds: total(...refunds), voids: total(0, 0n) }, ...more });
const alarms = async (): Promise<unknown> =>
  (await gateway.db.query(`select kind, cleared_at is not null as cleared from alarm where terminal_id = $1 order by id`, [terminalId])).rows;
const loseOrders = (): void => {
  gateway.terminal.onOrder = () =>
    Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
};

describe('a settlement', () => {
  it('compares the terminal’s totals with ours, to the kopeck, and tells the PMS', async () => {
    const sale = await gateway.pay({ terminalId, amount: '1500.00' });
    await gateway.pay({ terminalId, amount: '20.50' });
    await gateway.pay({ terminalId, amount: '-100.00', original: { paymentId: sale.body['id'] } });
    gateway.terminal.onSettle = () => Promise.resolve(printed([2, 152_050n], [1, 10_000n]));
    const { status, body, headers } = await settle();
    const groups = {
      sales: { count: 2, amount: '1520.50' },
      refunds: { count: 1, amount: '100.00' },
      voids: { count: 0, amount: '0.00' },
    };
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'done',
      totals: { terminal: groups, gateway: groups },
      matches: true,
      unresolved: [],
      terminal: { id: terminalId },
    });
    expect(headers['location']).toBe(`/sonata/v1/settlements/${String(body['id'])}`);
    expect(await read(body['id'])).toEqual(body);
    const { rows } = await gateway.db.query(`select topic, payload from outbox where payload ->> 'settlementId' = $1`, [body['id']]);
    expect(rows).toEqual([{ topic: 'settlement.done', payload: { settlementId: body['id'] } }]);
    expect((await gateway.db.query('select from device_claim where terminal_id = $1', [terminalId])).rowCount).toBe(0);
  });

  it('sees a difference of one kopeck and raises an alarm, which the next good one clears', async () => {
    await gateway.pay({ terminalId });
    gateway.terminal.onSettle = () => Promise.resolve(printed([1, 150_001n]));
    expect((await settle()).body).toMatchObject({ status: 'done', matches: false });
    expect(await alarms()).toEqual([{ kind: 'settlement_mismatch', cleared: false }]);
    gateway.terminal.onSettle = () => Promise.resolve(printed([0, 0n]));
    expect((await settle()).body).toMatchObject({ matches: true });
    expect(await alarms()).toEqual([{ kind: 'settlement_mismatch', cleared: true }]);
  });

  it('that does not fit either is told anew, also to whoever has seen to the one before; counting it again is not', async () => {
    gateway.terminal.onSettle = () => Promise.resolve(printed([1, 1n]));
    await settle();
    await gateway.db.query(`update alarm set acknowledged_by = 'Анна', acknowledged_at = now() where terminal_id = $1`, [terminalId]);
    const { body } = await settle();
    const ports = { commands: new PgCommandStore(gateway.db), clock: new ManualClock(Date.now()), random: new SeededRandom(1) };
    await new CommandConclusion(ports).recount(body['id'] as CommandId);
    const { rows } = await gateway.db.query(
      `select a.cleared_at is not null as cleared, a.acknowledged_by as by, a.command_id = $2 as newest, count(o.id)::int as told
       from alarm a left join outbox o on o.topic = 'alarm.raised' and o.payload ->> 'alarmId' = a.id::text
       where a.terminal_id = $1 group by a.id order by a.id`,
      [terminalId, body['id']],
    );
    expect(rows).toEqual([
      { cleared: true, by: 'Анна', newest: false, told: 1 },
      { cleared: false, by: null, newest: true, told: 1 },
    ]);
  });

  it('raises the alarm as well when the bank itself disagrees', async () => {
    gateway.terminal.onSettle = () => Promise.resolve(printed([0, 0n], [0, 0n], { hostAgrees: false }));
    expect((await settle()).body).toMatchObject({ status: 'done', matches: true });
    expect(await alarms()).toEqual([{ kind: 'settlement_mismatch', cleared: false }]);
  });

  it('counts a batch by the terminal’s clock, from close to close', async () => {
    gateway.terminal.onOrder = approveAt('2026-11-20T10:00:00');
    await gateway.pay({ terminalId, amount: '10.00' });
    gateway.terminal.onSettle = () => Promise.resolve(printed([1, 1_000n], [0, 0n], { hostTime: '2026-11-20T23:59:00' }));
    expect((await settle()).body).toMatchObject({ matches: true });
    gateway.terminal.onOrder = approveAt('2026-11-21T00:00:30');
    await gateway.pay({ terminalId, amount: '20.00' });
    gateway.terminal.onSettle = () => Promise.resolve(printed([1, 2_000n], [0, 0n], { hostTime: '2026-11-21T23:59:00' }));
    expect((await settle()).body).toMatchObject({ matches: true, totals: { gateway: { sales: { count: 1, amount: '20.00' } } } });
  });

  it.each([
    ['ahead', 8],
    ['behind', -8],
  ])('that tells no time is counted by our clock, from close to close, where the terminal’s is hours %s', async (_, hours) => {
    gateway.terminal.onOrder = approveAt(new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19));
    const batches: unknown[] = [];
    for (const amount of ['10.00', '20.00']) {
      const sale = await gateway.pay({ terminalId, amount });
      gateway.terminal.onSettle = () => Promise.resolve(printed([1, BigInt(amount.replace('.', ''))]));
      const { body } = await settle();
      expect(body).toMatchObject({ matches: true, totals: { gateway: { sales: { count: 1, amount } } } });
      const ports = { commands: new PgCommandStore(gateway.db), clock: new ManualClock(Date.now()), random: new SeededRandom(1) };
      await new CommandConclusion(ports).recount(body['id'] as CommandId);
      expect(await read(body['id'])).toMatchObject({ matches: true });
      const { batch } = (await new SettlementRepository(gateway.db).ofPayment(sale.body['id'] as PaymentId)) ?? {};
      batches.push([batch?.id, batch?.matches], [body['id'], true]);
    }
    expect([batches[0], batches[2]]).toEqual([batches[1], batches[3]]);
    expect(await alarms()).toEqual([]);
  });

  it('knows no match where the slip shows no totals', async () => {
    gateway.terminal.onSettle = () => Promise.resolve(closed({ totals: null, slip: null }));
    expect((await settle()).body).toMatchObject({ status: 'done', matches: null, totals: { terminal: null, gateway: { sales: { count: 0 } } } });
  });

  it('that is refused leaves the batch open', async () => {
    await gateway.pay({ terminalId });
    gateway.terminal.onSettle = () => Promise.resolve({ outcome: 'failed', decline: scriptedDecline(), slip: null, evidence: { code: 4498 } });
    expect((await settle()).body).toMatchObject({ status: 'failed', matches: null, totals: { gateway: null }, message: 'Text' });
    expect(await alarms()).toEqual([{ kind: 'settlement_failed', cleared: false }]);
    gateway.terminal.onSettle = () => Promise.resolve(printed([1, 150_000n]));
    expect((await settle()).body).toMatchObject({ status: 'done', matches: true });
  });

  it('is listed newest first, by terminal and page', async () => {
    const first = (await settle()).body['id'];
    const second = (await settle()).body['id'];
    const page = await gateway.call('GET', `/sonata/v1/settlements?terminalId=${terminalId}&limit=1`);
    expect(page.body).toMatchObject({ data: [{ id: second }], nextCursor: second });
    const next = await gateway.call('GET', `/sonata/v1/settlements?terminalId=${terminalId}&limit=1&cursor=${String(page.body['nextCursor'])}`);
    expect(next.body).toMatchObject({ data: [{ id: first }], nextCursor: null });
  });
});

describe('the idempotency key of a settlement', () => {
  it('is the same settlement for ever', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await settle(undefined, key);
    const again = await settle(undefined, key);
    expect(again.status).toBe(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('is one over payments and settlements, whichever came first', async () => {
    const key = { 'idempotency-key': randomUUID() };
    await settle(undefined, key);
    expect(await gateway.pay({ terminalId }, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const other = { 'idempotency-key': randomUUID() };
    await gateway.pay({ terminalId }, other);
    expect(await settle(undefined, other)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('sends the device one close, however often it is repeated at once', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const before = gateway.terminal.journal.closes.length;
    const answers = await Promise.all(Array.from({ length: 6 }, () => settle(undefined, key)));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect(gateway.terminal.journal.closes.length - before).toBe(1);
  });
});

describe('a settlement beside a payment', () => {
  it('never shares the device with one: of many that come at once, each ran alone', async () => {
    let onDevice = 0;
    let most = 0;
    const alone = async <T>(result: T): Promise<T> => {
      onDevice += 1;
      most = Math.max(most, onDevice);
      await new Promise((resolve) => setTimeout(resolve, 15));
      onDevice -= 1;
      return result;
    };
    gateway.terminal.onOrder = async (order, session) => alone(await approveAtOnce(order, session));
    gateway.terminal.onSettle = () => alone(closed());
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? settle() : gateway.pay({ terminalId, amount: `${100 + i}.00`, cashier: `c${i}` }))),
    );
    expect(most).toBe(1);
    for (const { status, body } of answers) expect([201, 409], JSON.stringify(body)).toContain(status);
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body['code']).toBe('terminal-busy');
  });

  it('tells who holds the device, also in the list of terminals', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    gateway.terminal.onSettle = () => gate.then(() => closed());
    const { body } = await settle(undefined, { prefer: '' });
    expect(['accepted', 'in_progress']).toContain(body['status']);
    const busyWith = { kind: 'settlement', settlementId: body['id'], paymentId: null };
    expect(await gateway.pay({ terminalId })).toMatchObject({ status: 409, body: { code: 'terminal-busy', busyWith } });
    const listed = (await gateway.call('GET', '/sonata/v1/terminals')).body['data'] as { id: string }[];
    expect(listed.find(({ id }) => id === terminalId)).toMatchObject({
      status: 'busy',
      busyWith,
      operations: expect.arrayContaining(['settlement']),
    });
    open();
    await vi.waitFor(async () => expect((await read(body['id']))['status']).toBe('done'), 20_000);
  });

  it('waits for a word about a payment of unknown outcome, and writes into its history that the word was given', async () => {
    loseOrders();
    const lost = String((await gateway.pay({ terminalId })).body['id']);
    expect(await settle()).toMatchObject({ status: 409, body: { code: 'open-payment', payment: { id: lost, status: 'unknown' } } });
    const { status, body } = await settle({ acknowledge: { openPayment: lost } });
    expect([status, body['status'], body['unresolved']]).toEqual([201, 'done', [lost]]);
    const { rows } = await gateway.db.query(
      `select cause, actor, evidence from payment_event where payment_id = $1 and cause = 'batch_closed_over'`,
      [lost],
    );
    expect(rows).toEqual([{ cause: 'batch_closed_over', actor: 'pms:Sonata', evidence: { settlementId: body['id'] } }]);
  });

  it('is refused while the order may still be on the device: freed, it would charge the next guest', async () => {
    gateway.terminal.stepLimitMs = 3_600_000;
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: false, evidence: {} });
    const lost = String((await gateway.pay({ terminalId })).body['id']);
    const before = gateway.terminal.journal.closes.length;
    expect(await settle({ acknowledge: { openPayment: lost } })).toMatchObject({ status: 409, body: { code: 'terminal-busy' } });
    expect(gateway.terminal.journal.closes).toHaveLength(before);
    expect((await gateway.db.query('select from device_claim where payment_id = $1', [lost])).rowCount).toBe(1);
  });

  it('makes the device’s "not found" prove nothing about a payment from before', async () => {
    loseOrders();
    const lost = String((await gateway.pay({ terminalId })).body['id']);
    await settle({ acknowledge: { openPayment: lost } });
    const before = gateway.terminal.journal.questions.length;
    await gateway.engine.payments.askAgain(lost as never, ANNA);
    await vi.waitFor(() => expect(gateway.terminal.journal.questions.length).toBeGreaterThan(before), 20_000);
    expect(gateway.terminal.journal.questions.at(-1)?.memoryIntact).toBe(false);
    await vi.waitFor(
      async () => expect((await gateway.db.query('select from device_claim where terminal_id = $1', [terminalId])).rowCount).toBe(0),
      20_000,
    );
  });

  it('is counted again when a payment that it left open turns out approved', async () => {
    loseOrders();
    const lost = String((await gateway.pay({ terminalId })).body['id']);
    gateway.terminal.onSettle = () => Promise.resolve(printed([1, 150_000n]));
    const { body } = await settle({ acknowledge: { openPayment: lost } });
    expect(body).toMatchObject({ matches: false, unresolved: [lost] });
    gateway.terminal.onRecover = ({ order }) =>
      Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(order, { hostTime: null }), evidence: {} });
    await gateway.engine.payments.askAgain(lost as never, ANNA);
    await vi.waitFor(
      async () => expect((await gateway.db.query('select status from payment where id = $1', [lost])).rows[0].status).toBe('approved'),
      20_000,
    );
    await gateway.engine.schedule.look();
    expect(await read(body['id'])).toMatchObject({ matches: true, unresolved: [], totals: { gateway: { sales: { count: 1, amount: '1500.00' } } } });
    expect(await alarms()).toEqual([{ kind: 'settlement_mismatch', cleared: true }]);
  });
});

describe('a settlement whose answer is lost', () => {
  const lose = (): void => {
    gateway.terminal.onSettle = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), evidence: {} });
  };

  it('is unknown, keeps the terminal, and is settled by asking, never by a second close', async () => {
    lose();
    let tell = (): void => undefined;
    const told = new Promise<void>((resolve) => (tell = resolve));
    gateway.terminal.onRecoverSettlement = () =>
      told.then(() => ({ finding: 'done', result: { totals: null, hostAgrees: true, slip: 'СВЕРКА', hostTime: null }, evidence: {} }));
    const before = gateway.terminal.journal.closes.length;
    const { body } = await settle();
    expect(body).toMatchObject({ status: 'unknown', finalAt: null });
    expect(await alarms()).toEqual([{ kind: 'settlement_unknown', cleared: false }]);
    expect(await gateway.pay({ terminalId })).toMatchObject({ status: 409, body: { code: 'terminal-busy' } });
    tell();
    await vi.waitFor(async () => expect(await read(body['id'])).toMatchObject({ status: 'done', slip: 'СВЕРКА' }), { timeout: 15_000 });
    expect(gateway.terminal.journal.closes.length - before).toBe(1);
    expect(await alarms()).toEqual([{ kind: 'settlement_unknown', cleared: true }]);
    expect((await gateway.pay({ terminalId })).body['status']).toBe('approved');
  });

  it('has failed when the device still holds the batch', async () => {
    lose();
    gateway.terminal.onRecoverSettlement = () => Promise.resolve({ finding: 'not_closed_proven', evidence: { by: 'tape' } });
    const { body } = await settle();
    await vi.waitFor(async () => expect(await read(body['id'])).toMatchObject({ status: 'failed' }), { timeout: 15_000 });
  });

  it('stays unknown but lets the terminal go when the device can tell no more', async () => {
    lose();
    gateway.terminal.onRecoverSettlement = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
    const { body } = await settle();
    await vi.waitFor(async () => expect((await gateway.db.query('select from device_claim where terminal_id = $1', [terminalId])).rowCount).toBe(0), {
      timeout: 15_000,
    });
    expect(await read(body['id'])).toMatchObject({ status: 'unknown', message: expect.stringContaining('could not tell') });
  });

  it.each([
    ['tells no time', () => null],
    ['is hours ahead', () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19)],
  ])(
    'is asked about with the close before it in mind, which may have emptied the batch, where the terminal %s',
    async (_, hostTime) => {
      lose();
      const told = hostTime();
      gateway.terminal.onOrder = approveAt(told);
      const { journal } = gateway.terminal;
      const asked = journal.closeQuestions.length;
      expect((await gateway.pay({ terminalId })).body['status']).toBe('approved');
      const claims = async (): Promise<number | null> =>
        (await gateway.db.query('select from device_claim where terminal_id = $1', [terminalId])).rowCount;
      for (const questions of [1, 2]) {
        gateway.terminal.onRecoverSettlement = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
        await settle();
        await vi.waitFor(() => expect(journal.closeQuestions.length - asked).toBe(questions), { timeout: 15_000 });
        await vi.waitFor(async () => expect(await claims()).toBe(0), { timeout: 15_000 });
      }
      const [first, second] = journal.closeQuestions.slice(asked);
      expect(first).toMatchObject({ heldOperations: true, earlierCloseAtMs: null });
      expect(second?.heldOperations).toBe(false);
      // By the terminal's clock, whatever ours says: a slip of before that is not the close's.
      if (told !== null) expect([first?.lastOperationAt, second?.lastOperationAt]).toEqual([told, told]);
      expect(second?.earlierCloseAtMs).toBeGreaterThanOrEqual(first?.dispatchedAtMs ?? Infinity);
    },
    45_000,
  );
});

describe('a close that was asked about before a wall clock was set back', () => {
  it('is earlier than the next one all the same: its slip and its batch are not the next one’s', async () => {
    gateway.terminal.onSettle = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), evidence: {} });
    gateway.terminal.onRecoverSettlement = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
    const { journal } = gateway.terminal;
    const asked = journal.closeQuestions.length;
    await gateway.pay({ terminalId });
    for (const questions of [1, 2]) {
      await settle();
      await vi.waitFor(() => expect(journal.closeQuestions.length - asked).toBe(questions), { timeout: 15_000 });
      const free = async (): Promise<unknown> => (await gateway.db.query('select from device_claim where terminal_id = $1', [terminalId])).rowCount;
      await vi.waitFor(async () => expect(await free()).toBe(0), { timeout: 15_000 });
      await gateway.db.query(`update terminal_command set dispatched_at = dispatched_at + interval '1 hour' where terminal_id = $1`, [terminalId]);
    }
    const [, second] = journal.closeQuestions.slice(asked);
    expect(second).toMatchObject({ heldOperations: false, earlierCloseAtMs: second?.dispatchedAtMs });
  });
});

it('a close is refused while an undo is being said to the device, whatever the PMS accepts', async () => {
  const own = await GatewayHarness.start();
  const said = shutGate();
  try {
    const device = new TwoPhaseDevice();
    device.play(own.terminal);
    let undos = 0;
    own.terminal.onLast = async (step, ...rest) => {
      if (step !== 'rollback') return device.last(step, ...rest);
      undos += 1;
      if (undos > 1) await said.opened;
      return { outcome: 'unknown', decline: scriptedDecline(), evidence: {} };
    };
    const terminal = await own.addTerminal();
    const order = { terminalId: terminal, amount: '1500.00', currency: 'RUB', confirmation: 'pms' };
    const head = (): Record<string, string> => ({ 'idempotency-key': randomUUID(), prefer: 'wait=20' });
    const held = (await own.call('POST', '/sonata/v1/payments', order, head())).body;
    expect(held['status']).toBe('held');
    const id = String(held['id']);
    await own.call('POST', `/sonata/v1/payments/${id}/rollback`, { reason: 'guest left' }, { prefer: 'wait=1' });
    await vi.waitFor(() => expect(undos).toBe(2), { timeout: 15_000 });
    const close = await own.call('POST', `/sonata/v1/terminals/${terminal}/settlements`, { acknowledge: { openPayment: id } }, head());
    expect(close).toMatchObject({ status: 409, body: { code: 'terminal-busy' } });
    expect(own.terminal.journal.closes).toEqual([]);
  } finally {
    said.open();
    await own.close();
  }
});

it.each([
  ['a void, where the terminal suspended nothing: a sale and its void', true, [1, 150_000n]],
  ['the terminal itself, which had it suspended: nothing', false, [0, 0n]],
] as const)('a sale that is rolled back stands in the totals as it does in the terminal’s, by %s', async (_, voids, each) => {
  const own = await GatewayHarness.start();
  try {
    const device = new TwoPhaseDevice();
    device.play(own.terminal);
    if (voids) device.refuse.add('suspend').add('rollback');
    const terminal = await own.addTerminal();
    const head = (): Record<string, string> => ({ 'idempotency-key': randomUUID(), prefer: 'wait=20' });
    const order = { terminalId: terminal, amount: '1500.00', currency: 'RUB', confirmation: 'pms' };
    const id = String((await own.call('POST', '/sonata/v1/payments', order, head())).body['id']);
    await own.call('POST', `/sonata/v1/payments/${id}/rollback`, { reason: 'guest left' }, { prefer: 'wait=20' });
    await vi.waitFor(async () => expect((await own.call('GET', `/sonata/v1/payments/${id}`)).body['status']).toBe('reversed'), { timeout: 15_000 });
    expect(device.did.at(-1)).toBe(voids ? 'void' : 'rollback');
    const side = total(each[0], each[1]);
    own.terminal.onSettle = () => Promise.resolve(closed({ totals: { sales: side, refunds: total(0, 0n), voids: side } }));
    const { body } = await own.call('POST', `/sonata/v1/terminals/${terminal}/settlements`, undefined, head());
    const told = { count: each[0], amount: voids ? '1500.00' : '0.00' };
    expect(body).toMatchObject({ status: 'done', matches: true, unresolved: [], totals: { gateway: { sales: told, voids: told } } });
    const { batch } = (await new SettlementRepository(own.db).ofPayment(id as PaymentId)) ?? {};
    expect(batch?.id).toBe(voids ? body['id'] : undefined);
    const { rows } = await own.db.query<{ from: Date; until: Date }>(
      'select dispatched_at - interval $$1 s$$ as from, final_at as until from payment where id = $1',
      [id],
    );
    const [fromMs, untilMs] = [rows[0]!.from.getTime(), rows[0]!.until.getTime()];
    const { moved } = await new PgCommandStore(own.db).transaction([], (tx) => tx.movedBetween(terminal as TerminalId, fromMs, untilMs));
    expect(moved).toBe(voids);
  } finally {
    await own.close();
  }
});
