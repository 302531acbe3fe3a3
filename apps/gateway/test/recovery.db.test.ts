import { approvedResult, ManualClock, scriptedDecline, type RecoveryScript } from '@payport/testing';
import type { PaymentId, UserId } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';

let gateway: GatewayHarness;
let clock: ManualClock;
let terminalId: string;
const PAVEL = { id: randomUUID() as UserId, name: 'Павел Климов' };

beforeEach(async () => {
  clock = new ManualClock();
  gateway = await GatewayHarness.start({ clock });
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = () =>
    Promise.resolve({
      outcome: 'unknown',
      decline: scriptedDecline({ code: 'outcome_unknown', retry: 'do_not_retry_check_first' }),
      runEnded: true,
      evidence: {},
    });
});
afterEach(() => gateway.close());

const folio = (): Record<string, unknown> => ({ reservation: { confirmationNumber: randomUUID() } });
/** A sale whose answer was lost; the answer comes as soon as it is known to be unknown. */
async function lost(changes: Record<string, unknown> = folio()): Promise<string> {
  const { body } = await gateway.pay({ terminalId, ...changes });
  await quiet();
  return String(body['id']);
}
/** Everything that was woken has come to rest; what comes next waits for the clock. */
const quiet = (): Promise<void> => until(() => Promise.resolve(gateway.engine.conversations() === 0));
const read = async (id: string): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body;
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the awaited condition did not come');
    await nextTurn();
  }
}
/** Moves the clock, and waits for the questions that fall due by then to be asked and answered. */
async function pass(ms: number, questions: number): Promise<void> {
  const before = gateway.terminal.journal.questions.length;
  await clock.advance(ms);
  await until(async () => gateway.terminal.journal.questions.length >= before + questions);
  await quiet();
}
const answer = (script: RecoveryScript): void => {
  gateway.terminal.onRecover = script;
};
const claims = async (): Promise<number> => Number((await gateway.db.query('select count(*) from device_claim')).rows[0].count);
const events = async (id: string): Promise<string[]> =>
  (await gateway.db.query('select type, cause from payment_event where payment_id = $1 order by seq', [id])).rows.map(
    (row) => `${row.type}:${row.cause}`,
  );

describe('an unknown payment', () => {
  it('keeps the device and the folio until the device has answered', async () => {
    const id = await lost();
    expect(await read(id)).toMatchObject({ status: 'unknown', outcome: 'unknown', final: false });
    expect(await claims()).toBe(1);
    expect((await gateway.pay({ terminalId, ...folio() })).body).toMatchObject({ code: 'terminal-busy', busyWith: { paymentId: id } });
  });

  it('is asked about after 2 s, and the device’s proof of approval counts', async () => {
    const id = await lost();
    answer((query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: { code: '0' } }));
    await clock.advance(1_999);
    expect(gateway.terminal.journal.questions).toHaveLength(0);
    await pass(1, 1);
    expect(await read(id)).toMatchObject({ status: 'approved', final: true, result: { approvedAmount: '1500.00' } });
    expect(await claims()).toBe(0);
    expect(gateway.terminal.journal.prompts).toHaveLength(1);
  });

  it('fails only on proof of absence, and then may be started again at once', async () => {
    const id = await lost();
    answer(() => Promise.resolve({ finding: 'not_found_proven', rung: 1, evidence: { code: '4311' } }));
    await pass(2_000, 1);
    expect(await read(id)).toMatchObject({ status: 'failed', outcome: 'failed', decline: { code: 'proven_absent', retry: 'now' } });
    expect(await claims()).toBe(0);
  });

  it.each(['declined', 'cancelled'] as const)('becomes %s when the device says so', async (finding) => {
    const id = await lost();
    answer(() => Promise.resolve({ finding, rung: 0, decline: scriptedDecline(), evidence: {} }));
    await pass(2_000, 1);
    expect(await read(id)).toMatchObject({ status: finding, decline: { code: 'insufficient_funds' } });
  });

  it('is asked on the ladder’s clock and goes to a person when the ladder is exhausted, freeing the device', async () => {
    const id = await lost();
    for (const step of [2_000, 5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) await pass(step, 1);
    expect(await read(id)).toMatchObject({ status: 'unknown' });
    for (let minutes = 0; minutes < 45 && (await read(id))['status'] === 'unknown'; minutes += 1) {
      await clock.advance(60_000);
      await quiet();
    }
    expect(await read(id)).toMatchObject({
      status: 'manual_review',
      outcome: 'unknown',
      final: false,
      decline: { retry: 'do_not_retry_check_first' },
    });
    expect(await claims()).toBe(0);
    const asked = (await events(id)).filter((event) => event === 'note:asked_device').length;
    expect(asked).toBeGreaterThanOrEqual(20);
  });

  it('goes to a person at once when the device conclusively cannot tell, and the folio stays guarded', async () => {
    const same = folio();
    const id = await lost(same);
    answer(() => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: { code: '4129' } }));
    await pass(2_000, 1);
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
    expect(await claims()).toBe(0);
    expect((await gateway.pay({ terminalId, ...same, amount: '2.00' })).body).toMatchObject({
      code: 'open-payment',
      payment: { id, status: 'manual_review' },
    });
  });

  it('stays unknown while the question itself fails, and is asked again', async () => {
    const id = await lost();
    answer(() => Promise.reject(new Error('the wire broke')));
    await pass(2_000, 1);
    expect(await read(id)).toMatchObject({ status: 'unknown' });
    answer(() => Promise.resolve({ finding: 'in_progress', evidence: {} }));
    await pass(5_000, 1);
    expect(await read(id)).toMatchObject({ status: 'unknown' });
  });
});

