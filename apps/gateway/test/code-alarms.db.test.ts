import { PORTAL_PATHS, type PortalAlarm } from '@payport/contracts';
import { approvedResult, ManualClock, scriptedDecline } from '@payport/testing';
import { unmappedCode, type DriverSession, type OrderOutcome } from '@payport/terminals-core';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CodeAlarms } from '../src/modules/alarms/index.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { TwoPhaseDevice } from './two-phase-device.ts';

const DAY_MS = 86_400_000;

let gateway: GatewayHarness;
let clock: ManualClock;
let manager: PortalVisitor;
let terminalId: string;
beforeEach(async () => {
  clock = new ManualClock();
  gateway = await GatewayHarness.start({ clock });
  terminalId = await gateway.addTerminal({ name: 'Стойка' });
  manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }));
  gateway.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
});
afterEach(() => gateway.close());

const LOST: OrderOutcome = { outcome: 'unknown', decline: scriptedDecline({ code: 'unmapped', terminalCode: '5999' }), runEnded: true, evidence: {} };
const says = (session: Pick<DriverSession, 'alert'>, code: string): void => session.alert(unmappedCode(code, 'sale'));
const pay = async (on = terminalId): Promise<Record<string, unknown>> =>
  (await gateway.pay({ terminalId: on, reservation: { confirmationNumber: randomUUID() } })).body;
const alarms = async (): Promise<PortalAlarm[]> => (await manager.get(PORTAL_PATHS.alarms)).body['data'] as PortalAlarm[];
const open = async (): Promise<string[]> => (await alarms()).filter(({ clearedAt }) => clearedAt === null).map(({ text }) => text.slice(0, 60));
const codes = async (): Promise<string[]> =>
  (await alarms()).flatMap(({ kind, text }) => (kind === 'unmapped_code' ? [/code (\d+)/.exec(text)?.[1] ?? ''] : [])).sort();
async function quiet(): Promise<void> {
  do await nextTurn();
  while (gateway.engine.conversations() > 0);
}

it('a code that no table explains leaves its payment unknown and is told once for the terminal and the code', async () => {
  gateway.terminal.onOrder = (_order, session) => {
    says(session, '5999');
    return Promise.resolve(LOST);
  };
  gateway.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} });
  expect(await pay()).toMatchObject({ status: 'unknown', decline: { code: 'unmapped', terminalCode: '5999' } });
  const [alarm, ...others] = await alarms();
  expect(others).toEqual([]);
  expect(alarm).toMatchObject({
    kind: 'unmapped_code',
    severity: 'warning',
    since: new Date(clock.now()).toISOString(),
    terminalId,
    paymentId: null,
  });
  expect(alarm?.text).toBe(
    'Terminal “Стойка” answered with the code 5999, which is in none of the gateway’s tables. Without proof the operation counts neither as paid nor as refused. Ask the bank’s support what the code means, and pass the answer on to whoever maintains PayPort',
  );
  const { rows } = await gateway.db.query(`select payload from outbox where topic = 'alarm.raised'`);
  expect(rows).toEqual([{ payload: { alarmId: alarm?.id } }]);

  await clock.advance(2_000);
  await quiet();
  await pay();
  await clock.advance(2_000);
  await quiet();
  gateway.terminal.onOrder = (_order, session) => {
    says(session, '6001');
    says(session, '5999');
    return Promise.resolve(LOST);
  };
  await pay();
  const other = await gateway.addTerminal({ name: 'Бар' });
  await pay(other);
  expect((await open()).sort()).toEqual([
    'Terminal “Бар” answered with the code 5999, which is in none',
    'Terminal “Бар” answered with the code 6001, which is in none',
    'Terminal “Стойка” answered with the code 5999, which is in n',
    'Terminal “Стойка” answered with the code 6001, which is in n',
  ]);
});

it('it is told by a question about a payment, too', async () => {
  gateway.terminal.onOrder = () => Promise.resolve(LOST);
  gateway.terminal.onRecover = (_query, session) => {
    says(session, '1');
    return Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
  };
  await pay();
  await clock.advance(2_000);
  await expect.poll(codes, { timeout: 10_000 }).toEqual(['1']);
});

it('it is told by a close and by a question about it', async () => {
  gateway.terminal.onSettle = (_order, session) => {
    says(session, '2');
    return Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), evidence: {} });
  };
  gateway.terminal.onRecoverSettlement = (_query, session) => {
    says(session, '3');
    return Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
  };
  await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, { 'idempotency-key': randomUUID() });
  await expect.poll(codes, { timeout: 10_000 }).toEqual(['2']);
  await quiet();
  await clock.advance(2_000);
  await expect.poll(codes, { timeout: 10_000 }).toEqual(['2', '3']);
});

it('it is told by what is said to the device about a held payment', async () => {
  const device = new TwoPhaseDevice();
  device.play(gateway.terminal);
  let lost = true;
  gateway.terminal.onLast = (step, operation, session) => {
    says(session, step === 'suspend' ? '4' : '5');
    if (step === 'suspend' || !lost) return device.last(step, operation, session);
    lost = false;
    return Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), evidence: {} });
  };
  const { body } = await gateway.pay({ terminalId, confirmation: 'pms', reservation: { confirmationNumber: randomUUID() } });
  expect([body['status'], await codes()]).toEqual(['held', ['4']]);
  const confirmed = gateway.call('POST', `/sonata/v1/payments/${String(body['id'])}/confirm`, { postingNumber: 'F-1' });
  await expect.poll(codes, { timeout: 10_000 }).toEqual(['4', '5']);
  await clock.advance(5_000);
  expect((await confirmed).status).toBe(200);
});

it('it ends when the terminal has not said the code for a week, and begins anew when it does; acknowledging is no end', async () => {
  gateway.terminal.onOrder = (_order, session) => {
    says(session, '5999');
    return Promise.resolve({ ...LOST, outcome: 'declined', result: null });
  };
  await pay();
  const [first] = await alarms();
  await manager.post(PORTAL_PATHS.acknowledgeAlarm(first?.id ?? ''));
  const at = clock.now();
  const after = async (days: number): Promise<number> => {
    await new CodeAlarms({ pool: gateway.db, clock: new ManualClock(at + days * DAY_MS), log: { warn: () => undefined } }).look();
    return (await open()).length;
  };
  expect([await after(6.9), (await alarms()).length]).toEqual([1, 1]);
  await gateway.db.query(`update alarm set seen_at = seen_at - interval '6 days', since = since - interval '6 days'`);
  await pay();
  expect([await after(6.9), (await alarms()).length]).toEqual([1, 1]);
  expect(await after(7.1)).toBe(0);
  await pay();
  expect([await open(), await alarms()].map((list) => list.length)).toEqual([1, 2]);
});
