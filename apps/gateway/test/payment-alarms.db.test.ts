import { PORTAL_PATHS, type PortalAlarm } from '@payport/contracts';
import { approvedResult, ManualClock } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { TwoPhaseDevice } from './two-phase-device.ts';

const EVIDENCE = 'Банк, Иванова, 12:40: операция прошла';

let gateway: GatewayHarness;
let clock: ManualClock;
let manager: PortalVisitor;
beforeEach(async () => {
  clock = new ManualClock();
  gateway = await GatewayHarness.start({ clock });
  manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }));
});
afterEach(() => gateway.close());

const alarms = async (): Promise<PortalAlarm[]> => (await manager.get(PORTAL_PATHS.alarms)).body['data'] as PortalAlarm[];
const open = async (): Promise<string[]> => (await alarms()).filter(({ clearedAt }) => clearedAt === null).map(({ kind }) => kind);
const read = async (id: string): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body;
async function becomes(id: string, status: string): Promise<void> {
  await expect.poll(() => read(id), { timeout: 20_000 }).toMatchObject({ status });
}
async function quiet(): Promise<void> {
  do await nextTurn();
  while (gateway.engine.conversations() > 0);
}

describe('an alarm about a payment', () => {
  it('is raised when only people can decide: payment, terminal, amount and the moment are in it', async () => {
    const id = await paymentInReview(gateway, { amount: '1500.00' });
    const { terminal } = (await read(id)) as { terminal: { id: string } };
    const [alarm, ...others] = await alarms();
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({
      kind: 'payment_in_review',
      severity: 'critical',
      since: new Date(clock.now()).toISOString(),
      paymentId: id,
      terminalId: terminal.id,
      clearedAt: null,
    });
    expect(alarm?.text).toContain('1,500.00\u00a0RUB');
    const { rows } = await gateway.db.query(`select payload from outbox where topic = 'alarm.raised'`);
    expect(rows).toEqual([{ payload: { alarmId: alarm?.id } }]);
  });

  it('is one however often the device is asked in vain, and ends with the decision', async () => {
    const id = await paymentInReview(gateway);
    gateway.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
    await manager.post(PORTAL_PATHS.askAgain(id));
    await quiet();
    await becomes(id, 'manual_review');
    expect(await open()).toEqual(['payment_in_review']);
    expect(await alarms()).toHaveLength(1);
    await manager.post(PORTAL_PATHS.resolution(id), { outcome: 'approved', evidence: EVIDENCE });
    expect(await open()).toEqual([]);
  });

  it('of each payment stands for itself, also on one terminal, and ends when the device tells after all', async () => {
    const terminalId = await gateway.addTerminal();
    const [first] = [await paymentInReview(gateway, { terminalId }), await paymentInReview(gateway, { terminalId })];
    expect(await open()).toEqual(['payment_in_review', 'payment_in_review']);
    gateway.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} });
    await manager.post(PORTAL_PATHS.askAgain(first));
    await becomes(first, 'approved');
    expect(await open()).toEqual(['payment_in_review']);
  });

  it('is taken in hand like any other', async () => {
    await paymentInReview(gateway);
    const [alarm] = await alarms();
    expect((await manager.post(PORTAL_PATHS.takeAlarm(alarm?.id ?? ''))).body).toMatchObject({
      paymentId: alarm?.paymentId,
      ownedAt: expect.any(String),
    });
  });
});

describe('an undo that does not succeed', () => {
  const held = async (device: TwoPhaseDevice): Promise<string> => {
    device.play(gateway.terminal);
    const terminalId = await gateway.addTerminal();
    const { body } = await gateway.pay({ terminalId, confirmation: 'pms', reservation: { confirmationNumber: randomUUID() } });
    await quiet();
    return String(body['id']);
  };
  const rollback = (id: string): Promise<unknown> => gateway.call('POST', `/sonata/v1/payments/${id}/rollback`, { reason: 'not posted' });

  it('for good raises an alarm, which ends when all of the money has gone back, not before', async () => {
    const device = new TwoPhaseDevice();
    device.refuse.add('suspend').add('void');
    const id = await held(device);
    await rollback(id);
    await becomes(id, 'approved');
    const [alarm] = await alarms();
    expect(alarm).toMatchObject({ kind: 'undo_failed', severity: 'critical', paymentId: id, clearedAt: null });
    device.refuse.clear();
    const refund = (amount: string): Promise<unknown> =>
      gateway.call(
        'POST',
        `/sonata/v1/payments/${id}/refunds`,
        { amount, reason: 'rolled back' },
        { 'idempotency-key': randomUUID(), prefer: 'wait=20' },
      );
    await refund('1000.00');
    expect(await open()).toEqual(['undo_failed']);
    await refund('500.00');
    expect(await read(id)).toMatchObject({ refundedAmount: '1500.00' });
    expect(await open()).toEqual([]);
  });

  it('for good is no trouble any more once the hotel has posted the payment after all', async () => {
    const device = new TwoPhaseDevice();
    device.refuse.add('suspend').add('void');
    const id = await held(device);
    await rollback(id);
    await becomes(id, 'approved');
    await gateway.call('POST', `/sonata/v1/payments/${id}/posting`, { postingNumber: 'F-7' });
    expect(await open()).toEqual([]);
  });

  it('without proof raises that alarm when it goes to people, and only that one, also after another question', async () => {
    const device = new TwoPhaseDevice();
    device.refuse.add('suspend');
    const id = await held(device);
    device.lose.add('void');
    await rollback(id);
    await becomes(id, 'reversal_unknown');
    expect(await open()).toEqual([]);
    gateway.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
    await clock.advance(60_000);
    await quiet();
    await becomes(id, 'manual_review');
    expect(await open()).toEqual(['undo_failed']);
    await manager.post(PORTAL_PATHS.askAgain(id));
    await quiet();
    await becomes(id, 'manual_review');
    expect(await alarms()).toHaveLength(1);
    await manager.post(PORTAL_PATHS.resolution(id), { outcome: 'reversed', evidence: EVIDENCE });
    expect(await open()).toEqual([]);
  });
});