describe('asking again', () => {
  it('asks at once, also from manual review, under the device’s claim', async () => {
    const id = await lost();
    answer(() => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} }));
    await pass(2_000, 1);
    answer((query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} }));
    expect(await gateway.engine.payments.askAgain(id as PaymentId, PAVEL)).toEqual({ ok: true, value: undefined });
    await until(async () => (await read(id))['status'] === 'approved');
    const history = await gateway.db.query('select actor, cause from payment_event where payment_id = $1 order by seq desc limit 2', [id]);
    expect(history.rows).toEqual([
      { actor: 'recovery', cause: 'recovered' },
      { actor: 'user:Павел Климов', cause: 'asked_again' },
    ]);
    expect(await gateway.engine.payments.askAgain(id as PaymentId, PAVEL)).toEqual({ ok: false, error: 'not_unknown' });
  });
});

describe('"not found"', () => {
  it('is asked as proof while the device was ours all the time, and not after others had it', async () => {
    const id = await lost();
    answer(() => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} }));
    await pass(2_000, 1);
    await gateway.engine.payments.askAgain(id as PaymentId, PAVEL);
    await until(async () => gateway.terminal.journal.questions.length === 2);
    await quiet();
    expect(gateway.terminal.journal.questions.map((question) => question.memoryIntact)).toEqual([true, false]);
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
  });

  it('is no proof once the terminal may have closed its day', async () => {
    const id = await lost();
    answer(() => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} }));
    clock.jump(3 * 60 * 60_000);
    await pass(2_000, 1);
    expect(gateway.terminal.journal.questions.map((question) => question.memoryIntact)).toEqual([false]);
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
  });
});

describe('a wall clock that is set', () => {
  it.each([
    ['still works on the order', { finding: 'in_progress', evidence: {} }],
    ['did not answer', { finding: 'cannot_tell', conclusive: false, evidence: {} }],
  ] as const)('ahead, does not leave a device to the next guest that %s', async (_, finding) => {
    const id = await lost();
    answer(() => Promise.resolve(finding));
    clock.jump(24 * 60 * 60_000);
    await pass(2_000, 1);
    expect(await read(id)).toMatchObject({ status: 'unknown' });
    expect(await claims()).toBe(1);
  });

  it('back, does not keep the ladder from its end', async () => {
    const id = await lost();
    clock.jump(-24 * 60 * 60_000);
    for (let passedMs = 0; passedMs < 2_400_000; passedMs += 300_000) {
      await clock.advance(300_000);
      await quiet();
    }
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
  });

  it('back, does not keep a start from what its former run left open', async () => {
    gateway.terminal.onOrder = () => new Promise(() => undefined);
    const { body } = await gateway.pay({ terminalId, ...folio() }, { prefer: '' });
    clock.jump(-24 * 60 * 60_000);
    const next = await gateway.restart();
    next.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 0, result: approvedResult(query.order), evidence: {} });
    await next.engine.start();
    await clock.advance(0);
    await until(async () => (await next.call('GET', `/sonata/v1/payments/${String(body['id'])}`)).body['status'] === 'approved');
    await next.engine.stop();
    await next.app.close();
  });
});

describe('the watch over silent terminals', () => {
  it('gives back a claim that an earlier round could not, and no other', async () => {
    const other = await gateway.addTerminal();
    for (const [id, service] of [
      [terminalId, null],
      [other, 'link_test'],
    ]) {
      await gateway.db.query(
        `insert into device_claim (address, terminal_id, holder, service, instance_id, taken_at)
         select device_address, id, 'service', $2, $3, now() from terminal where id = $1`,
        [id, service, gateway.config.instanceId],
      );
    }
    await clock.advance(15_000);
    await until(async () => (await claims()) === 1);
    expect((await gateway.db.query('select service from device_claim')).rows).toEqual([{ service: 'link_test' }]);
  });
});

describe('a gateway that starts again', () => {
  it('turns what its former run left open into unknown, asks at once and never sends twice', async () => {
    gateway.terminal.onOrder = () => new Promise(() => undefined);
    const answerOf = (response: Answer): string => String(response.body['id']);
    const id = answerOf(await gateway.pay({ terminalId, ...folio() }, { prefer: '' }));
    // Progress is gathered for a moment before it is written.
    await clock.advance(10);
    await until(async () => (await read(id))['status'] === 'in_progress');
    const next = await gateway.restart();
    next.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 0, result: approvedResult(query.order), evidence: {} });
    await next.engine.start();
    await clock.advance(0);
    await until(async () => (await next.call('GET', `/sonata/v1/payments/${id}`)).body['status'] === 'approved');
    expect(next.terminal.journal.prompts).toHaveLength(0);
    expect(await events(id)).toEqual([
      'state:requested',
      'state:about_to_send',
      'state:device_took_order',
      'state:gateway_restarted',
      'state:recovered',
    ]);
    await next.engine.stop();
    await next.app.close();
  });
});
